"""One request, and what came back: the headers, and the body of a success."""

from __future__ import annotations

import base64
import re
from http import HTTPStatus

import httpcore
import httpx
import msgspec

from site_gen import config
from site_gen.fetch.http import failures
from site_gen.fetch.http.body import ACCEPTED, Body
from site_gen.fetch.http.error_messages import NETWORK_ERRORS, explained
from site_gen.fetch.http.failures import ReadingError
from site_gen.fetch.types import Validators

_FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_WITH_BODY = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})


_MEDIA_TYPE = re.compile(r"(?P<type>[\w!#$&^.+*-]+/[\w!#$&^.+*-]+)\s*(?:;|\Z)", re.ASCII)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?[\w.:-]+[\"']?", re.IGNORECASE | re.ASCII)


class Response(msgspec.Struct, frozen=True):
    """An answer; its text is read byte by byte (latin-1), so that it can be given back as it is."""

    status: int
    headers: dict[str, str]
    """Names in lower case; of several values the first that says something."""
    cookies: tuple[str, ...] = ()
    """The values of Set-Cookie."""
    body: bytes = b""
    """Unpacked; empty unless the status is one that brings a feed."""

    def header(self, name: str) -> str:
        return self.headers.get(name, "").strip()


async def exchange(
    pool: httpcore.AsyncConnectionPool,
    url: httpx.URL,
    headers: list[tuple[bytes, bytes]],
    settings: config.Fetch,
) -> Response:
    """Ask for ``url``. Raises ReadingError if there is no whole answer, or none of the limits."""
    target = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    status = 0
    try:
        async with pool.stream(
            "GET", target, headers=headers, extensions={"timeout": _timeouts(settings)}
        ) as response:
            status = response.status
            return await _received(response, settings)
    except NETWORK_ERRORS as error:
        failed = explained(error, settings)
    except ReadingError as error:
        failed = error
    failed.status = status
    raise failed


async def _received(response: httpcore.Response, settings: config.Fetch) -> Response:
    headers: dict[str, str] = {}
    types, cookies = [], []
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip()
        if name == "set-cookie":
            cookies.append(value)
        elif name == "content-type":
            types.append(value)
        elif value:
            headers.setdefault(name, value)
    headers["content-type"] = media_type(types)
    received = Response(response.status, headers, tuple(cookies))
    if response.status in _WITH_BODY:
        body = await _body(response, headers, settings.max_bytes)
        return msgspec.structs.replace(received, body=body)
    if response.status == HTTPStatus.NOT_MODIFIED:
        async for _ in response.aiter_stream():
            pass  # there is no body; read to its end, the connection can be used again
    return received


def media_type(values: list[str]) -> str:
    """What one or several Content-Types say: the last that is one, with the charset of one before
    it if it has none (Fetch Standard, 2.2.2)."""
    found = charset = ""
    for value in (part.strip() for part in ",".join(values).split(",")):
        match = _MEDIA_TYPE.match(value)
        if not match or match["type"] == "*/*":
            continue
        said = _CHARSET.search(value)
        kept = charset if found.lower().startswith(match["type"].lower()) else ""
        charset = said[0] if said else kept
        found = value if said or not kept else f"{value}{kept}"
    return found or next(filter(None, values), "")


async def _body(response: httpcore.Response, headers: dict[str, str], limit: int) -> bytes:
    body = Body(headers.get("content-encoding", ""), limit)
    told = headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told) > limit:
        raise failures.too_large(limit)
    async for chunk in response.aiter_stream():
        body.add(chunk)
    return body.whole()


def _timeouts(settings: config.Fetch) -> dict[str, float]:
    connect, silence = settings.connect_seconds, settings.read_seconds
    return {"connect": connect, "read": silence, "write": silence, "pool": silence}


def request_headers(
    url: httpx.URL, agent: str, validators: Validators, cookies: str = ""
) -> list[tuple[bytes, bytes]]:
    """What is sent: to everybody the same; to those who gave validators or cookies also these."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": agent,
        "Accept": _FEEDS,
        "Accept-Encoding": ACCEPTED,
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
        "Cookie": cookies,
    }
    if url.userinfo:
        login = f"{url.username}:{url.password}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(login).decode('ascii')}"
    return [
        (name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items() if value
    ]


def can_be_sent(validators: Validators) -> bool:
    """Whether they can stand in a header, as all do that came in one."""
    text = validators.etag + validators.last_modified
    return all(" " <= letter <= "ÿ" and letter != "\x7f" for letter in text)
