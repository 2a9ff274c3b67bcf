"""The time that a source has, and what of it is spent on further attempts."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import tenacity

from site_gen.fetch.http import failures
from site_gen.fetch.http.failures import ReadingError
from site_gen.fetch.http.validators import read_date

ATTEMPTS = 3
"""Of a source in one run, the first included."""
LONGEST_WAIT = 7 * 24 * 3600.0
"""Seconds for which a server is left alone at most, whatever it asks for."""


class Deadline:
    """Counts the seconds of a source: those in which it is its turn, and between attempts."""

    def __init__(self, seconds: float) -> None:
        self._given = seconds
        self.spent = 0.0

    @property
    def left(self) -> float:
        return max(self._given - self.spent, 0.0)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Count what is done within; raises ReadingError when no time is left."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(self.left):
                yield
        except TimeoutError:
            raise failures.not_in_time(self._given) from None
        finally:
            self.spent += loop.time() - started

    async def sleep(self, seconds: float) -> None:
        """Wait between two attempts, which counts."""
        await asyncio.sleep(seconds)
        self.spent += seconds


def retrying(clock: Deadline, seconds: float) -> tenacity.AsyncRetrying:
    """Runs attempts until one does it, or raises the last ReadingError.

    There are further ones if they may do better, and if the wait before them fits in what the
    clock has left: as long as the server asks for, else about a thirtieth of ``seconds``, then
    twice that, each with some chance added, so that sources do not come back in step.
    """
    first = seconds / 30
    backoff = tenacity.wait_exponential(multiplier=first) + tenacity.wait_random(0, first)

    def wait(state: tenacity.RetryCallState) -> float:
        return max(backoff(state), _asked_to_wait(state))

    def stop(state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= ATTEMPTS or state.upcoming_sleep >= clock.left

    return tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(_may_do_better),
        wait=wait,
        stop=stop,
        sleep=clock.sleep,
        reraise=True,
    )


def _may_do_better(error: BaseException) -> bool:
    return isinstance(error, ReadingError) and error.again


def _asked_to_wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return (error.retry_after or 0.0) if isinstance(error, ReadingError) else 0.0


def parse_retry_after(value: str, at: datetime) -> float | None:
    """Seconds from ``at`` for which a server asks to be left alone (RFC 9110, 10.2.3).

    None if the header is missing, cannot be read, or tells a time that is over.
    """
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,18}", value):
        return float(value)
    date = read_date(value)
    seconds = (date - at).total_seconds() if date else -1.0
    return seconds if seconds >= 0 else None
