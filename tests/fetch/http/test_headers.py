"""Invalid headers are ignored, as browsers do."""

from __future__ import annotations

import zlib

import pytest

from site_gen.fetch.http.header_repair import HeaderRepair, repair_headers
from site_gen.fetch.http.request import media_type
from tests.fetch import faults
from tests.fetch.http.helpers import FEED, ask, ask_one
from tests.fetch.server import FeedServer

LINES = {
    "no colon": b"no colon here",
    "no name": b": nameless",
    "a blank in the name": b"X Odd: 1",
    "letters in the name": "X-Größe: 1".encode(),
    "bytes in the name": b"X-\xff\x80: 1",
    "brackets in the name": b"X(1): 1",
    "a NUL in the value": b"X-Odd: a\x00b",
    "a carriage return in the value": b"X-Odd: a\rb",
    "control characters in the value": b"X-Odd: \x01\x0b\x0c\x7f",
    "bytes in the value": b"X-Odd: \xff\xfe\x80",
    "no value": b"X-Odd:",
    "a length without a value": b"Content-Length:",
    "a length that is no number": b"Content-Length: many",
    "a length below zero": b"Content-Length: -1",
    "an encoding without a value": b"Transfer-Encoding:",
    "an encoding that is none": b"Transfer-Encoding: identity",
    "a coding without a value": b"Content-Encoding:",
    "a bare quote": b'ETag: "',
    "a line that goes on": b"X-Odd: a\r\n\tb",
    "a line that goes on from none": b"nothing\r\n  and more",
    "an HTTP line": b"HTTP/1.1 200 OK",
    "a date that is none": b"Last-Modified: yesterday",
}


@pytest.mark.parametrize("position", ["first", "last"])
@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"])
def test_invalid_line_is_ignored(server: FeedServer, position: str, line_end: bytes) -> None:
    good = b"Content-Type: text/xml; charset=utf-8"
    for number, line in enumerate(LINES.values()):
        lines = [line, good] if position == "first" else [good, line]
        head = line_end.join((b"HTTP/1.1 200 OK", *lines, b"", b""))
        server.play(f"/{number}", faults.sending(head + FEED))
    answers = ask([server.url(f"/{number}") for number in range(len(LINES))])
    found = {
        name: (answer.body, answer.content_type)
        for name, answer in zip(LINES, answers, strict=True)
    }
    assert found == dict.fromkeys(LINES, (FEED, good[len("Content-Type: ") :].decode()))


def test_space_before_a_colon(server: FeedServer) -> None:
    packed = zlib.compress(FEED)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding : deflate\r\nContent-Length : %d\r\n\r\n"
    server.play("/feed.xml", faults.sending(head % len(packed) + packed + b"more"))
    assert ask_one(server.url("/feed.xml")).body == FEED


@pytest.mark.parametrize(
    "lines",
    [
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: Chunked, chunked",
        b"Transfer-Encoding: identity\r\nTransfer-Encoding: identity, chunked",
        b"transfer-encoding : chunked\r\nContent-Length: 3",
    ],
)
def test_repeated_transfer_encoding(server: FeedServer, lines: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\n%b\r\n\r\n" % lines
    server.play("/feed.xml", faults.sending(head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(FEED), FEED)))
    assert ask_one(server.url("/feed.xml")).body == FEED


def test_headers_in_pieces_after_early_hints(server: FeedServer) -> None:
    first = b"HTTP/1.1 103 Early Hints\r\nodd line\r\nLink: </a>\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nodd line\r\nContent-Type: text/xml\r\n\r\n"
    pieces = [(first + head)[start : start + 7] for start in range(0, len(first + head), 7)]
    parts: list[bytes | float] = [part for piece in pieces for part in (piece, 0.002)]
    server.play("/slow.xml", faults.sending(*parts, FEED))
    server.play("/fast.xml", faults.sending(first + head + FEED))
    answers = ask([server.url("/slow.xml"), server.url("/fast.xml")])
    assert [(answer.body, answer.content_type) for answer in answers] == [(FEED, "text/xml")] * 2


def test_bodies_are_not_changed(server: FeedServer) -> None:
    """Not the second on a connection, nor one that looks like headers."""
    body = FEED + b"\r\n\r\nno colon here\r\n\r\nHTTP/1.1 100 X\r\n\r\n"
    server.put("/a", body)
    server.put("/b", body)
    answers = ask([server.url("/a"), server.url("/b"), server.url("/a")], jobs=1)
    assert [answer.body for answer in answers] == [body] * 3


def test_connection_that_ends_within_the_headers() -> None:
    repair = HeaderRepair()
    repair.start()
    assert repair.add(b"HTTP/1.1 200 OK\r\nno") == b""
    assert repair.add(b"") == b"HTTP/1.1 200 OK\r\nno"
    assert repair.add(b"more") == b"more"


def test_valid_headers_are_not_changed() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n\r\n"
    assert repair_headers(head) == head


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ""),
        (["text/xml"], "text/xml"),
        (["", "text/xml; charset=x-sjis"], "text/xml; charset=x-sjis"),
        (["text/html", "application/rss+xml"], "application/rss+xml"),
        (["text/xml; charset=x-sjis", "text/xml"], "text/xml; charset=x-sjis"),
        (["text/xml; charset=x-sjis", "text/plain"], "text/plain"),
        (["text/xml; charset=koi8-r", "TEXT/XML; charset=x-sjis"], "TEXT/XML; charset=x-sjis"),
        (["text/xml; charset=koi8-r", "nonsense"], "text/xml; charset=koi8-r"),
        (["text/xml", "*/*"], "text/xml"),
        (["nonsense"], "nonsense"),
        (["text/xml; charset=x-sjis, text/xml"], "text/xml; charset=x-sjis"),
        (["text/html, application/atom+xml;charset=utf-8"], "application/atom+xml;charset=utf-8"),
        (["text/xml;charset='x-sjis'", "text/xml; q=1"], "text/xml; q=1;charset='x-sjis'"),
    ],
)
def test_media_type_of_several_headers(values: list[str], expected: str) -> None:
    assert media_type(values) == expected


def test_first_value_that_is_not_empty(server: FeedServer) -> None:
    head = b'HTTP/1.1 200 OK\r\nETag:\r\nETag: "1"\r\nETag: "2"\r\n\r\n'
    server.play("/feed.xml", faults.sending(head + FEED))
    assert ask_one(server.url("/feed.xml")).validators.etag == '"1"'
