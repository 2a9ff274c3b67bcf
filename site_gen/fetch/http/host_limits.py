"""Limits of each host: two requests at a time, and none while it is down or busy."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count

import httpcore
import httpx

from site_gen.fetch.http import failures

CONNECTIONS_PER_HOST = 2
"""Including idle ones."""
_IN_A_ROW = 3
"""Sources that got no answer, or answers with status 429, after which a host is not asked."""
_MAX_DOUBLINGS = 10


class HostSlots:
    """A semaphore that lets those in first who have made most attempts, then who came first."""

    def __init__(self, free: int) -> None:
        self._free = free
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()

    async def acquire(self, attempts: int) -> None:
        """Wait for a slot; ``attempts`` is the number of attempts so far."""
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (-attempts, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()
            raise

    def release(self) -> None:
        """Give a slot back."""
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class Host:
    """A host, whatever the port: its slots, its connections, and whether it answers."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.slots = HostSlots(CONNECTIONS_PER_HOST)
        self.pool: httpcore.AsyncConnectionPool | None = None
        """Open while there are visitors."""
        self.visitors = 0
        """Sources that use the host or wait for it."""
        self._failed = self._refused = 0
        """In a row."""
        self._busy_until = 0.0
        """Time of the event loop."""

    def answered(self) -> None:
        self._failed = self._refused = 0

    def failed(self) -> None:
        """Count a source that got no answer in any attempt."""
        self._failed += 1

    def refused(self, seconds: float | None, default: float) -> None:
        """Count an answer with status 429, which asks for ``seconds`` without requests.

        If it does not say how many, that is ``default`` at first, and doubles each time.
        """
        if seconds is None:
            seconds = default * 2 ** min(max(self._refused - _IN_A_ROW, 0), _MAX_DOUBLINGS)
        self._refused += 1
        self._busy_until = max(self._busy_until, _now() + seconds)

    def check(self) -> None:
        """Raise ReadingError if the host must not be asked now."""
        if self._failed >= _IN_A_ROW:
            raise failures.host_down(self.name)
        if self._refused >= _IN_A_ROW and self._busy_until > _now():
            raise failures.host_busy(self.name, self._busy_until - _now())


def _now() -> float:
    return asyncio.get_running_loop().time()


class Hosts:
    """All hosts of a run; ``jobs`` requests are under way at once."""

    def __init__(self, jobs: int, new_pool: Callable[[], httpcore.AsyncConnectionPool]) -> None:
        self._jobs = asyncio.Semaphore(jobs)
        self._new_pool = new_pool
        self._hosts: dict[str, Host] = {}

    def of(self, url: httpx.URL) -> Host:
        """The host of an address; a dot at the end of its name makes no difference."""
        name = url.raw_host.decode("ascii").lower().rstrip(".")  # url.host fails for emoji
        return self._hosts.setdefault(name, Host(name))

    @asynccontextmanager
    async def visit(self, host: Host, attempts: int) -> AsyncIterator[None]:
        """Wait for a slot of the host and a job; the host has a pool of connections then.

        Raises ReadingError if the host must not be asked. Connections are closed when no source
        uses the host or waits for it.
        """
        host.visitors += 1
        try:
            await host.slots.acquire(attempts)
            try:
                async with self._jobs:
                    host.check()
                    host.pool = host.pool or self._new_pool()
                    yield
            finally:
                host.slots.release()
        finally:
            host.visitors -= 1
            if not host.visitors and host.pool:
                pool, host.pool = host.pool, None
                await pool.aclose()
