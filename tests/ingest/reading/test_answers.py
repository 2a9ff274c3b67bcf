"""A source that is well, new or unchanged."""

from __future__ import annotations

import subprocess
import sys

import pytest

from site_gen.errors import UsageError
from site_gen.fetch.http import check_extra, read_sources, request, user_agent
from site_gen.fetch.types import Answer, SourceRequest, Validators
from tests.ingest.faults import trickling
from tests.ingest.reading.asking import AGENT, FEED, NOW, ask, ask_one, code, settings
from tests.ingest.server import FeedServer, answering

MONDAY = "Mon, 23 Feb 2026 08:00:00 GMT"
TUESDAY = "Tue, 24 Feb 2026 08:00:00 GMT"


def test_new_feed(server: FeedServer) -> None:
    server.put("/feed.xml", FEED, "application/atom+xml", etag='W/"é1"', last_modified=MONDAY)
    url = server.url("/feed.xml#top")
    answer = ask_one(url)
    assert answer == Answer(
        url=url,
        final_url=server.url("/feed.xml"),
        status=200,
        body=FEED,
        content_type="application/atom+xml",
        validators=Validators('W/"é1"', MONDAY),
        attempts=1,
        seconds=answer.seconds,
    )
    assert 0 < answer.seconds < 10


def test_what_the_server_is_told(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    ask_one(server.url("/feed.xml"))
    (request,) = server.requests
    assert request.method == "GET"
    assert request.headers["host"] == f"127.0.0.1:{server.port}"
    assert request.headers["user-agent"] == "site_gen/0.9 (+https://site.example/news/)"
    assert request.headers["accept-encoding"] == "gzip, deflate"
    assert set(request.headers) == {"host", "user-agent", "accept", "accept-encoding"}


def test_user_agent_is_a_header_whatever_the_site_is_called() -> None:
    assert user_agent("1", "https://zeitung.example/ü (neu)/\r\nX: 1") == (
        "site_gen/1 (+https://zeitung.example/%C3%BC%20%28neu%29/%0D%0AX:%201)"
    )


@pytest.mark.parametrize(
    ("known", "sent"),
    [
        (Validators('"1"', MONDAY), {"if-none-match": '"1"', "if-modified-since": MONDAY}),
        (Validators('"1"'), {"if-none-match": '"1"'}),
        (Validators("", MONDAY), {"if-modified-since": MONDAY}),
    ],
)
def test_unchanged_feed(server: FeedServer, known: Validators, sent: dict[str, str]) -> None:
    server.put("/feed.xml", FEED, etag='"1"', last_modified=MONDAY)
    answer = ask_one(SourceRequest(server.url("/feed.xml"), known))
    assert answer.unchanged
    assert (answer.status, answer.body, answer.failure) == (304, None, None)
    assert answer.validators == Validators('"1"', MONDAY)
    headers = server.requests[0].headers
    assert {name: headers[name] for name in headers if name.startswith("if-")} == sent


def test_unchanged_feed_keeps_the_validators_that_are_not_told_again(server: FeedServer) -> None:
    server.answer("/feed.xml", 304, {"Last-Modified": TUESDAY})
    answer = ask_one(SourceRequest(server.url("/feed.xml"), Validators('"1"', MONDAY)))
    assert answer.unchanged
    assert answer.validators == Validators('"1"', TUESDAY)


def test_new_body_brings_new_validators_or_none(server: FeedServer) -> None:
    server.put("/feed.xml", FEED, etag='"2"')
    answer = ask_one(SourceRequest(server.url("/feed.xml"), Validators('"1"', MONDAY)))
    assert answer.body == FEED
    assert answer.validators == Validators('"2"', "")


@pytest.mark.parametrize(
    ("date", "kept"),
    [(MONDAY, ""), (TUESDAY, MONDAY), ("no date", MONDAY), ("", MONDAY)],
    ids=["the same second", "later", "unreadable", "missing"],
)
def test_date_of_a_feed_that_may_change_once_more_in_its_second_is_not_kept(
    server: FeedServer, date: str, kept: str
) -> None:
    sent = {"Date": date} if date else {}
    server.answer("/feed.xml", 200, {"Last-Modified": MONDAY, "ETag": '"1"', **sent}, FEED)
    assert ask_one(server.url("/feed.xml")).validators == Validators('"1"', kept)


def test_unchanged_without_having_been_asked_is_a_failure(server: FeedServer) -> None:
    server.answer("/feed.xml", 304)
    answer = ask_one(server.url("/feed.xml"))
    assert (code(answer), answer.status, answer.unchanged) == ("bad-answer", 304, False)


@pytest.mark.parametrize("damaged", ['"1\r\nX-Evil: 1"', "“1”", "\x00"])
def test_validators_that_cannot_be_sent_ask_for_all_of_it(server: FeedServer, damaged: str) -> None:
    server.put("/feed.xml", FEED, etag='"1"')
    assert ask_one(SourceRequest(server.url("/feed.xml"), Validators(damaged))).body == FEED
    assert "if-none-match" not in server.requests[0].headers


def test_failure_keeps_the_validators_for_a_better_day(server: FeedServer) -> None:
    known = Validators('"1"', MONDAY)
    answer = ask_one(SourceRequest(server.url("/none.xml"), known))
    assert (code(answer), answer.validators) == ("http-status", known)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_feed(server: FeedServer, encoding: str) -> None:
    body = FEED * 1000
    server.put("/feed.xml", body, encoding=encoding)
    assert ask_one(server.url("/feed.xml")).body == body


def test_any_content_type_is_taken_and_told(server: FeedServer) -> None:
    server.put("/feed.xml", FEED, "text/html; charset=koi8-r")
    answer = ask_one(server.url("/feed.xml"))
    assert (answer.body, answer.content_type) == (FEED, "text/html; charset=koi8-r")


def test_no_cookie_is_kept(server: FeedServer) -> None:
    server.play("/feed.xml", answering(200, {"Set-Cookie": "reader=1; Path=/"}, FEED))
    ask([server.url("/feed.xml")] * 3)
    assert len(server.requests) == 3
    assert not any("cookie" in request.headers for request in server.requests)


def test_login_in_the_address_is_sent_and_told_to_nobody(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    url = server.url("/feed.xml").replace("//", "//ada:a%40b@")
    answer = ask_one(url)
    assert server.requests[0].headers["authorization"] == "Basic YWRhOmFAYg=="
    assert (answer.url, answer.final_url) == (url, server.url("/feed.xml"))


def test_answers_are_in_the_order_of_the_sources_and_told_as_they_come(server: FeedServer) -> None:
    server.play("/slow.xml", trickling(b"slow", 0.05))
    server.put("/fast.xml", b"fast")
    told: list[Answer] = []
    sources = [server.url("/slow.xml"), server.url("/fast.xml", 2), server.url("/fast.xml", 2)]
    answers = ask(sources, told=told.append)
    assert [answer.body for answer in answers] == [b"slow", b"fast", b"fast"]
    assert [answer.body for answer in told] == [b"fast", b"fast", b"slow"]


def test_no_sources() -> None:
    assert ask([]) == []


def test_error_of_ours_costs_one_source_only(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = request.request_headers

    def broken(url: object, *rest: object) -> object:
        if "bad" in str(url):
            raise KeyError("secret")
        return headers(url, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("site_gen.fetch.http.source.request_headers", broken)
    server.put("/good.xml", FEED)
    bad, good = ask([server.url("/bad.xml"), server.url("/good.xml")])
    assert bad.failure is not None
    assert (code(bad), bad.failure.message) == (
        "unexpected",
        "an error of this program: KeyError",
    )
    assert good.body == FEED


@pytest.mark.parametrize("library", ["httpx", "httpcore", "tenacity"])
def test_extra_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    check_extra()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError) as missing:
        read_sources([], settings(), agent=AGENT, now=NOW)
    assert str(missing.value) == (
        "fetch needs the extra `fetch` (python -m pip install 'site-gen[fetch]')"
    )


def test_room_can_be_entered_without_its_libraries() -> None:
    """A site that fetches nothing does not pay for them."""
    program = (
        "import sys, site_gen.fetch.http; "
        "print(*{'httpx', 'httpcore', 'tenacity', 'asyncio'} & {*sys.modules})"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert shown.stdout == "\n"
