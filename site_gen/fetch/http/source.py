"""A source, from its address to its answer: redirects are followed, and attempts repeated."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from http import HTTPStatus

import msgspec

from site_gen import config
from site_gen.fetch.http import failures
from site_gen.fetch.http.failures import NOT_ASKED, SILENCE, ReadingError
from site_gen.fetch.http.host_limits import Host, Hosts
from site_gen.fetch.http.redirects import REDIRECTS, Redirects, start_of, without_login
from site_gen.fetch.http.request import Response, can_be_sent, exchange, request_headers
from site_gen.fetch.http.retries import LONGEST_WAIT, Deadline, parse_retry_after, retrying
from site_gen.fetch.http.validators import validators_of
from site_gen.fetch.types import Answer, SourceRequest, Validators


class RunContext(msgspec.Struct, frozen=True):
    """What all sources of a run share."""

    settings: config.Fetch
    agent: str
    hosts: Hosts
    now: datetime
    started: float
    """The loop's time at ``now``."""

    @property
    def elapsed(self) -> float:
        return asyncio.get_running_loop().time() - self.started


async def read_source(asked: SourceRequest, run: RunContext) -> Answer:
    """Ask a source until there is an answer, a failure that stays, or no time left."""
    reading = _SourceReader(asked, run)
    try:
        await retrying(reading.clock, run.settings.source_seconds)(reading.attempt)
    except ReadingError as error:
        return reading.failed(reading.better_reason(error))
    return reading.answer()


class _SourceReader:
    """A source while it is read."""

    def __init__(self, asked: SourceRequest, run: RunContext) -> None:
        self.clock = Deadline(run.settings.source_seconds)
        self._asked = asked
        self._run = run
        self._known = asked.validators if can_be_sent(asked.validators) else Validators()
        self._attempts = 0
        self._host: Host | None = None
        self._trail: Redirects | None = None
        self._received: Response | None = None
        self._last_error: ReadingError | None = None

    async def attempt(self) -> None:
        """Follow the trail to its end. Raises ReadingError if there is no feed."""
        self._received = None
        self._trail = start_of(self._asked.url)
        try:
            while await self._redirected(self._trail):
                pass
        except ReadingError as error:
            if error.failure.code not in NOT_ASKED:
                self._last_error = error
            raise

    async def _redirected(self, trail: Redirects) -> bool:
        """Ask where the trail has led to; whether it leads on."""
        self._host = self._run.hosts.named(trail.host)
        received = await self._when_rested(trail, self._host)
        self._received = received
        if received.status != HTTPStatus.TOO_MANY_REQUESTS:  # that one is counted below
            self._host.answered()
        if received.status in REDIRECTS:
            trail.follow(received)
            return True
        self._check_status(received)
        return False

    async def _when_rested(self, trail: Redirects, host: Host) -> Response:
        """Ask the host, if it wants to rest after that; at least as much time must be left then."""
        while True:
            try:
                return await self._ask(trail, host)
            except ReadingError as error:
                rest = error.retry_after or 0.0
                if error.failure.code != "host-busy" or rest >= self.clock.left / 2:
                    raise
            await self.clock.sleep(rest)  # it was not asked: this is none of the attempts

    async def _ask(self, trail: Redirects, host: Host) -> Response:
        async with self._run.hosts.visit(host, self._attempts) as pool:
            if trail.starts:
                self._attempts += 1
            headers = request_headers(trail.here, self._run.agent, self._known, trail.cookies)
            async with self.clock.running():
                return await exchange(pool, trail.here, headers, self._run.settings)

    def _check_status(self, received: Response) -> None:
        """Raise ReadingError for a status that brings neither a feed nor the word of no change."""
        if received.status == HTTPStatus.NOT_MODIFIED:
            if self._known == Validators():
                raise failures.bad_answer("it says that nothing has changed, and was not asked")
            return
        if not received.body:
            at = self._run.now + timedelta(seconds=self._run.elapsed)
            wait = parse_retry_after(received.header("retry-after"), at)
            if self._host and received.status == HTTPStatus.TOO_MANY_REQUESTS:
                self._host.refused(wait, self._run.settings.source_seconds / 10)
            raise failures.bad_status(received.status, wait)

    def better_reason(self, error: ReadingError) -> ReadingError:
        """What a source that was asked for itself met counts more than what others met."""
        return self._last_error or error

    def answer(self) -> Answer:
        """What was received, a feed or the word that nothing has changed."""
        assert self._received is not None  # noqa: S101 - an attempt has come to its end
        assert self._trail is not None  # noqa: S101
        received = self._received
        unchanged = received.status == HTTPStatus.NOT_MODIFIED
        old = self._known if unchanged else Validators()
        return Answer(
            url=self._asked.url,
            final_url=without_login(self._trail.here),
            moved_to=self._trail.moved_to,
            status=received.status,
            body=None if unchanged else received.body,
            content_type=received.header("content-type"),
            validators=validators_of(received, old),
            attempts=self._attempts,
            seconds=self.clock.spent,
        )

    def failed(self, error: ReadingError) -> Answer:
        """Why there is neither; validators are kept for a better day."""
        if self._host and error.failure.code in SILENCE:
            self._host.gave_no_answer()
        # What a host asked others for holds in this run: it may have meant them alone.
        wait = None if error.failure.code in NOT_ASKED else error.retry_after
        if wait is not None:
            wait = min(wait + self._run.elapsed, LONGEST_WAIT)
        return Answer(
            url=self._asked.url,
            final_url=without_login(self._trail.here) if self._trail else "",
            status=error.status or (self._received.status if self._received else 0),
            validators=self._asked.validators,
            failure=error.failure,
            wait_seconds=wait,
            attempts=self._attempts,
            seconds=self.clock.spent,
        )
