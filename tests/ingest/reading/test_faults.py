"""Whatever a server does wrong is a failure in words, and never a body."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from site_gen.fetch.http import __doc__ as documented
from site_gen.fetch.types import Answer
from tests.ingest import faults
from tests.ingest.reading.asking import FEED, ask, code, settings
from tests.ingest.server import Behaviour, FeedServer, answering, failing

BODY = FEED * 200
LIMIT = len(BODY)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

# Behaviour, code of the failure, attempts, status, some words of the message.
FAULTS: dict[str, tuple[Behaviour, str, int, int, str]] = {
    "silent": (faults.silent(), "timeout", 3, 0, "silent for 1 s"),
    "stalling": (faults.stalling(BODY), "timeout", 3, 200, "silent for 1 s"),
    "cut off": (faults.cut_off(BODY), "cut-off", 3, 200, "before the answer was whole"),
    "cut off chunks": (faults.cut_off_chunks(FEED), "cut-off", 3, 200, "before the answer"),
    "no answer": (faults.sending(), "cut-off", 3, 0, "before the answer was whole"),
    "half a head": (faults.sending(b"HTTP/1.1 200 OK\r\nConte"), "cut-off", 3, 0, "before"),
    "endless": (faults.endless(), "too-large", 1, 200, f"larger than {LIMIT:,} bytes"),
    "too large": (answering(200, {}, BODY + b" "), "too-large", 1, 200, "larger than"),
    "large length": (
        faults.sending(b"HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n", 9.0),
        "too-large",
        1,
        200,
        "larger than",
    ),
    "bomb": (faults.bomb(20), "too-large", 1, 200, "larger than"),
    "not HTTP": (faults.sending(b"220 mail.example ESMTP\r\n\r\n"), "bad-answer", 1, 0, "not HTTP"),
    "broken status": (
        faults.sending(b"HTTP/1.1 OK\r\nContent-Type: text/xml\r\n\r\n" + FEED),
        "bad-answer",
        1,
        0,
        "not HTTP",
    ),
    "two lengths": (
        faults.sending(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello"),
        "bad-answer",
        1,
        0,
        "not HTTP",
    ),
    "endless headers": (
        faults.sending(b"HTTP/1.1 200 OK\r\n" + b"X-More: and more\r\n" * 20_000),
        "bad-answer",
        1,
        0,
        "not HTTP",
    ),
    "broken chunks": (faults.sending(CHUNKED + b"zz\r\n"), "bad-answer", 1, 200, "not HTTP"),
    "garbage gzip": (faults.encoded_as("gzip", BODY), "bad-encoding", 1, 200, "unpacked"),
    "garbage deflate": (
        faults.encoded_as("deflate", b"\xff" * 99),
        "bad-encoding",
        1,
        200,
        "unpacked",
    ),
    "brotli": (faults.encoded_as("br", BODY), "bad-encoding", 1, 200, "as “br”, which"),
    "two codings": (faults.encoded_as("gzip, gzip", BODY), "bad-encoding", 1, 200, "gzip, gzip"),
    "empty": (answering(200), "empty", 1, 200, "empty"),
    "empty gzip": (faults.encoded_as("gzip", b""), "empty", 1, 200, "empty"),
    "gone": (failing(410), "gone", 1, 410, "removed it for good (410 Gone)"),
    "no content": (answering(204), "http-status", 1, 204, "(204 No Content)"),
    "a part": (answering(206, {}, FEED), "http-status", 1, 206, "(206 Partial Content)"),
    "a choice": (answering(300, {}, FEED), "http-status", 1, 300, "(300 Multiple Choices)"),
    "login": (failing(401), "http-status", 1, 401, "without a login (401 Unauthorized)"),
    "refused": (failing(403), "http-status", 1, 403, "refuses it (403 Forbidden)"),
    "not found": (failing(404), "http-status", 1, 404, "nothing at this address (404 Not Found)"),
    "teapot": (failing(418), "http-status", 1, 418, "does not give it (418"),
    "unheard of": (failing(499), "http-status", 1, 499, "does not give it (499)"),
    "not implemented": (failing(501), "http-status", 1, 501, "trouble of its own (501"),
    "slow client": (failing(408), "http-status", 3, 408, "does not give it (408"),
    "too early": (failing(425), "http-status", 3, 425, "does not give it (425"),
    "too many": (failing(429), "http-status", 3, 429, "fewer requests (429"),
    "error": (failing(500), "http-status", 3, 500, "trouble of its own (500"),
    "bad gateway": (failing(502), "http-status", 3, 502, "trouble of its own (502"),
    "unavailable": (failing(503), "http-status", 3, 503, "trouble of its own (503"),
    "slow gateway": (failing(504), "http-status", 3, 504, "trouble of its own (504"),
}


@pytest.fixture(scope="module")
def answers() -> Iterator[dict[str, Answer]]:
    """All of them at once, each at a host of its own."""
    patience = settings(silence=1, source=8, limit=LIMIT)
    with FeedServer(hosts=len(FAULTS)) as server:
        urls = []
        for number, name in enumerate(FAULTS, start=1):
            path = f"/{number}"
            server.play(path, FAULTS[name][0])
            urls.append(server.url(path, number))
        yield dict(zip(FAULTS, ask(urls, patience, jobs=len(FAULTS)), strict=True))


@pytest.mark.parametrize("name", FAULTS)
def test_fault(answers: dict[str, Answer], name: str) -> None:
    _, kind, attempts, status, words = FAULTS[name]
    answer = answers[name]
    assert answer.failure is not None
    assert (code(answer), answer.attempts, answer.status) == (kind, attempts, status)
    assert words in answer.failure.message
    assert "\n" not in answer.failure.message + answer.failure.hint
    assert "127.0.0" not in answer.failure.message
    assert (answer.body, answer.unchanged, answer.moved_to) == (None, False, "")
    assert f"\n    {kind} " in str(documented)


def test_largest_that_may_be(server: FeedServer) -> None:
    server.put("/plain", BODY)
    server.put("/packed", BODY, encoding="gzip")
    server.play("/chunks", faults.sending(CHUNKED + b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)))
    server.play("/till the end".replace(" ", "-"), faults.sending(b"HTTP/1.0 200 OK\r\n\r\n", BODY))
    urls = [server.url(path) for path in ("/plain", "/packed", "/chunks", "/till-the-end")]
    assert [answer.body for answer in ask(urls, settings(limit=LIMIT))] == [BODY] * 4


def test_body_longer_than_told_ends_where_it_was_told_to(server: FeedServer) -> None:
    """As HTTP has it; and what follows is taken for no other source's answer."""
    evil = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
    server.play("/long", faults.too_short_a_length(FEED + evil, len(FEED)))
    server.put("/other", BODY)
    urls = [server.url("/long"), server.url("/other"), server.url("/other")]
    assert [answer.body for answer in ask(urls, jobs=1)] == [FEED, BODY, BODY]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "is not http or https"),
        ("feed.xml", "is not http or https"),
        ("ftp://outlet.example/feed", "is not http or https"),
        ("file:///etc/hosts", "is not http or https"),
        ("https://", "has no host"),
        ("https://ada:secret@/feed", "has no host"),
        ("https://outlet.example:65536/", "has no possible port"),
        ("https://outlet.example/\x07", "is not well formed"),
        (f"https://{'a' * 80}ü.example/", "is not well formed"),
        ("https://ada:secret@[fe80::]:a/", "is not well formed"),
    ],
)
def test_address_that_cannot_be_asked_for(address: str, words: str) -> None:
    (answer,) = ask([address])
    assert answer.failure is not None
    assert (code(answer), answer.attempts) == ("bad-url", 0)
    assert answer.failure.message == f"the address {words}"


def test_slow_trickle_ends_with_the_time_of_the_source(server: FeedServer) -> None:
    """No silence is long, and yet it would take minutes."""
    server.play("/feed.xml", faults.trickling(BODY, 0.01))
    (answer,) = ask([server.url("/feed.xml")], settings(source=0.3))
    assert answer.failure is not None
    assert (code(answer), answer.attempts, answer.body) == ("timeout", 1, None)
    assert answer.failure.message == "it was not read within 0.3 s"
    assert answer.seconds >= 0.3


def test_names_that_are_no_names() -> None:
    (answer,) = ask([f"http://{'a' * 80}.example/"])
    assert (code(answer), answer.attempts) == ("unknown-host", 1)
