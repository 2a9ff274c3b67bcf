"""Addresses as feeds write them → absolute http(s) addresses, as browsers read them."""

from __future__ import annotations

import html
import re

import ada_url

from site_gen.external_links import is_http_url

_LONGEST = 4096
"""Most servers refuse longer addresses."""
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_LINE_BREAK = re.compile(r"[\r\n\t]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_NO_SCHEME = re.compile(r"www\.[\w-]+\.[\w.-]+(?:[/?#:]|\Z)", re.IGNORECASE)


def absolute(address: str, base: str) -> str:
    """The address as an absolute http(s) URL (WHATWG URL Standard); empty if it is none.

    ``base`` is what relative addresses start from. What is often meant is understood: an
    address that was broken over lines or escaped twice, and one that begins with ``www.``.
    """
    address = "".join(line.strip() for line in _LINE_BREAK.split(address))
    if not address or len(address) > _LONGEST or "<" in address:  # markup is no address
        return ""
    if "&amp;" in address:
        address = html.unescape(address)
    if _NO_SCHEME.match(address):
        address = f"https://{address}"
    if _SCHEME.match(address) and not _HTTP.match(address):
        return ""
    return _joined(address, base)


def is_absolute(address: str) -> bool:
    """Whether a text is a whole http(s) address and not a path, a number or a name."""
    return bool(_HTTP.match(address.strip()))


def base_of(base: str, further: str) -> str:
    """Where relative addresses start within an element that has an ``xml:base``."""
    return absolute(further, base) or base if further.strip() else base


def _joined(address: str, base: str) -> str:
    if _HTTP.match(address) and _HTTP.sub("", address, count=1).startswith("/"):
        return ""  # browsers would take the first word of the path for a host
    try:
        url = ada_url.join_url(base, address) if base else ada_url.normalize_url(address)
    except ValueError:
        return ""
    return url if is_http_url(url) else ""
