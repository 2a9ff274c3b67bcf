"""Two requests to a host at a time, and none to a host that is down or busy."""

from __future__ import annotations

import asyncio

import pytest

from site_gen.fetch.http import failures, host_limits, network
from site_gen.fetch.http.host_limits import HostSlots
from tests.fetch.faults import silent, trickling
from tests.fetch.http.helpers import FEED, ask, code, settings
from tests.fetch.server import FeedServer, failing, redirecting, serving


def test_two_connections_to_a_host(server: FeedServer) -> None:
    server.play("/feed.xml", trickling(b"ab", 0.01))
    answers = ask([server.url("/feed.xml")] * 8)
    assert [answer.body for answer in answers] == [b"ab"] * 8
    assert server.most == {"127.0.0.1": 2}


def test_connections_to_two_ports_of_a_host() -> None:
    """The ports of a host share its two connections."""
    with FeedServer() as one, FeedServer() as other:
        for server in (one, other):
            server.put("/feed.xml", FEED)
        urls = [server.url("/feed.xml") for server in (one, other) * 6]
        assert [answer.body for answer in ask(urls)] == [FEED] * 12
        assert one.most_at_once <= 2 >= other.most_at_once


def test_connections_are_reused(server: FeedServer) -> None:
    server.put("/feed.xml", FEED, etag='"1"')
    first = ask([server.url("/feed.xml")] * 6)
    assert all(answer.body == FEED for answer in first)
    assert server.connections == 2


def test_two_connections_to_the_target_of_redirects(server: FeedServer) -> None:
    server.play("/target.xml", trickling(b"abc", 0.01))
    for host in range(2, 7):
        server.play(f"/{host}", redirecting(302, server.url("/target.xml", host=1)))
    answers = ask([server.url(f"/{host}", host) for host in range(2, 7)])
    assert [answer.body for answer in answers] == [b"abc"] * 5
    assert server.most["127.0.0.1"] == 2


def test_jobs_limit_requests_to_all_hosts(server: FeedServer) -> None:
    server.play("/feed.xml", trickling(b"abc", 0.01))
    urls = [server.url("/feed.xml", host) for host in range(1, 9)]
    assert all(answer.body == b"abc" for answer in ask(urls, jobs=3))
    assert server.most_at_once == 3


def test_many_sources_of_one_host_do_not_delay_others(server: FeedServer) -> None:
    """Sources that wait for their host use no job."""
    server.play("/slow.xml", trickling(b"ab", 0.2))
    server.put("/fast.xml", FEED)
    order: list[str] = []
    urls = [server.url("/slow.xml")] * 5 + [server.url("/fast.xml", 2)]
    ask(urls, jobs=3, on_answer=lambda answer: order.append(answer.url[-8:-4]))
    assert order == ["fast", *["slow"] * 5]


def test_waiting_for_other_sources_takes_no_time_of_a_source(server: FeedServer) -> None:
    """Eight sources, two at a time, take longer than each of them may."""
    server.play("/feed.xml", trickling(b"abcd", 0.1))
    answers = ask([server.url("/feed.xml")] * 8, settings(source=1.5))
    assert [code(answer) for answer in answers] == [""] * 8
    assert sum(answer.seconds for answer in answers) > 2 * 1.5


def test_source_that_waits_for_its_next_attempt_lets_others_in(server: FeedServer) -> None:
    server.play("/busy.xml", failing(429, retry_after="1"), serving(FEED))
    server.put("/feed.xml", FEED)
    order: list[str] = []
    urls = [server.url("/busy.xml")] + [server.url("/feed.xml")] * 4
    busy, *_ = ask(urls, jobs=1, on_answer=lambda answer: order.append(answer.url[-8:-4]))
    assert order == ["feed", "feed", "feed", "feed", "busy"]
    assert (busy.body, busy.attempts, busy.wait_seconds) == (FEED, 2, None)
    assert busy.seconds >= 1  # as long as the server has asked for


def test_silent_host_is_down(server: FeedServer) -> None:
    server.play("/feed.xml", silent())
    urls = [server.url("/feed.xml")] * 20
    answers = ask(urls, settings(read=0.05, source=0.6))
    codes = [code(answer) for answer in answers]
    assert set(codes) == {"timeout", "host-down"}
    assert 3 <= codes.count("timeout") <= 6
    not_asked = answers[codes.index("host-down")]
    assert (not_asked.attempts, not_asked.status, not_asked.body) == (0, 0, None)
    assert not_asked.failure is not None
    assert "three other sources of 127.0.0.1 in a row" in not_asked.failure.message
    assert len(server.requests) <= 18


def test_host_that_refuses_connections_is_down(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    dead = [f"http://127.0.0.9:{server.port}/{number}" for number in range(30)]
    *answers, well = ask([*dead, server.url("/feed.xml")], settings(source=2), jobs=2)
    codes = {code(answer) for answer in answers}
    assert codes <= {"connect", "host-down"}
    assert "connect" in codes
    assert well.body == FEED


def test_host_that_answers_in_between_is_not_down(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    server.play("/silent.xml", silent())
    sources = ["/silent.xml", "/silent.xml", "/feed.xml"] * 3 + ["/silent.xml", "/silent.xml"]
    timeouts = settings(read=1, source=1)
    host = host_limits.Host("outlet.example")
    for path in sources:
        host.answered() if path == "/feed.xml" else host.failed()
        host.check()
    answers = ask([server.url(path) for path in ("/feed.xml", "/silent.xml")], timeouts)
    assert [code(answer) for answer in answers] == ["", "timeout"]


def test_host_that_answers_with_errors_is_not_down(server: FeedServer) -> None:
    answers = ask([server.url("/none.xml")] * 8)
    assert [code(answer) for answer in answers] == ["http-status"] * 8


@pytest.mark.parametrize("retry_after", ["3600", ""])
def test_host_that_refuses_requests_is_busy(server: FeedServer, retry_after: str) -> None:
    server.play("/feed.xml", failing(429, retry_after=retry_after))
    answers = ask([server.url("/feed.xml")] * 20, settings(source=0.3))
    codes = [code(answer) for answer in answers]
    assert set(codes) == {"http-status", "host-busy"}
    assert 3 <= codes.count("http-status") < 10
    assert len(server.requests) < 12
    asked = answers[codes.index("http-status")]
    assert (asked.wait_seconds or 0) == pytest.approx(float(retry_after or 0), abs=60)
    not_asked = answers[codes.index("host-busy")]
    assert (not_asked.attempts, not_asked.status, not_asked.wait_seconds) == (0, 0, None)
    assert not_asked.failure is not None
    assert "127.0.0.1 refused three other requests in a row" in not_asked.failure.message


def test_host_that_is_busy_for_a_short_time_is_asked_after_it(server: FeedServer) -> None:
    refusals = [failing(429, retry_after="1")] * 3
    server.play("/feed.xml", *refusals, serving(FEED))
    answers = ask([server.url("/feed.xml")] * 8)
    assert [answer.body for answer in answers] == [FEED] * 8
    assert len(server.requests) == 8 + 3


def test_one_refused_source_does_not_make_its_host_busy(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    server.play("/busy.xml", failing(429, retry_after="3600"))
    urls = [server.url(path) for path in ("/busy.xml", "/feed.xml") * 8]
    answers = ask(urls, jobs=1)
    assert [code(answer) for answer in answers] == ["http-status", ""] * 8


def test_host_that_redirects_to_a_busy_one_is_not_asked_more_often(server: FeedServer) -> None:
    """Such as a service that counts readers of feeds."""
    server.play("/feed.xml", redirecting(302, server.url("/counted.xml", host=2)))
    server.play("/counted.xml", failing(429, retry_after="2"))
    answers = ask([server.url("/feed.xml")] * 8, settings(source=9.0))
    assert {code(answer) for answer in answers} <= {"http-status", "host-busy"}
    assert max(answer.attempts for answer in answers) <= 3
    assert server.paths.count("/feed.xml") <= 8 * 3


def test_host_with_an_unknown_name_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def look_up(host: str, port: int) -> list[str]:
        asked.append(host)
        raise failures.unknown_host(host, again=False)

    monkeypatch.setattr(network, "look_up", look_up)
    answers = ask([f"https://Outlet.example./{number}" for number in range(9)], jobs=1)
    assert [code(answer) for answer in answers] == ["unknown-host"] * 3 + ["host-down"] * 6
    assert len(asked) == 3


def test_slot_goes_to_the_source_with_most_attempts() -> None:
    async def order() -> list[str]:
        slots, entered = HostSlots(1), list[str]()

        async def visit(name: str, attempts: int) -> None:
            await slots.acquire(attempts)
            entered.append(name)
            await asyncio.sleep(0)
            slots.release()

        who = {"first": 0, "new": 0, "newer": 0, "third": 2, "second": 1}
        tasks = [asyncio.create_task(visit(name, who[name])) for name in who]
        tasks.append(asyncio.create_task(visit("never", 3)))
        await asyncio.sleep(0)
        tasks.pop().cancel()
        await asyncio.gather(*tasks)
        return entered

    assert asyncio.run(order()) == ["first", "third", "second", "new", "newer"]


def test_slot_of_a_cancelled_source_goes_to_the_next() -> None:
    async def next_is_done() -> bool:
        slots = HostSlots(1)
        await slots.acquire(0)
        cancelled, next_one = (asyncio.create_task(slots.acquire(0)) for _ in range(2))
        await asyncio.sleep(0)
        slots.release()  # to a task that is cancelled before it runs
        cancelled.cancel()
        await asyncio.wait([next_one], timeout=1)
        return next_one.done()

    assert asyncio.run(next_is_done())
