"""Cookies are kept along the redirects of one source."""

from __future__ import annotations

import pytest

from tests.fetch.http.helpers import FEED, ask_one, code
from tests.fetch.server import Behaviour, FeedServer, Reply, Request, message, redirecting


def setting(status: int, to: str, *cookies: str) -> Behaviour:
    """A redirect that sets cookies."""
    lines = "".join(f"Set-Cookie: {cookie}\r\n" for cookie in cookies)
    head = message(status, {"Location": to}).partition(b"\r\n")
    return lambda _: Reply([head[0] + head[1] + lines.encode("latin-1") + head[2]])


def requiring(cookie: str, otherwise: Behaviour) -> Behaviour:
    """A feed if the cookie is sent."""

    def behave(request: Request) -> Reply:
        if cookie in request.headers.get("cookie", ""):
            return Reply([message(200, {"Content-Type": "text/xml"}, FEED)])
        return otherwise(request)

    return behave


@pytest.mark.parametrize("status", [301, 302, 303, 307])
def test_redirect_to_the_same_address_with_a_cookie(server: FeedServer, status: int) -> None:
    server.play("/feed.xml", requiring("seen=1", setting(status, "/feed.xml", "seen=1; Path=/")))
    answer = ask_one(server.url("/feed.xml"))
    assert (answer.body, answer.failure, answer.moved_to) == (FEED, None, "")
    assert server.paths == ["/feed.xml", "/feed.xml"]


def test_cookie_of_an_address_with_a_login(server: FeedServer) -> None:
    server.play("/feed.xml", requiring("seen=1", setting(302, "/feed.xml", "seen=1; Path=/")))
    answer = ask_one(server.url("/feed.xml").replace("//", "//ada:secret@"))
    assert answer.body == FEED


def test_redirect_to_another_page_that_sets_cookies(server: FeedServer) -> None:
    server.play("/feed.xml", requiring("b=2", redirecting(302, "/check")))
    server.play(
        "/check", setting(302, "/feed.xml", "a=1; HttpOnly", "b=2; Max-Age=60", "c=\xff\x80")
    )
    answer = ask_one(server.url("/feed.xml"))
    assert (answer.body, server.paths) == (FEED, ["/feed.xml", "/check", "/feed.xml"])
    sent = [request.headers.get("cookie", "") for request in server.requests]
    assert sent[:2] == ["", ""]
    assert sent[2] == "a=1; b=2", "a cookie that is not ASCII cannot be sent back"


@pytest.mark.parametrize(
    "cookie",
    [
        "seen=1; Path=/elsewhere/",
        "seen=1; Secure",
        "seen=1; Max-Age=0",
        "seen=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "seen=1; Domain=other.example",
        "",
        ";",
        "=",
    ],
)
def test_cookie_that_is_not_for_the_next_address(server: FeedServer, cookie: str) -> None:
    server.play("/feed.xml", setting(302, "/next.xml", cookie))
    server.put("/next.xml", FEED)
    assert ask_one(server.url("/feed.xml")).body == FEED
    assert [request.headers.get("cookie", "") for request in server.requests] == ["", ""]


def test_cookies_are_sent_to_no_other_host_and_for_no_other_source(server: FeedServer) -> None:
    there = server.url("/next.xml", host=2)
    server.play("/feed.xml", setting(302, there, "seen=1; Path=/"))
    server.put("/next.xml", FEED)
    for _ in range(2):
        assert ask_one(server.url("/feed.xml")).body == FEED
    assert [request.headers.get("cookie", "") for request in server.requests] == [""] * 4


def test_circle_with_the_same_cookies(server: FeedServer) -> None:
    server.play("/feed.xml", setting(302, "/feed.xml", "seen=1"))
    answer = ask_one(server.url("/feed.xml"))
    assert answer.failure is not None
    assert (code(answer), answer.failure.message) == ("redirect", "it redirects in a circle")
    assert len(server.paths) == 2


def test_circle_with_changing_cookies_ends_after_five_redirects(server: FeedServer) -> None:
    turns = [setting(302, "/feed.xml", f"turn={turn}") for turn in range(9)]
    server.play("/feed.xml", *turns)
    answer = ask_one(server.url("/feed.xml"))
    assert answer.failure is not None
    assert answer.failure.message == "it redirects more than 5 times"
    assert len(server.paths) == 6
