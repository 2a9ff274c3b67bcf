"""One request and its response: headers, and the body if the status is a success."""

from __future__ import annotations

import re
from http import HTTPStatus

import httpx
import msgspec

from site_gen import config
from site_gen.fetch.http import failures
from site_gen.fetch.http.body import Body
from site_gen.fetch.http.error_messages import NETWORK_ERRORS, reading_error
from site_gen.fetch.http.failures import ReadingError
from site_gen.fetch.types import Validators

_WITH_BODY = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
_MEDIA_TYPE = re.compile(r"(?P<type>[\w!#$&^.+*-]+/[\w!#$&^.+*-]+)\s*(?:;|\Z)", re.ASCII)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?[\w.:-]+[\"']?", re.IGNORECASE | re.ASCII)


class Response(msgspec.Struct, frozen=True):
    """Headers are decoded as latin-1, so that validators can be sent back unchanged."""

    status: int
    headers: dict[str, str]
    """By lower-case name; the first value that is not empty."""
    body: bytes = b""
    """Decompressed; empty unless the status is 200 or 203."""

    def header(self, name: str) -> str:
        return self.headers.get(name, "").strip()


async def send_request(
    client: httpx.AsyncClient, url: httpx.URL, validators: Validators, settings: config.Fetch
) -> Response:
    """Ask for ``url``. Raises ReadingError if there is no complete response within the limits."""
    status = 0
    try:
        headers = _request_headers(url, validators)
        async with client.stream("GET", url, headers=headers) as response:
            status = response.status_code
            return await _read(response, settings.max_bytes)
    except NETWORK_ERRORS as error:
        failed = reading_error(error, settings)
    except ReadingError as error:
        failed = error
    failed.status = status
    raise failed


def _request_headers(url: httpx.URL, validators: Validators) -> dict[bytes, bytes]:
    headers = {
        b"Host": url.netloc,  # httpx itself cannot for names that IDNA 2008 does not allow
        b"If-None-Match": validators.etag.encode("latin-1"),
        b"If-Modified-Since": validators.last_modified.encode("latin-1"),
    }
    return {name: value for name, value in headers.items() if value}


async def _read(response: httpx.Response, max_bytes: int) -> Response:
    headers: dict[str, str] = {"location": response.extensions["location"].decode("latin-1")}
    content_types = []
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip()
        if name == "content-type":
            content_types.append(value)
        elif value:
            headers.setdefault(name, value)
    headers["content-type"] = media_type(content_types)
    body = b""
    if response.status_code in _WITH_BODY:
        body = await _read_body(response, headers, max_bytes)
    elif response.status_code == HTTPStatus.NOT_MODIFIED:
        async for _ in response.aiter_raw():
            pass  # there is no body; read to its end, the connection can be used again
    return Response(response.status_code, headers, body)


def media_type(values: list[str]) -> str:
    """The media type of one or several Content-Type headers (Fetch Standard, 2.2.2).

    The last valid one, with the charset of an earlier one of the same type if it has none itself.
    """
    result = charset = ""
    for value in (part.strip() for part in ",".join(values).split(",")):
        match = _MEDIA_TYPE.match(value)
        if not match or match["type"] == "*/*":
            continue
        declared = _CHARSET.search(value)
        inherited = charset if result.lower().startswith(match["type"].lower()) else ""
        charset = declared[0] if declared else inherited
        result = value if declared or not inherited else f"{value}{inherited}"
    return result or next(filter(None, values), "")


async def _read_body(response: httpx.Response, headers: dict[str, str], max_bytes: int) -> bytes:
    body = Body(headers.get("content-encoding", ""), max_bytes)
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > max_bytes:
        raise failures.too_large(max_bytes)
    async for chunk in response.aiter_raw():
        body.add(chunk)
    return body.complete()
