"""What the addresses of one article have in common.

URLs are read as browsers read them (WHATWG URL Standard, by ada-url). On top of that lie
rules of our own: what only tells where a reader came from goes, and AMP pages and caches
(https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls)
stand for the page that they are made from. A wrong union hides an article, a missed one
only shows it twice; so where a word may belong to the article, it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import ada_url

from site_gen.links import is_tracking

_CACHE_HOSTS = (".cdn.ampproject.org", ".ampproject.net", ".bing-amp.com")
_CACHED = re.compile(r"/[a-z]/(?:s/)?([^/?#]+\.[^/?#]+/.*)")
_VIEWER = re.compile(r"(?:www\.)?google\.[a-z.]{2,7}\Z")
_VIEWED = re.compile(r"/amp/(?:s/)?([^/?#]+\.[^/?#]+/.*)")
_SLUG = re.compile(r"[-_]|\d{5}|\.html?\Z")
"""In the last part of an article's path, and not in that of a section such as ``/guitars/``."""
_AMP_PARAMETERS = frozenset("amp amp=1 amp=true amp=yes amp= outputtype=amp output=amp".split())
_AMP_OWN = ("amp_js_v=", "amp_gsa=", "amp_ct=", "amp_tf=", "usqp=")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def article_keys(addresses: Iterable[str]) -> frozenset[str]:
    """What identifies an article that has these addresses.

    Empty addresses are passed over, and those of a site's front page, which no article has.
    """
    keys = (article_key(url) for url in addresses if url)
    return frozenset(key for key in keys if "/" in key or "?" in key)


@lru_cache(maxsize=16384)
def article_key(url: str) -> str:
    """What two URLs of one article have in common; for comparing, never for linking.

    Leaves aside the scheme, ``www.``, default ports, the fragment (but not a ``#!``
    route), tracking parameters, the order of the others, last slashes and AMP forms.
    What cannot be read as a URL is its own key.
    """
    try:
        parts = ada_url.URL(_without_cache(url))
    except ValueError:
        return url
    host = parts.hostname.removeprefix("www.")
    amp, _, site = host.partition(".")
    if amp == "amp" and "." in site:
        host = site.removeprefix("www.")
    port = f":{parts.port}" if parts.port not in ("", "80", "443") else ""
    query = f"?{_query(parts.search)}" if parts.search else ""
    route = parts.hash if parts.hash.startswith("#!") else ""
    return f"{host}{port}{_path(parts.pathname)}{query if query != '?' else ''}{route}"


def _without_cache(url: str) -> str:
    """The address of the page that an AMP cache or viewer shows; others as they are."""
    if "amp" not in url:
        return url
    parts = ada_url.URL(url)
    if parts.hostname.endswith(_CACHE_HOSTS):
        inner = _CACHED.match(parts.pathname + parts.search)
    elif _VIEWER.match(parts.hostname):
        inner = _VIEWED.match(parts.pathname + parts.search)
    else:
        return url
    return _without_cache(f"https://{inner[1]}") if inner else url


def _path(path: str) -> str:
    path = _plain(path).rstrip("/")
    if "amp" not in path:
        return path
    if path.endswith((".amp", ".amp.html")):
        return path.removesuffix(".amp").replace(".amp.html", ".html")
    *above, last = path.split("/")
    if last == "amp" and _SLUG.search(above[-1]):
        return "/".join(above)
    if path.startswith("/amp/") and _SLUG.search(last):
        return path.removeprefix("/amp")
    return path


def _query(search: str) -> str:
    """The parameters that select the article, in a fixed order."""
    kept = (item for item in _plain(search[1:]).split("&") if item and not is_tracking(item))
    return "&".join(sorted(item for item in kept if not _is_amp(item)))


def _is_amp(parameter: str) -> bool:
    parameter = parameter.lower()
    return parameter in _AMP_PARAMETERS or parameter.startswith(_AMP_OWN)


def _plain(text: str) -> str:
    """Without escapes of characters that need none; the others in capitals (RFC 3986, 6.2.2)."""
    return _ESCAPED.sub(_unescaped, text) if "%" in text else text


def _unescaped(match: re.Match[str]) -> str:
    char = chr(int(match[0][1:], 16))
    return char if char in _UNRESERVED else match[0].upper()
