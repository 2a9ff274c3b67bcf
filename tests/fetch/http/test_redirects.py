"""Redirects: which are followed, with what, and which are reported as permanent."""

from __future__ import annotations

import pytest

from site_gen.fetch.types import SourceRequest
from tests.fetch.http.helpers import FEED, ask_one, code
from tests.fetch.server import FeedServer, answering, redirecting


@pytest.fixture
def moved(server: FeedServer) -> FeedServer:
    """A server with a feed at ``/new.xml``."""
    server.put("/new.xml", FEED, etag='"1"')
    return server


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [
        ([301], True),
        ([308], True),
        ([301, 308, 301], True),
        ([302], False),
        ([303], False),
        ([307], False),
        ([301, 302], False),
        ([307, 301], False),
        ([301] * 5, True),
    ],
)
def test_redirects_are_followed_and_permanent_ones_reported(
    moved: FeedServer, statuses: list[int], permanent: bool
) -> None:
    paths = ["/0", *(f"/{number}" for number in range(1, len(statuses))), "/new.xml"]
    for status, path, to in zip(statuses, paths, paths[1:], strict=False):
        moved.play(path, redirecting(status, to))
    answer = ask_one(moved.url("/0"))
    there = moved.url("/new.xml")
    assert (answer.body, answer.failure) == (FEED, None)
    assert (answer.final_url, answer.moved_to) == (there, there if permanent else "")
    assert (answer.url, answer.attempts, moved.paths) == (moved.url("/0"), 1, paths)


def test_unchanged_feed_that_has_moved(moved: FeedServer) -> None:
    moved.play("/old.xml", redirecting(301, moved.url("/new.xml", host=2)))
    first = ask_one(moved.url("/old.xml"))
    again = ask_one(SourceRequest(first.url, first.validators))
    assert again.unchanged
    assert again.moved_to == moved.url("/new.xml", host=2)


def test_redirect_to_a_failure_is_not_reported_as_permanent(server: FeedServer) -> None:
    server.play("/old.xml", redirecting(301, "/none.xml"))
    answer = ask_one(server.url("/old.xml"))
    assert (code(answer), answer.status, answer.moved_to) == ("http-status", 404, "")
    assert answer.final_url == server.url("/none.xml")


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("", "does not say where to"),
        ("  ", "does not say where to"),
        ("ftp://outlet.example/feed", "an address that is not http(s)"),
        ("javascript:alert(1)", "an address that is not http(s)"),
        ("https:///feed.xml", "an address that is not http(s)"),
        ("http://outlet.example:0/", "an address that is not http(s)"),
        ("http://[::1/", "an address that is not http(s)"),
        ("/start.xml", "in a circle"),
        ("#elsewhere", "in a circle"),
    ],
)
def test_redirect_that_cannot_be_followed(server: FeedServer, location: str, message: str) -> None:
    server.play("/start.xml", redirecting(302, location))
    answer = ask_one(server.url("/start.xml"))
    assert answer.failure is not None
    assert (code(answer), answer.status, answer.attempts) == ("redirect", 302, 1)
    assert message in answer.failure.message


def test_redirect_without_location(server: FeedServer) -> None:
    server.answer("/start.xml", 301)
    assert code(ask_one(server.url("/start.xml"))) == "redirect"


def test_circle_of_two(server: FeedServer) -> None:
    server.play("/a", redirecting(301, "/b"))
    server.play("/b", redirecting(302, "/a"))
    assert code(ask_one(server.url("/a"))) == "redirect"
    assert server.paths == ["/a", "/b"]


def test_sixth_redirect_is_not_followed(server: FeedServer) -> None:
    for number in range(9):
        server.play(f"/{number}", redirecting(301, f"/{number + 1}"))
    answer = ask_one(server.url("/0"))
    assert answer.failure is not None
    assert answer.failure.message == "it redirects more than 5 times"
    assert server.paths == ["/0", "/1", "/2", "/3", "/4", "/5"]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("new.xml", "/feeds/new.xml"),
        ("../new.xml?a=1", "/new.xml?a=1"),
        ("/nachrichten/münchen.xml", "/nachrichten/m%C3%BCnchen.xml"),
        ("/a b.xml", "/a%20b.xml"),
        ("?page=2", "/feeds/old.xml?page=2"),
    ],
)
def test_location(server: FeedServer, location: str, path: str) -> None:
    as_sent = location.encode().decode("latin-1")
    server.play("/feeds/old.xml", redirecting(302, as_sent))
    server.put(path, FEED)
    answer = ask_one(server.url("/feeds/old.xml"))
    assert (answer.body, answer.final_url) == (FEED, server.url(path))


def test_login_is_sent_to_the_same_server_only(moved: FeedServer) -> None:
    moved.play("/old.xml", redirecting(301, moved.url("/near.xml")))
    moved.play("/near.xml", redirecting(301, "/nearer.xml"))
    moved.play("/nearer.xml", redirecting(301, moved.url("/new.xml", host=2)))
    answer = ask_one(moved.url("/old.xml").replace("//", "//ada:secret@"))
    logins = [request.headers.get("authorization", "") for request in moved.requests]
    assert logins == ["Basic YWRhOnNlY3JldA=="] * 3 + [""]
    assert answer.body == FEED
    assert "secret" not in answer.final_url + answer.moved_to


def test_login_in_a_location_is_not_reported(moved: FeedServer) -> None:
    moved.play("/old.xml", redirecting(301, moved.url("/new.xml").replace("//", "//a:secret@")))
    answer = ask_one(moved.url("/old.xml"))
    assert (answer.final_url, answer.moved_to) == (moved.url("/new.xml"),) * 2


def test_body_of_a_redirect_is_not_read(moved: FeedServer) -> None:
    moved.play("/old.xml", answering(301, {"Location": "/new.xml"}, b"x" * 1_000_000))
    assert ask_one(moved.url("/old.xml")).body == FEED
