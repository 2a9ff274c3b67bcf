"""Hosts are visited by two sources at a time, and given up when nobody gets an answer."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count

import httpcore

from site_gen.ingest.reading import failures

CONNECTIONS = 2
"""At most, to one host at a time, idle ones included."""
_SILENT_SOURCES = 3
"""Sources in a row without an answer, after which a host is taken for down."""


class Slots:
    """So many may enter; who has waited in vain before goes first, else who came first."""

    def __init__(self, free: int) -> None:
        self._free = free
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()

    async def take(self, attempts: int) -> None:
        """Wait for a slot; ``attempts`` is how many the source has had."""
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (-attempts, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give()
            raise

    def give(self) -> None:
        """Give a slot back, to who is next."""
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class Host:
    """A name, whatever the port: its slots, its connections, and whether it answers."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.slots = Slots(CONNECTIONS)
        self.pool: httpcore.AsyncConnectionPool | None = None
        self.visitors = 0
        """Sources that are there or wait for it."""
        self._silent = 0

    @property
    def down(self) -> bool:
        return self._silent >= _SILENT_SOURCES

    def answered(self) -> None:
        self._silent = 0

    def gave_no_answer(self) -> None:
        """To a source that is given up now."""
        self._silent += 1


class Hosts:
    """All hosts of a run. ``jobs`` visits take place at once."""

    def __init__(self, jobs: int, make_pool: Callable[[], httpcore.AsyncConnectionPool]) -> None:
        self._jobs = asyncio.Semaphore(jobs)
        self._make_pool = make_pool
        self._hosts: dict[str, Host] = {}

    def named(self, name: str) -> Host:
        """The host of this name; a dot at its end makes no other."""
        key = name.lower().rstrip(".")
        return self._hosts.setdefault(key, Host(key))

    @asynccontextmanager
    async def visit(self, host: Host, attempts: int) -> AsyncIterator[httpcore.AsyncConnectionPool]:
        """A pool of connections to the host, when it is the source's turn.

        Raises ReadingError if the host has turned out to be down. Connections stay for the next
        visitor, and are closed when there is none.
        """
        host.visitors += 1
        try:
            await host.slots.take(attempts)
            try:
                async with self._jobs:
                    if host.down:
                        raise failures.host_down(host.name)
                    host.pool = host.pool or self._make_pool()
                    yield host.pool
            finally:
                host.slots.give()
        finally:
            host.visitors -= 1
            if not host.visitors and host.pool:
                pool, host.pool = host.pool, None
                await pool.aclose()
