"""Browser tabs that have a page of the preview open, and the events sent to them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

_HEARTBEAT = 10.0
"""Seconds without events after which a comment is sent, so that lost connections are noticed."""


class Client:
    """One open page: its path within the site, and the digest of the content that it shows."""

    def __init__(self, path: str, digest: str) -> None:
        self.path = path
        self.digest = digest
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()

    def send(self, event: str, data: Any = None) -> None:
        """Send a server-sent event: https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        self._queue.put_nowait(f"event: {event}\ndata: {json.dumps(data)}\n\n")

    def close(self) -> None:
        """Close the connection."""
        self._queue.put_nowait(None)

    async def events(self) -> AsyncIterator[str]:
        """The events as text, until the connection is closed."""
        yield "retry: 500\n\n"
        while True:
            try:
                event = await asyncio.wait_for(self._queue.get(), _HEARTBEAT)
            except TimeoutError:
                event = ": \n\n"
            if event is None:
                return
            yield event


class Clients:
    """All open pages."""

    def __init__(self) -> None:
        self._connected: set[Client] = set()

    def __iter__(self) -> Iterator[Client]:
        return iter(tuple(self._connected))

    def __len__(self) -> int:
        return len(self._connected)

    @contextmanager
    def connected(self, client: Client) -> Iterator[None]:
        """Send events to the client inside of this context."""
        self._connected.add(client)
        try:
            yield
        finally:
            self._connected.discard(client)

    def send(self, event: str, data: Any = None) -> None:
        for client in self:
            client.send(event, data)

    def close(self) -> None:
        for client in self:
            client.close()
