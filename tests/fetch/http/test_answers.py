"""Sources that answer well: a new feed, or no change."""

from __future__ import annotations

import subprocess
import sys

import httpx
import pytest

from site_gen.errors import UsageError
from site_gen.fetch.http import check_extra, read_sources, user_agent
from site_gen.fetch.http.redirects import Redirects
from site_gen.fetch.types import Answer, SourceRequest, Validators
from tests.fetch.faults import trickling
from tests.fetch.http.helpers import AGENT, FEED, NOW, ask, ask_one, code, settings
from tests.fetch.server import FeedServer, answering

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


def test_request_headers(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    ask_one(server.url("/feed.xml"))
    (request,) = server.requests
    assert request.method == "GET"
    assert request.headers["host"] == f"127.0.0.1:{server.port}"
    assert request.headers["user-agent"] == "site_gen/0.9 (+https://site.example/news/)"
    assert request.headers["accept-encoding"] == "gzip, deflate"
    assert set(request.headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_user_agent_is_a_valid_header_for_any_site() -> None:
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


def test_unchanged_feed_keeps_validators_that_the_answer_lacks(server: FeedServer) -> None:
    server.answer("/feed.xml", 304, {"Last-Modified": TUESDAY})
    answer = ask_one(SourceRequest(server.url("/feed.xml"), Validators('"1"', MONDAY)))
    assert answer.unchanged
    assert answer.validators == Validators('"1"', TUESDAY)


def test_new_body_replaces_all_validators(server: FeedServer) -> None:
    server.put("/feed.xml", FEED, etag='"2"')
    answer = ask_one(SourceRequest(server.url("/feed.xml"), Validators('"1"', MONDAY)))
    assert answer.body == FEED
    assert answer.validators == Validators('"2"', "")


@pytest.mark.parametrize(
    ("date", "expected"),
    [(MONDAY, ""), (TUESDAY, MONDAY), ("no date", MONDAY), ("", MONDAY)],
    ids=["the same second", "later", "unreadable", "missing"],
)
def test_last_modified_in_the_second_of_the_answer_is_left_out(
    server: FeedServer, date: str, expected: str
) -> None:
    sent = {"Date": date} if date else {}
    server.answer("/feed.xml", 200, {"Last-Modified": MONDAY, "ETag": '"1"', **sent}, FEED)
    assert ask_one(server.url("/feed.xml")).validators == Validators('"1"', expected)


def test_unexpected_304_is_a_failure(server: FeedServer) -> None:
    server.answer("/feed.xml", 304)
    answer = ask_one(server.url("/feed.xml"))
    assert (code(answer), answer.status, answer.unchanged) == ("bad-answer", 304, False)


@pytest.mark.parametrize("damaged", ['"1\r\nX-Evil: 1"', "“1”", "\x00"])
def test_damaged_validators_are_not_sent(server: FeedServer, damaged: str) -> None:
    server.put("/feed.xml", FEED, etag='"1"')
    assert ask_one(SourceRequest(server.url("/feed.xml"), Validators(damaged))).body == FEED
    assert "if-none-match" not in server.requests[0].headers


def test_failure_keeps_the_validators(server: FeedServer) -> None:
    known = Validators('"1"', MONDAY)
    answer = ask_one(SourceRequest(server.url("/none.xml"), known))
    assert (code(answer), answer.validators) == ("http-status", known)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_feed(server: FeedServer, encoding: str) -> None:
    body = FEED * 1000
    server.put("/feed.xml", body, encoding=encoding)
    assert ask_one(server.url("/feed.xml")).body == body


def test_any_content_type_is_accepted(server: FeedServer) -> None:
    server.put("/feed.xml", FEED, "text/html; charset=koi8-r")
    answer = ask_one(server.url("/feed.xml"))
    assert (answer.body, answer.content_type) == (FEED, "text/html; charset=koi8-r")


def test_cookies_are_not_kept_between_sources(server: FeedServer) -> None:
    server.play("/feed.xml", answering(200, {"Set-Cookie": "reader=1; Path=/"}, FEED))
    ask([server.url("/feed.xml")] * 3)
    assert len(server.requests) == 3
    assert not any("cookie" in request.headers for request in server.requests)


def test_login_in_the_address_is_sent_but_not_reported(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    url = server.url("/feed.xml").replace("//", "//ada:a%40b@")
    answer = ask_one(url)
    assert server.requests[0].headers["authorization"] == "Basic YWRhOmFAYg=="
    assert (answer.url, answer.final_url) == (url, server.url("/feed.xml"))


def test_answers_are_in_the_order_of_the_sources_and_reported_as_they_arrive(
    server: FeedServer,
) -> None:
    server.play("/slow.xml", trickling(b"slow", 0.05))
    server.put("/fast.xml", b"fast")
    reported: list[Answer] = []
    sources = [server.url("/slow.xml"), server.url("/fast.xml", 2), server.url("/fast.xml", 2)]
    answers = ask(sources, on_answer=reported.append)
    assert [answer.body for answer in answers] == [b"slow", b"fast", b"fast"]
    assert [answer.body for answer in reported] == [b"fast", b"fast", b"slow"]


def test_no_sources() -> None:
    assert ask([]) == []


def test_error_of_this_program_fails_one_source_only(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(address: str, client: httpx.AsyncClient) -> Redirects:
        if "bad" in address:
            raise KeyError("secret")
        return Redirects(address, client)

    monkeypatch.setattr("site_gen.fetch.http.source.Redirects", broken)
    server.put("/good.xml", FEED)
    bad, good = ask([server.url("/bad.xml"), server.url("/good.xml")])
    assert bad.failure is not None
    assert (code(bad), bad.failure.message) == (
        "unexpected",
        "an error of this program: KeyError",
    )
    assert good.body == FEED


@pytest.mark.parametrize("library", ["httpx", "httpcore", "tenacity"])
def test_missing_library(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    check_extra()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError) as missing:
        read_sources([], settings(), agent=AGENT, now=NOW)
    assert str(missing.value) == (
        "fetch needs the extra `fetch` (python -m pip install 'site-gen[fetch]')"
    )


def test_import_loads_no_libraries() -> None:
    """Commands that fetch nothing do not load them."""
    program = (
        "import sys, site_gen.fetch.http; "
        "print(*{'httpx', 'httpcore', 'tenacity', 'asyncio'} & {*sys.modules})"
    )
    completed = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert completed.stdout == "\n"
