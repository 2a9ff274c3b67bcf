"""Addresses of services that count those who go to an article: searches for news, alerts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from site_gen.external_links import is_http_url

_WRAPPERS = frozenset(("url", "apiclick.aspx", "redirect", "redir"))
"""What the path of such an address ends in."""


def wrapped(address: str) -> str:
    """The outlet's own address in that of a service, which has one for each article; else empty."""
    if "url=" not in address:
        return ""
    parts = urlsplit(address)
    if parts.path.rpartition("/")[2].lower() not in _WRAPPERS:
        return ""
    return next(filter(is_http_url, parse_qs(parts.query).get("url", [])), "")
