"""A server of feeds on loopback, with correct and faulty behaviours.

    with FeedServer() as server:
        server.put("/feed.xml", body, etag='"1"')          # a correct server
        server.play("/down.xml", failing(503), failing(503), serving(body))  # the last is repeated
        fetch(server.url("/feed.xml"))
        assert server.paths == ["/feed.xml"]

Faulty behaviours are in ``tests/fetch/faults.py``. The server runs in a thread, which ends with
the test even if connections are open.
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
    """A request of a client."""

    method: str
    path: str
    """Including the query."""
    host: str
    """The address that it connected to."""
    headers: dict[str, str]
    """Names in lower case."""


@dataclass(frozen=True)
class Reply:
    """What to send: bytes, or seconds of silence."""

    parts: Iterable[bytes | float]
    keep_alive: bool = False


Behaviour = Callable[[Request], Reply]


def message(status: int, headers: Headers, body: bytes = b"") -> bytes:
    """A complete response; headers are not checked."""
    reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Strange"
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {headers[name]}" for name in headers)]
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1") + body


def answering(status: int, headers: Headers | None = None, body: bytes = b"") -> Behaviour:
    """A correct response; its length is added."""
    sized = {**(headers or {}), "Content-Length": str(len(body))}
    return lambda _request: Reply([message(status, sized, body)], keep_alive=True)


def serving(
    body: bytes,
    content_type: str = FEED,
    *,
    etag: str = "",
    last_modified: str = "",
    encoding: str = "",
) -> Behaviour:
    """A feed; with validators also 304. ``encoding`` is gzip or deflate."""
    packers: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress}
    packed = packers.get(encoding, bytes)(body)
    validators = {"ETag": etag, "Last-Modified": last_modified}
    validators = {name: value for name, value in validators.items() if value}
    extra = {"Content-Encoding": encoding} if encoding else {}
    full = answering(200, {"Content-Type": content_type, **extra, **validators}, packed)
    not_modified = message(304, validators)

    def behave(request: Request) -> Reply:
        headers = request.headers
        if "if-none-match" in headers:  # if-modified-since is ignored then (RFC 9110, 13.2.2)
            fresh = bool(etag) and etag in headers["if-none-match"]
        else:
            fresh = bool(last_modified) and headers.get("if-modified-since") == last_modified
        return Reply([not_modified], keep_alive=True) if fresh else full(request)

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
    """Host → the most connections that it had at once."""
    most_at_once: int = 0
    """The most connections of all hosts together."""
    connections: int = 0
    """The number of all connections so far."""
    _open: Counter[str] = field(default_factory=Counter)
    _behaviours: dict[str, list[Behaviour]] = field(default_factory=dict)

    def put(self, path: str, body: bytes, content_type: str = FEED, **options: str) -> None:
        """Serve a feed at ``path``; options are those of :func:`serving`."""
        self.play(path, serving(body, content_type, **options))

    def answer(
        self, path: str, status: int, headers: Headers | None = None, body: bytes = b""
    ) -> None:
        """Send this response at ``path``."""
        self.play(path, answering(status, headers, body))

    def play(self, path: str, *behaviours: Behaviour) -> None:
        """Set the behaviours for the first, second … request of ``path``; the last is repeated."""
        self._behaviours[path] = list(behaviours)

    def url(self, path: str, host: int = 1) -> str:
        """The URL of ``path`` at the host 127.0.0.``host``."""
        return f"{'https' if self.tls else 'http'}://127.0.0.{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths of all requests, in order."""
        return [request.path for request in self.requests]

    def gone(self) -> bool:
        """Whether all connections are closed within some seconds."""
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
        """Answer a request; returns whether the connection stays open."""
        request = _parsed(await reader.readuntil(b"\r\n\r\n"), host)
        self.requests.append(request)
        reply = self._behaviour(request.path)(request)
        for part in reply.parts:
            if isinstance(part, bytes):
                writer.write(part)
                await writer.drain()
            else:
                await _silence(reader, part)
        return reply.keep_alive

    def _behaviour(self, path: str) -> Behaviour:
        left = self._behaviours.get(path, [failing(404)])
        return left.pop(0) if len(left) > 1 else left[0]


def _listening(hosts: int) -> list[socket.socket]:
    """A socket for each host, all on the same port."""
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
    """Wait; raises EOFError if the client closes the connection meanwhile."""
    try:
        async with asyncio.timeout(None if seconds == math.inf else seconds):
            await reader.readexactly(1)
    except TimeoutError:
        return


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server with eight hosts; import this fixture into a conftest."""
    with FeedServer(hosts=8) as one:
        yield one
