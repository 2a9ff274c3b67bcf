"""Connections to addresses that may be connected to: found, checked, and used as they are.

A name is looked up once for each connection, and what was checked is what is connected to: its
server cannot name a public address for the check and a private one for the connection. Secure
connections still verify the name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress

import httpcore

from site_gen.fetch.http import failures
from site_gen.fetch.http.header_repair import HeaderRepair
from site_gen.fetch.http.public_addresses import is_public

_TRIED = 4
"""Of a name's addresses; each has its share of the time to connect."""
_NO_SUCH_NAME = frozenset(
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)
)

SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects for httpcore, to public addresses only unless private ones are allowed."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002
        socket_options: SocketOptions | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """A connection to one of the addresses of ``host``, the first that can be had.

        Raises ReadingError if there is none that may be used, and errors of httpcore.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + (timeout or 0)
        try:
            async with asyncio.timeout_at(end):
                found = await look_up(host, port)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        allowed = [one for one in found if self._allow_private or is_public(one)][:_TRIED]
        if not allowed:
            raise failures.private_address(host, found[0])
        for left in range(len(allowed), 1, -1):
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await dial(allowed[-left], port, (end - loop.time()) / left)
        return await dial(allowed[-1], port, end - loop.time())

    async def sleep(self, seconds: float) -> None:
        """Wait; a part of the library's interface."""
        await asyncio.sleep(seconds)


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that is closed if making it secure is broken off, which httpcore forgets; heads
    of answers come mended out of it."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._head = HeaderRepair()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            data = await self._inner.read(max_bytes, timeout)
            given = self._head.add(data)
            if given or not data:
                return given

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._head.expect()
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            return _Stream(await self._inner.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:
            await self._inner.aclose()
            raise


async def dial(address: str, port: int, seconds: float) -> httpcore.AsyncNetworkStream:
    """A connection to an IP address, which asks no name server again."""
    return _Stream(await httpcore.AnyIOBackend().connect_tcp(address, port, max(seconds, 0)))


async def look_up(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host, at least one, in the order in which they are to be tried.

    Raises ReadingError if there are none.
    """
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    loop = asyncio.get_running_loop()
    future: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: Exception | None) -> None:
        if future.done():
            return  # nobody waits any more
        if error:
            future.set_exception(error)
        else:
            future.set_result(found)

    def ask() -> None:
        found: list[str] = []
        error: Exception | None = None
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError) as raised:
            error = raised
        with suppress(RuntimeError):  # the run is over
            loop.call_soon_threadsafe(settle, found, error)

    # A name server may take half a minute, and the call cannot be ended: a thread of its own holds
    # up neither other names nor the end of the program, as those of a pool would.
    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    try:
        return await future
    except (OSError, UnicodeError) as error:
        number = error.errno if isinstance(error, socket.gaierror) else None
        again = number is not None and number not in _NO_SUCH_NAME
        raise failures.unknown_host(host, again=again) from None
