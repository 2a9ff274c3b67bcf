"""Further attempts, and Retry-After."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import pytest

from site_gen.fetch.http.failures import ReadingError
from site_gen.fetch.http.retries import MAX_WAIT, Deadline, parse_retry_after, retrying
from tests.fetch.faults import cut_off, sending
from tests.fetch.http.helpers import FEED, NOW, ask, ask_one, code, settings
from tests.fetch.server import Behaviour, FeedServer, failing, serving

FINE = serving(FEED)
QUICK = settings(source=3)
"""Waits a tenth of a second or two."""


def test_temporary_failures_are_tried_three_times(server: FeedServer) -> None:
    kinds: list[Behaviour] = [failing(500), failing(503), failing(429), cut_off(FEED), sending()]
    urls = []
    for host, bad in enumerate(kinds, start=1):
        for times in (1, 2, 3):
            path = f"/{host}/{times}"
            server.play(path, *[bad] * times, FINE)
            urls.append(server.url(path, host))
    answers = ask(urls, QUICK)
    assert [answer.attempts for answer in answers] == [2, 3, 3] * len(kinds)
    assert [answer.body for answer in answers] == [FEED, FEED, None] * len(kinds)


def test_attempts_begin_at_the_first_address(server: FeedServer) -> None:
    server.answer("/old.xml", 302, {"Location": "/new.xml"})
    server.play("/new.xml", failing(502), FINE)
    assert ask_one(server.url("/old.xml"), QUICK).attempts == 2
    assert server.paths == ["/old.xml", "/new.xml"] * 2


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (429, "600", 600),
        (503, "600", 600),
        (503, "Sun, 01 Mar 2026 13:00:00 GMT", 3600),
        (429, "99999999999", MAX_WAIT),
    ],
)
def test_long_retry_after_is_left_to_later_runs(
    server: FeedServer, status: int, header: str, seconds: float
) -> None:
    server.play("/feed.xml", failing(status, retry_after=header))
    answer = ask_one(server.url("/feed.xml"))
    assert (code(answer), answer.status, answer.attempts) == ("http-status", status, 1)
    assert answer.wait_seconds == pytest.approx(seconds, abs=5)


def test_retry_after_of_the_last_attempt(server: FeedServer) -> None:
    server.play("/feed.xml", failing(503, retry_after="0"))
    answer = ask_one(server.url("/feed.xml"), settings(source=3))
    assert answer.attempts == 3
    assert answer.wait_seconds == pytest.approx(0, abs=5)


@pytest.mark.parametrize("header", ["-5", "soon"])
def test_invalid_retry_after_is_ignored(server: FeedServer, header: str) -> None:
    server.play("/feed.xml", failing(503, retry_after=header), FINE)
    answer = ask_one(server.url("/feed.xml"), QUICK)
    assert (answer.body, answer.attempts, answer.wait_seconds) == (FEED, 2, None)


def test_retry_after_of_a_lasting_failure_is_ignored(server: FeedServer) -> None:
    server.play("/feed.xml", failing(404, retry_after="600"))
    assert ask_one(server.url("/feed.xml")).wait_seconds is None


EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("header", "at", "seconds"),
    [
        ("0", NOW, 0),
        (" 120 ", NOW, 120),
        ("Sun, 01 Mar 2026 12:00:10 GMT", NOW, 10),
        ("Sun, 01 Mar 2026 12:00:10 GMT", NOW.astimezone(EAST), 10),
        ("Sun, 01 Mar 2026 14:00:10 +0200", NOW, 10),
        ("Sunday, 01-Mar-26 12:00:10 GMT", NOW, 10),  # RFC 850
        ("Sun Mar  1 12:00:10 2026", NOW, 10),  # asctime
        ("Sun, 01 Mar 2026 11:59:59 GMT", NOW, None),
        ("Sun, 99 Mar 2026 12:00:00 GMT", NOW, None),
        ("9" * 30, NOW, None),
        ("٣", NOW, None),
        ("1e3", NOW, None),
        ("1.5", NOW, None),
        ("soon", NOW, None),
        ("-1", NOW, None),
        ("+1", NOW, None),
        ("", NOW, None),
    ],
)
def test_retry_after(header: str, at: datetime, seconds: float | None) -> None:
    assert parse_retry_after(header, at) == seconds


@pytest.mark.parametrize(
    ("retry_after", "attempts", "spent"),
    [(0.0, 3, 0.0), (0.02, 3, 0.04), (0.03, 2, 0.03), (0.05, 1, 0.0)],
)
def test_wait_must_fit_in_the_time_left(retry_after: float, attempts: int, spent: float) -> None:
    error = ReadingError("http-status", "busy", again=True, retry_after=retry_after)
    deadline = Deadline(0.05)
    made = 0

    async def attempt() -> None:
        nonlocal made
        made += 1
        raise error

    with pytest.raises(ReadingError) as raised:
        asyncio.run(retrying(deadline, 0.05)(attempt))
    assert raised.value is error
    assert made == attempts
    assert spent <= deadline.spent <= 0.05


def test_lasting_failure_is_not_tried_again() -> None:
    made = 0

    async def attempt() -> None:
        nonlocal made
        made += 1
        raise ReadingError("tls", "no")

    with pytest.raises(ReadingError):
        asyncio.run(retrying(Deadline(9), 9)(attempt))
    assert made == 1


def test_deadline_counts_requests_and_waits() -> None:
    async def counted() -> tuple[float, float]:
        deadline = Deadline(5.0)
        async with deadline.running():
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.02)  # waits for other sources
        await deadline.sleep(0.01)
        return deadline.spent, deadline.left

    spent, left = asyncio.run(counted())
    assert spent >= 0.03
    assert spent + left == pytest.approx(5.0)
