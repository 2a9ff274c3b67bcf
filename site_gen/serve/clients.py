"""Pages that are open in a browser, and what they are told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

_HEARTBEAT = 10.0
"""Seconds of silence after which something is said, so that a lost connection is noticed."""


class Client:
    """One open page: its path within the site, and by what its content is known."""

    def __init__(self, path: str, digest: str) -> None:
        self.path = path
        self.digest = digest
        self._said: asyncio.Queue[str | None] = asyncio.Queue()

    def tell(self, event: str, data: Any = None) -> None:
        """Send a server-sent event: https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        self._said.put_nowait(f"event: {event}\ndata: {json.dumps(data)}\n\n")

    def end(self) -> None:
        """Close the connection."""
        self._said.put_nowait(None)

    async def events(self) -> AsyncIterator[str]:
        """What the page is told, as it comes; ends with the preview."""
        yield "retry: 500\n\n"
        while True:
            try:
                said = await asyncio.wait_for(self._said.get(), _HEARTBEAT)
            except TimeoutError:
                said = ": \n\n"
            if said is None:
                return
            yield said


class Clients:
    """All open pages."""

    def __init__(self) -> None:
        self._open: set[Client] = set()

    def __iter__(self) -> Iterator[Client]:
        return iter(tuple(self._open))

    @property
    def paths(self) -> set[str]:
        return {reader.path for reader in self._open}

    @contextmanager
    def reading(self, reader: Client) -> Iterator[Client]:
        """Count the page among the open ones while its connection lasts."""
        self._open.add(reader)
        try:
            yield reader
        finally:
            self._open.discard(reader)

    def tell(self, event: str, data: Any = None) -> None:
        for reader in self:
            reader.tell(event, data)

    def end(self) -> None:
        for reader in self:
            reader.end()
