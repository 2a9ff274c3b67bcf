"""Read one source: follow redirects, and try again where that may help."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from http import HTTPStatus

import msgspec

from site_gen import config
from site_gen.fetch.http import failures
from site_gen.fetch.http.failures import HOST_FAILURES, NOT_ASKED, ReadingError
from site_gen.fetch.http.host_limits import Host, Hosts
from site_gen.fetch.http.redirects import REDIRECTS, Redirects, without_login
from site_gen.fetch.http.request import Response, send_request
from site_gen.fetch.http.retries import MAX_WAIT, Deadline, parse_retry_after, retrying
from site_gen.fetch.http.transport import new_client
from site_gen.fetch.http.validators import can_be_sent, validators_of
from site_gen.fetch.types import Answer, SourceRequest, Validators


class RunContext(msgspec.Struct, frozen=True):
    """What all sources of a run share."""

    settings: config.Fetch
    agent: str
    hosts: Hosts
    now: datetime
    started: float
    """Time of the event loop at ``now``."""

    @property
    def elapsed(self) -> float:
        return asyncio.get_running_loop().time() - self.started


async def read_source(request: SourceRequest, run: RunContext) -> Answer:
    """Ask until there is an answer, a failure that another attempt cannot help, or no time left."""
    reader = _SourceReader(request, run)
    try:
        await retrying(reader.deadline, run.settings.source_seconds)(reader.attempt)
    except ReadingError as error:
        return reader.failure(error)
    return reader.answer()


class _SourceReader:
    """The attempts at one source."""

    def __init__(self, request: SourceRequest, run: RunContext) -> None:
        self.deadline = Deadline(run.settings.source_seconds)
        self._request = request
        self._run = run
        self._validators = request.validators if can_be_sent(request.validators) else Validators()
        self._attempts = 0
        self._host: Host | None = None
        self._redirects: Redirects | None = None
        self._response: Response | None = None
        self._last_error: ReadingError | None = None
        """Of the last attempt that sent a request."""

    async def attempt(self) -> None:
        """Ask the source and follow its redirects. Raises ReadingError if there is no feed."""
        self._response = None
        client = new_client(self._run.hosts, self._run.settings, self._run.agent)
        try:
            self._redirects = Redirects(self._request.url, client)
            while await self._is_redirected(self._redirects):
                pass
        except ReadingError as error:
            if error.failure.code not in NOT_ASKED:
                self._last_error = error
            raise

    async def _is_redirected(self, redirects: Redirects) -> bool:
        """Ask the current address; True if there is a further one."""
        self._host = self._run.hosts.of(redirects.url)
        response = await self._ask_when_host_is_ready(redirects, self._host)
        self._response = response
        if response.status != HTTPStatus.TOO_MANY_REQUESTS:  # counted in _check_status
            self._host.answered()
        if response.status in REDIRECTS:
            redirects.follow(response)
            return True
        self._check_status(response)
        return False

    async def _ask_when_host_is_ready(self, redirects: Redirects, host: Host) -> Response:
        """Ask the host; if it is busy, wait for it unless that takes half of the time left."""
        while True:
            try:
                return await self._ask(redirects, host)
            except ReadingError as error:
                wait = error.retry_after or 0.0
                if error.failure.code != "host-busy" or wait >= self.deadline.left / 2:
                    raise
            await self.deadline.sleep(wait)  # nothing was sent: not a new attempt

    async def _ask(self, redirects: Redirects, host: Host) -> Response:
        async with self._run.hosts.visit(host, self._attempts):
            if redirects.at_start:
                self._attempts += 1
            async with self.deadline.running():
                return await send_request(
                    redirects.client, redirects.url, self._validators, self._run.settings
                )

    def _check_status(self, response: Response) -> None:
        """Raise ReadingError if the status is neither a success nor a valid 304."""
        if response.status == HTTPStatus.NOT_MODIFIED:
            if self._validators == Validators():
                raise failures.bad_answer(
                    "the server answers that nothing has changed, which was not asked"
                )
            return
        if not response.body:
            at = self._run.now + timedelta(seconds=self._run.elapsed)
            wait = parse_retry_after(response.header("retry-after"), at)
            if self._host and response.status == HTTPStatus.TOO_MANY_REQUESTS:
                self._host.refused(wait, self._run.settings.source_seconds / 10)
            raise failures.bad_status(response.status, wait)

    def answer(self) -> Answer:
        """The answer of a successful attempt."""
        assert self._response is not None  # noqa: S101 - an attempt was successful
        assert self._redirects is not None  # noqa: S101
        response = self._response
        unchanged = response.status == HTTPStatus.NOT_MODIFIED
        return Answer(
            url=self._request.url,
            final_url=without_login(self._redirects.url),
            moved_to=self._redirects.moved_to,
            status=response.status,
            body=None if unchanged else response.body,
            content_type=response.header("content-type"),
            validators=validators_of(response, self._validators if unchanged else Validators()),
            attempts=self._attempts,
            seconds=self.deadline.spent,
        )

    def failure(self, error: ReadingError) -> Answer:
        """The answer of a source that is given up; it keeps its validators for the next run."""
        # What this source met itself says more than what others of the host met.
        error = self._last_error or error
        if self._host and error.failure.code in HOST_FAILURES:
            self._host.failed()
        # A wait that the host asked other sources for is not remembered for this one.
        wait = None if error.failure.code in NOT_ASKED else error.retry_after
        if wait is not None:
            wait = min(wait + self._run.elapsed, MAX_WAIT)
        return Answer(
            url=self._request.url,
            final_url=without_login(self._redirects.url) if self._redirects else "",
            status=error.status or (self._response.status if self._response else 0),
            validators=self._request.validators,
            failure=error.failure,
            wait_seconds=wait,
            attempts=self._attempts,
            seconds=self.deadline.spent,
        )
