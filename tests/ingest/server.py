"""A server of feeds on loopback, which can do all that servers do, well and badly.

    with FeedServer() as server:
        server.put("/feed.xml", body, etag='"1"')          # a server as it should be
        server.play("/down.xml", failing(503), failing(503), serving(body))  # the last one stays
        fetch(server.url("/feed.xml"))
        assert server.paths == ["/feed.xml"]

Bad ways to answer are in ``tests/ingest/faults.py``. It runs in a thread of its own, which ends
with the test, whatever its connections are doing.
"""

from __future__ import annotations

import asyncio
import gzip
import math
import socket
import ssl
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self

import pytest

FEED = "application/rss+xml; charset=utf-8"
Headers = Mapping[str, str]


@dataclass(frozen=True)
class Request:
    """What a client asked for."""

    method: str
    path: str
    """With its query."""
    host: str
    """The address that it connected to."""
    headers: dict[str, str]
    """Names in lower case."""


@dataclass(frozen=True)
class Reply:
    """What is sent, in turn: bytes, or seconds of silence."""

    parts: Iterable[bytes | float]
    keep: bool = False
    """The connection stays open for a further request."""


Behaviour = Callable[[Request], Reply]


def message(status: int, headers: Headers, body: bytes = b"") -> bytes:
    """A whole answer as it is sent; headers are as given, even if they are wrong."""
    reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Strange"
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {headers[name]}" for name in headers)]
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1") + body


def answering(status: int, headers: Headers | None = None, body: bytes = b"") -> Behaviour:
    """A correct answer; its length is added."""
    sized = {**(headers or {}), "Content-Length": str(len(body))}
    return lambda _request: Reply([message(status, sized, body)], keep=True)


def serving(
    body: bytes,
    content_type: str = FEED,
    *,
    etag: str = "",
    last_modified: str = "",
    encoding: str = "",
) -> Behaviour:
    """A feed; with validators also 304 for who has it. ``encoding`` (gzip, deflate) packs it."""
    packers: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress}
    packed = packers.get(encoding, bytes)(body)
    known = {"ETag": etag, "Last-Modified": last_modified}
    known = {name: value for name, value in known.items() if value}
    extra = {"Content-Encoding": encoding} if encoding else {}
    whole = answering(200, {"Content-Type": content_type, **extra, **known}, packed)
    same = message(304, known)

    def behave(request: Request) -> Reply:
        asked = request.headers
        if "if-none-match" in asked:  # it counts alone (RFC 9110, 13.2.2)
            fresh = bool(etag) and etag in asked["if-none-match"]
        else:
            fresh = bool(last_modified) and asked.get("if-modified-since") == last_modified
        return Reply([same], keep=True) if fresh else whole(request)

    return behave


def redirecting(status: int, to: str) -> Behaviour:
    return answering(status, {"Location": to})


def failing(status: int, **headers: str) -> Behaviour:
    """An error page; ``retry_after="5"`` adds that header."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return answering(status, {"Content-Type": "text/html", **named}, b"<h1>No feed today</h1>")


@dataclass
class FeedServer:
    """Listens at 127.0.0.1, 127.0.0.2 … (``hosts`` of them) on one port; a context manager."""

    hosts: int = 1
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    most: Counter[str] = field(default_factory=Counter)
    """Host → the highest number of connections that it had at once."""
    most_at_once: int = 0
    """The same of all hosts together."""
    connections: int = 0
    """How many there have been in all."""
    _open: Counter[str] = field(default_factory=Counter)
    _behaviours: dict[str, list[Behaviour]] = field(default_factory=dict)

    def put(self, path: str, body: bytes, content_type: str = FEED, **options: str) -> None:
        """Serve a feed at ``path``, from now on; options are those of ``serving``."""
        self.play(path, serving(body, content_type, **options))

    def answer(
        self, path: str, status: int, headers: Headers | None = None, body: bytes = b""
    ) -> None:
        """Answer so at ``path``, from now on."""
        self.play(path, answering(status, headers, body))

    def play(self, path: str, *behaviours: Behaviour) -> None:
        """Behave so for the first, second … request of ``path``; the last one stays."""
        self._behaviours[path] = list(behaviours)

    def url(self, path: str, host: int = 1) -> str:
        """The address of ``path`` at the host 127.0.0.``host``."""
        return f"{'https' if self.tls else 'http'}://127.0.0.{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.requests]

    def gone(self) -> bool:
        """Whether all connections are closed, given a moment for the last words to arrive."""
        for _ in range(2000):
            if not self._open.total():
                return True
            time.sleep(0.01)
        return False

    def __enter__(self) -> Self:
        self._sockets = _listening(self.hosts)
        self.port: int = self._sockets[0].getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="FeedServer")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        servers = [
            await asyncio.start_server(self._connected, sock=one, ssl=self.tls, backlog=1000)
            for one in self._sockets
        ]
        await self._end.wait()
        for server in servers:
            server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        self.connections += 1
        self._open[host] += 1
        self.most[host] = max(self.most[host], self._open[host])
        self.most_at_once = max(self.most_at_once, self._open.total())
        try:
            while await self._one(reader, writer, host):
                pass
        except (OSError, EOFError, asyncio.CancelledError):
            pass  # the client has gone, or the test is over
        finally:
            self._open[host] -= 1
            writer.close()

    async def _one(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str
    ) -> bool:
        """Answer a request; whether a further one may come."""
        request = _parsed(await reader.readuntil(b"\r\n\r\n"), host)
        self.requests.append(request)
        reply = self._behaviour(request.path)(request)
        for part in reply.parts:
            if isinstance(part, bytes):
                writer.write(part)
                await writer.drain()
            else:
                await _silence(reader, part)
        return reply.keep

    def _behaviour(self, path: str) -> Behaviour:
        left = self._behaviours.get(path, [failing(404)])
        return left.pop(0) if len(left) > 1 else left[0]


def _listening(hosts: int) -> list[socket.socket]:
    """A socket for each host, all on one port that is free at all of them."""
    while True:
        first = socket.create_server(("127.0.0.1", 0))
        port = first.getsockname()[1]
        try:
            others = [
                socket.create_server((f"127.0.0.{host}", port)) for host in range(2, hosts + 1)
            ]
        except OSError:
            first.close()
            continue
        return [first, *others]


def _parsed(head: bytes, host: str) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    method, path, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    return Request(method, path, host, {name.lower(): value.strip() for name, _, value in pairs})


async def _silence(reader: asyncio.StreamReader, seconds: float) -> None:
    """Wait so long; ends with an error if the client goes away meanwhile."""
    try:
        async with asyncio.timeout(None if seconds == math.inf else seconds):
            await reader.readexactly(1)
    except TimeoutError:
        return


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server with eight hosts, for the test alone; import it into a conftest."""
    with FeedServer(hosts=8) as one:
        yield one
