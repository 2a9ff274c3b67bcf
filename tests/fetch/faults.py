"""Faulty servers: behaviours for ``FeedServer.play``."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from itertools import repeat

from tests.fetch.server import FEED, Behaviour, Reply, answering, message


def sending(*parts: bytes | float) -> Behaviour:
    """Send exactly these bytes, or wait for these seconds, then close the connection."""
    return lambda _request: Reply(parts)


def silent() -> Behaviour:
    """Never send anything."""
    return sending(math.inf)


def stalling(body: bytes) -> Behaviour:
    """Send half of the body, then nothing."""
    return sending(_head(body), body[: len(body) // 2], math.inf)


def trickling(body: bytes, pause: float) -> Behaviour:
    """Send the body byte by byte, with a pause before each."""

    def parts() -> Iterator[bytes | float]:
        yield _head(body)
        for number in range(len(body)):
            yield pause
            yield body[number : number + 1]

    return lambda _request: Reply(parts())


def cut_off(body: bytes) -> Behaviour:
    """Send half of a body, with the length of the whole."""
    return sending(_head(body) + body[: len(body) // 2])


def cut_off_chunks(body: bytes) -> Behaviour:
    """Send one chunk of a body, and close the connection before the last one."""
    head = message(200, {"Content-Type": FEED, "Transfer-Encoding": "chunked"})
    return sending(head + b"%x\r\n" % len(body) + body + b"\r\n")


def too_short_a_length(body: bytes, length: int) -> Behaviour:
    """Send a body that is longer than its Content-Length."""
    return sending(message(200, {"Content-Type": FEED, "Content-Length": str(length)}, body))


def endless(chunk: bytes = b"<item/>" * 1000) -> Behaviour:
    """Send a body without a length, and never end."""
    head = message(200, {"Content-Type": FEED})

    def parts() -> Iterator[bytes]:
        yield head
        yield from repeat(chunk)

    return lambda _request: Reply(parts())


def bomb(megabytes: int) -> Behaviour:
    """Send megabytes of white space with gzip, which is a thousandth of that size."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes))
    headers = {"Content-Type": FEED, "Content-Encoding": "gzip"}
    return answering(200, headers, packed + packer.flush())


def encoded_as(encoding: str, body: bytes) -> Behaviour:
    """Send a body with a Content-Encoding that it does not have."""
    return answering(200, {"Content-Type": FEED, "Content-Encoding": encoding}, body)


def _head(body: bytes) -> bytes:
    return message(200, {"Content-Type": FEED, "Content-Length": str(len(body))})
