"""An httpx client for one chain of redirects, over the connections of :mod:`host_limits`."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from functools import cache

import httpcore
import httpx

from site_gen import config
from site_gen.fetch.http.body import ACCEPT_ENCODING
from site_gen.fetch.http.host_limits import CONNECTIONS_PER_HOST, Hosts
from site_gen.fetch.http.network import PublicNetworkBackend

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


def new_client(hosts: Hosts, settings: config.Fetch, agent: str) -> httpx.AsyncClient:
    """A client without cookies. It need not be closed: its connections belong to ``hosts``."""
    return httpx.AsyncClient(
        transport=HostTransport(hosts),
        headers={"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPT_ENCODING},
        timeout=httpx.Timeout(settings.read_seconds, connect=settings.connect_seconds),
        trust_env=False,
    )


class HostTransport(httpx.AsyncBaseTransport):
    """Sends requests over the pool of their host.

    It replaces httpx.AsyncHTTPTransport, which takes no network backend.
    """

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send ``request`` to a host that is being visited.

        Raises errors of httpcore. The client does not get two kinds of headers: ``Location``, which
        becomes an extension, since the client fails at redirects from or to a host whose name IDNA
        2008 does not allow (emoji); and cookies that are not ASCII, which it cannot send back.
        """
        url = request.url
        host = self._hosts.of(url)
        assert host.pool is not None  # noqa: S101 - it is being visited
        response = await host.pool.handle_async_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        headers, location = [], b""
        for name, value in response.headers:
            if name.lower() == b"location":
                location = location or value
            elif name.lower() != b"set-cookie" or value.isascii():
                headers.append((name, value))
        return httpx.Response(
            response.status,
            headers=headers,
            stream=_ResponseStream(response),
            extensions={"location": location},
        )


class _ResponseStream(httpx.AsyncByteStream):
    """The body of an httpcore response."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


def new_pool(settings: config.Fetch) -> httpcore.AsyncConnectionPool:
    """The connections to one host."""
    return httpcore.AsyncConnectionPool(
        ssl_context=ssl_context(),
        max_connections=CONNECTIONS_PER_HOST,
        network_backend=PublicNetworkBackend(allow_private=settings.allow_private_hosts),
    )


@cache
def ssl_context() -> ssl.SSLContext:
    """The certificate authorities that httpx trusts; slow to load."""
    return httpx.create_ssl_context(trust_env=False)
