"""Faulty answers are failures with a message, and never a body."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from site_gen.fetch.http import __doc__ as documented
from site_gen.fetch.types import Answer
from tests.fetch import faults
from tests.fetch.http.helpers import FEED, ask, code, settings
from tests.fetch.server import Behaviour, FeedServer, answering, failing

BODY = FEED * 200
LIMIT = len(BODY)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

# Behaviour, code of the failure, attempts, status, part of the message.
FAULTS: dict[str, tuple[Behaviour, str, int, int, str]] = {
    "silent": (faults.silent(), "timeout", 3, 0, "silent for 1 s"),
    "stalling": (faults.stalling(BODY), "timeout", 3, 200, "silent for 1 s"),
    "cut off": (faults.cut_off(BODY), "cut-off", 3, 200, "before the answer was complete"),
    "cut off chunks": (faults.cut_off_chunks(FEED), "cut-off", 3, 200, "before the answer"),
    "no answer": (faults.sending(), "cut-off", 3, 0, "before the answer was complete"),
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
    "garbage gzip": (
        faults.encoded_as("gzip", BODY),
        "bad-encoding",
        1,
        200,
        "cannot be decompressed",
    ),
    "garbage deflate": (
        faults.encoded_as("deflate", b"\xff" * 99),
        "bad-encoding",
        1,
        200,
        "cannot be decompressed",
    ),
    "brotli": (faults.encoded_as("br", BODY), "bad-encoding", 1, 200, "as “br”, which"),
    "two codings": (faults.encoded_as("gzip, gzip", BODY), "bad-encoding", 1, 200, "gzip, gzip"),
    "empty": (answering(200), "empty", 1, 200, "empty"),
    "empty gzip": (faults.encoded_as("gzip", b""), "empty", 1, 200, "empty"),
    "gone": (failing(410), "gone", 1, 410, "removed it for good (410 Gone)"),
    "no content": (answering(204), "http-status", 1, 204, "(204 No Content)"),
    "a part": (answering(206, {}, FEED), "http-status", 1, 206, "(206 Partial Content)"),
    "a choice": (answering(300, {}, FEED), "http-status", 1, 300, "(300 Multiple Choices)"),
    "login": (failing(401), "http-status", 1, 401, "requires a login (401 Unauthorized)"),
    "refused": (failing(403), "http-status", 1, 403, "refuses it (403 Forbidden)"),
    "not found": (failing(404), "http-status", 1, 404, "nothing at this address (404 Not Found)"),
    "teapot": (failing(418), "http-status", 1, 418, "does not provide it (418"),
    "unheard of": (failing(499), "http-status", 1, 499, "does not provide it (499)"),
    "not implemented": (failing(501), "http-status", 1, 501, "has an error (501"),
    "slow client": (failing(408), "http-status", 3, 408, "does not provide it (408"),
    "too early": (failing(425), "http-status", 3, 425, "does not provide it (425"),
    "too many": (failing(429), "http-status", 3, 429, "fewer requests (429"),
    "error": (failing(500), "http-status", 3, 500, "has an error (500"),
    "bad gateway": (failing(502), "http-status", 3, 502, "has an error (502"),
    "unavailable": (failing(503), "http-status", 3, 503, "has an error (503"),
    "slow gateway": (failing(504), "http-status", 3, 504, "has an error (504"),
}


@pytest.fixture(scope="module")
def answers() -> Iterator[dict[str, Answer]]:
    """All at once, each on another host."""
    timeouts = settings(read=1, source=8, max_bytes=LIMIT)
    with FeedServer(hosts=len(FAULTS)) as server:
        urls = []
        for number, name in enumerate(FAULTS, start=1):
            path = f"/{number}"
            server.play(path, FAULTS[name][0])
            urls.append(server.url(path, number))
        yield dict(zip(FAULTS, ask(urls, timeouts, jobs=len(FAULTS)), strict=True))


@pytest.mark.parametrize("name", FAULTS)
def test_fault(answers: dict[str, Answer], name: str) -> None:
    _, expected_code, attempts, status, message = FAULTS[name]
    answer = answers[name]
    assert answer.failure is not None
    assert (code(answer), answer.attempts, answer.status) == (expected_code, attempts, status)
    assert message in answer.failure.message
    assert "\n" not in answer.failure.message + answer.failure.hint
    assert "127.0.0" not in answer.failure.message
    assert (answer.body, answer.unchanged, answer.moved_to) == (None, False, "")
    assert f"\n    {expected_code} " in str(documented)


def test_body_of_the_largest_allowed_size(server: FeedServer) -> None:
    server.put("/plain", BODY)
    server.put("/packed", BODY, encoding="gzip")
    server.play("/chunks", faults.sending(CHUNKED + b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)))
    server.play("/till the end".replace(" ", "-"), faults.sending(b"HTTP/1.0 200 OK\r\n\r\n", BODY))
    urls = [server.url(path) for path in ("/plain", "/packed", "/chunks", "/till-the-end")]
    assert [answer.body for answer in ask(urls, settings(max_bytes=LIMIT))] == [BODY] * 4


def test_memory_for_a_bomb(server: FeedServer) -> None:
    """httpx itself would decompress 64 kB to 66 MB at once."""
    server.play("/feed.xml", faults.bomb(100))
    ask([server.url("/")])  # imports, certificates
    tracemalloc.start()
    try:
        (answer,) = ask([server.url("/feed.xml")], settings(max_bytes=1_000_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert code(answer) == "too-large"
    assert peak < 8_000_000


def test_body_longer_than_its_content_length_is_truncated(server: FeedServer) -> None:
    """The rest is not taken for the answer to the next request."""
    evil = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
    server.play("/long", faults.too_short_a_length(FEED + evil, len(FEED)))
    server.put("/other", BODY)
    urls = [server.url("/long"), server.url("/other"), server.url("/other")]
    assert [answer.body for answer in ask(urls, jobs=1)] == [FEED, BODY, BODY]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "is not http or https"),
        ("feed.xml", "is not http or https"),
        ("ftp://outlet.example/feed", "is not http or https"),
        ("file:///etc/hosts", "is not http or https"),
        ("https://", "has no host"),
        ("https://ada:secret@/feed", "has no host"),
        ("https://outlet.example:65536/", "has no valid port"),
        ("https://outlet.example/\x07", "is not well formed"),
        (f"https://{'a' * 80}ü.example/", "is not well formed"),
        ("https://ada:secret@[fe80::]:a/", "is not well formed"),
    ],
)
def test_invalid_address(address: str, message: str) -> None:
    (answer,) = ask([address])
    assert answer.failure is not None
    assert (code(answer), answer.attempts) == ("bad-url", 0)
    assert answer.failure.message == f"the address {message}"


def test_slow_body_ends_with_the_time_of_the_source(server: FeedServer) -> None:
    """The server is never silent for long, but the body would take minutes."""
    server.play("/feed.xml", faults.trickling(BODY, 0.01))
    (answer,) = ask([server.url("/feed.xml")], settings(source=0.3))
    assert answer.failure is not None
    assert (code(answer), answer.attempts, answer.body) == ("timeout", 1, None)
    assert answer.failure.message == "it was not read within 0.3 s"
    assert answer.seconds >= 0.3


def test_invalid_name() -> None:
    (answer,) = ask([f"http://{'a' * 80}.example/"])
    assert (code(answer), answer.attempts) == ("unknown-host", 1)
