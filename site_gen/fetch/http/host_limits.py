"""Hosts are visited by two sources at a time, and let alone when they do not or will not answer."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count

import httpcore

from site_gen.fetch.http import failures

CONNECTIONS = 2
"""At most, to one host at a time, idle ones included."""
_IN_A_ROW = 3
"""Sources without an answer, or answers that say “too many”, after which a host is let alone."""

_MOST_DOUBLED = 10


class HostSlots:
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
        self.slots = HostSlots(CONNECTIONS)
        self.pool: httpcore.AsyncConnectionPool | None = None
        self.visitors = 0
        """Sources that are there or wait for it."""
        self._silent = self._refused = 0
        self._rests_until = 0.0
        """By the clock of the loop."""

    def answered(self) -> None:
        self._silent = self._refused = 0

    def gave_no_answer(self) -> None:
        """To a source that is given up now."""
        self._silent += 1

    def refused(self, rest: float | None, first: float) -> None:
        """It wants fewer requests, and none for ``rest`` seconds.

        Where it does not say for how long, it has ``first`` seconds, then always twice as many.
        """
        if rest is None:
            rest = first * 2 ** min(max(self._refused - _IN_A_ROW, 0), _MOST_DOUBLED)
        self._refused += 1
        self._rests_until = max(self._rests_until, _now() + rest)

    def check(self) -> None:
        """Raise ReadingError if it is to be let alone."""
        if self._silent >= _IN_A_ROW:
            raise failures.host_down(self.name)
        if self._refused >= _IN_A_ROW and self._rests_until > _now():
            raise failures.host_busy(self.name, self._rests_until - _now())


def _now() -> float:
    return asyncio.get_running_loop().time()


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

        Raises ReadingError if the host is to be let alone. Connections stay for the next
        visitor, and are closed when there is none.
        """
        host.visitors += 1
        try:
            await host.slots.take(attempts)
            try:
                async with self._jobs:
                    host.check()
                    host.pool = host.pool or self._make_pool()
                    yield host.pool
            finally:
                host.slots.give()
        finally:
            host.visitors -= 1
            if not host.visitors and host.pool:
                pool, host.pool = host.pool, None
                await pool.aclose()
