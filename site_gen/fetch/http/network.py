"""Connections to public addresses only.

A name is looked up once for each connection, and the address that was checked is the one that is
connected to. So a name server cannot give a public address for the check and a private one for the
connection. TLS still verifies the name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

import httpcore

from site_gen.fetch.http import failures
from site_gen.fetch.http.header_repair import HeaderRepair
from site_gen.fetch.http.public_addresses import is_public

_MAX_ADDRESSES = 4
"""Of a host that are tried; they share the time to connect."""
_NO_SUCH_NAME = frozenset(
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)
)

_T = TypeVar("_T")
SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]


class PublicNetworkBackend(httpcore.AsyncNetworkBackend):
    """Connects to public addresses; to others only if ``allow_private``."""

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
        """Connect to the first address of ``host`` that accepts.

        Raises ReadingError if the host has no public address, and errors of httpcore.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + (timeout or 0)
        try:
            async with asyncio.timeout_at(end):
                addresses = await look_up(host, port)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        allowed = [address for address in addresses if self._allow_private or is_public(address)][
            :_MAX_ADDRESSES
        ]
        if not allowed:
            raise failures.private_address(host, addresses[0])
        for left in range(len(allowed), 1, -1):
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await connect(allowed[-left], port, (end - loop.time()) / left)
        return await connect(allowed[-1], port, end - loop.time())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _RepairingStream(httpcore.AsyncNetworkStream):
    """A connection whose responses have their headers repaired.

    It is also closed when the TLS handshake is interrupted, which httpcore does not do.
    """

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._repair = HeaderRepair()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            data = await self._inner.read(max_bytes, timeout)
            repaired = self._repair.add(data)
            if repaired or not data:
                return repaired

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._repair.start()
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
            inner = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            await self._inner.aclose()
            raise
        return _RepairingStream(inner)


async def connect(address: str, port: int, seconds: float) -> httpcore.AsyncNetworkStream:
    """Connect to an IP address."""
    backend = httpcore.AnyIOBackend()
    return _RepairingStream(await backend.connect_tcp(address, port, max(seconds, 0)))


async def look_up(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of ``host``, in the order in which to try them.

    Raises ReadingError if there are none.
    """
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    try:
        entries = await _run_in_daemon(
            lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
    except (OSError, UnicodeError) as error:
        number = error.errno if isinstance(error, socket.gaierror) else None
        again = number is not None and number not in _NO_SUCH_NAME
        raise failures.unknown_host(host, again=again) from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


async def _run_in_daemon(function: Callable[[], _T]) -> _T:
    """Run a function that cannot be cancelled and may take half a minute.

    In the thread pool of the event loop it would delay other names and the end of the program.
    """
    future: Future[_T] = Future()

    def run() -> None:
        future.set_running_or_notify_cancel()
        try:
            future.set_result(function())
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(future)
