"""Addresses as feeds write them → absolute http(s) URLs, as browsers resolve them."""

from __future__ import annotations

import html
import re

import ada_url

from site_gen.external_links import is_http_url

_MAX_LENGTH = 4096
"""Most servers refuse longer addresses."""
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_LINE_BREAK = re.compile(r"[\r\n\t]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_NO_SCHEME = re.compile(r"www\.[\w-]+\.[\w.-]+(?:[/?#:]|\Z)", re.IGNORECASE)


def absolute_url(address: str, base_url: str) -> str:
    """The address as an absolute http(s) URL (WHATWG URL Standard); empty if it is not valid.

    Also accepts addresses that are broken over lines, escaped twice, or begin with ``www.``.
    """
    address = "".join(line.strip() for line in _LINE_BREAK.split(address))
    if not address or len(address) > _MAX_LENGTH or "<" in address:
        return ""
    if "&amp;" in address:
        address = html.unescape(address)
    if _NO_SCHEME.match(address):
        address = f"https://{address}"
    if _SCHEME.match(address) and not _HTTP.match(address):
        return ""
    return _join(address, base_url)


def is_absolute_url(address: str) -> bool:
    """Whether a text is an http(s) URL rather than a path, a number or a name."""
    return bool(_HTTP.match(address.strip()))


def _join(address: str, base_url: str) -> str:
    if _HTTP.match(address) and _HTTP.sub("", address, count=1).startswith("/"):
        return ""  # browsers would take the first segment of the path for a host
    try:
        url = ada_url.join_url(base_url, address) if base_url else ada_url.normalize_url(address)
    except ValueError:
        return ""
    return url if is_http_url(url) else ""
