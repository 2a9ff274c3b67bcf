"""What servers do badly, byte by byte: behaviours for ``FeedServer.play``."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from itertools import repeat

from tests.ingest.server import FEED, Behaviour, Reply, answering, message


def sending(*parts: bytes | float) -> Behaviour:
    """Exactly these bytes and silences, then the end of the connection."""
    return lambda _request: Reply(parts)


def silent() -> Behaviour:
    """Takes the request, and never says a word."""
    return sending(math.inf)


def stalling(body: bytes) -> Behaviour:
    """Half of the body, then silence."""
    return sending(_head(body), body[: len(body) // 2], math.inf)


def trickling(body: bytes, pause: float) -> Behaviour:
    """The body, byte by byte with a pause before each."""

    def parts() -> Iterator[bytes | float]:
        yield _head(body)
        for number in range(len(body)):
            yield pause
            yield body[number : number + 1]

    return lambda _request: Reply(parts())


def cut_off(body: bytes) -> Behaviour:
    """Half of a body whose length was told: the length is too long for what comes."""
    return sending(_head(body) + body[: len(body) // 2])


def cut_off_chunks(body: bytes) -> Behaviour:
    """A chunk of a body whose last chunk never comes."""
    head = message(200, {"Content-Type": FEED, "Transfer-Encoding": "chunked"})
    return sending(head + b"%x\r\n" % len(body) + body + b"\r\n")


def too_short_a_length(body: bytes, length: int) -> Behaviour:
    """A body that is longer than was told."""
    return sending(message(200, {"Content-Type": FEED, "Content-Length": str(length)}, body))


def endless(chunk: bytes = b"<item/>" * 1000) -> Behaviour:
    """A body of no told length that never ends."""
    head = message(200, {"Content-Type": FEED})

    def parts() -> Iterator[bytes]:
        yield head
        yield from repeat(chunk)

    return lambda _request: Reply(parts())


def bomb(megabytes: int) -> Behaviour:
    """A gzip body of so many megabytes of white space, a thousandth of it on the way."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes))
    headers = {"Content-Type": FEED, "Content-Encoding": "gzip"}
    return answering(200, headers, packed + packer.flush())


def encoded_as(encoding: str, body: bytes) -> Behaviour:
    """A body that is said to be encoded, and is sent as it is."""
    return answering(200, {"Content-Type": FEED, "Content-Encoding": encoding}, body)


def _head(body: bytes) -> bytes:
    return message(200, {"Content-Type": FEED, "Content-Length": str(len(body))})
