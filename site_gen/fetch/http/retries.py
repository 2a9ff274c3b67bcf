"""Repeated attempts at a source, within the time that it has."""

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

_MAX_ATTEMPTS = 3
MAX_WAIT = 7 * 24 * 3600.0
"""The longest time, in seconds, for which a source is not asked because its server wants that."""


class Deadline:
    """The seconds that a source has for its requests and the waits between its attempts.

    Time in which it waits for other sources does not count.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.spent = 0.0

    @property
    def left(self) -> float:
        return max(self._seconds - self.spent, 0.0)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Count the time of the block; raises ReadingError when none is left."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(self.left):
                yield
        except TimeoutError:
            raise failures.source_timeout(self._seconds) from None
        finally:
            self.spent += loop.time() - started

    async def sleep(self, seconds: float) -> None:
        """Sleep, and count that time."""
        await asyncio.sleep(seconds)
        self.spent += seconds


def retrying(deadline: Deadline, seconds: float) -> tenacity.AsyncRetrying:
    """Run a function until it succeeds, or raise its last ReadingError.

    It is run again if the error says so and if the wait fits in the time left: as long as the
    server asks for, at least a thirtieth of ``seconds``, doubled each time, plus a random part,
    so that sources which failed together are not asked together again.
    """
    first = seconds / 30
    backoff = tenacity.wait_exponential(multiplier=first) + tenacity.wait_random(0, first)

    def wait(state: tenacity.RetryCallState) -> float:
        return max(backoff(state), _retry_after(state))

    def stop(state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= _MAX_ATTEMPTS or state.upcoming_sleep >= deadline.left

    return tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(_may_succeed_later),
        wait=wait,
        stop=stop,
        sleep=deadline.sleep,
        reraise=True,
    )


def _may_succeed_later(error: BaseException) -> bool:
    return isinstance(error, ReadingError) and error.again


def _retry_after(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return (error.retry_after or 0.0) if isinstance(error, ReadingError) else 0.0


def parse_retry_after(value: str, at: datetime) -> float | None:
    """Seconds from ``at`` of a Retry-After header (RFC 9110, 10.2.3).

    None if the header is missing, cannot be read, or names a time in the past.
    """
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,18}", value):
        return float(value)
    date = read_date(value)
    seconds = (date - at).total_seconds() if date else -1.0
    return seconds if seconds >= 0 else None
