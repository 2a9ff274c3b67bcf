"""What the addresses of one article have in common.

URLs are read as browsers read them (WHATWG URL Standard, by ada-url). On top of that lie
rules of our own: what only tells where a reader came from goes, and AMP pages and caches
(https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls)
stand for the page that they are made from. A wrong union hides an article, a missed one
only shows it twice; so where a word may belong to the article, it stays. The reasons for
each rule are in docs/decisions/0007-same-article.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

import ada_url
import msgspec

from site_gen.external_links import is_tracking
from site_gen.model import Record

_LONGEST = 8192
"""Most servers refuse longer URLs, and reading hostile ones in one another takes long."""

# The ordinary case, told apart fast: nothing in it that a parser or a rule would change.
_PLAIN = re.compile(r"https?://((?:[a-z0-9-]+\.)+[a-z][a-z-]*)((?:/[\w~-][\w.~-]*)*)/?\Z", re.ASCII)
_MAY_BE_ODD = re.compile(r"\bamp|xn--")
_USUAL = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/?#-]*")
_ESCAPABLE = re.compile(r"%(?:[0-9A-Fa-f]{2})?|[^A-Za-z0-9._~!$&'()*+,;=:@/?#-]")
_NEED_NO_ESCAPE = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*,:@"
)
"""RFC 3986's unreserved characters, and others that some encoders escape without need."""

_ROOT = re.compile(r"(?<=[^.])\.\Z")
_HOST_ASIDE = re.compile(r"\A(?:(?:www|amp)\.)+(?=[^.]+\.)")
_CACHES = ("cdn.ampproject.org", "ampproject.net", "bing-amp.com")
_CACHES_OF_SITES = tuple(f".{host}" for host in _CACHES)
_CACHED = re.compile(r"/[cv]/(?:s/)?([^/]+\.[^/]+(?:/.*)?)\Z")
_VIEWER = re.compile(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?|bing\.com")
_VIEWED = re.compile(r"/amp/(?:s/)?([^/]+\.[^/]+(?:/.*)?)\Z")

_AMP_IN_PATH = re.compile(r"\A(?:/amp)+(?=/)|(?<=[^/.])(?:\.amp)+(?=(?:\.html)?\Z)")
_SLUG = re.compile(r"[-_.%\d]")
"""In the last part of an article's path, and not in a section's such as ``/tech/guitar``."""
_DATED = re.compile(r"/\d+/")
_AMP_ASKED = frozenset("amp amp= amp=1 amp=true amp=yes outputtype=amp output=amp".split())
_AMP_ADDED = frozenset("amp_ct amp_gsa amp_js_v amp_kit amp_r amp_tf usqp".split())
"""Names of parameters that AMP viewers add."""


def article_keys(addresses: Iterable[str]) -> tuple[str, ...]:
    """What identifies an article that has these addresses; each once, in alphabetical order.

    Empty addresses are passed over, and those of a site's front page, which no article has.
    """
    keys = {article_key(url) for url in dict.fromkeys(addresses) if url}
    return tuple(sorted([key for key in keys if "/" in key or "?" in key or "#" in key]))


def with_keys(record: Record) -> Record:
    """The record, with what identifies its article and those that its list names."""
    return msgspec.structs.replace(
        record,
        keys=own_keys(record),
        related_keys=tuple(article_keys(entry.addresses) for entry in record.related),
    )


def own_keys(record: Record) -> tuple[str, ...]:
    """What identifies the article of a record: its addresses, or its place in a page of several."""
    if record.entry_id:
        return (entry_key(record.original_url or record.web_url, record.entry_id),)
    return article_keys(record.addresses)


def entry_key(url: str, entry_id: str) -> str:
    """What identifies one of several articles that have one address: the feed's own id, too."""
    digest = hashlib.blake2b(entry_id.encode("utf-8", "surrogatepass"), digest_size=6)
    return f"{article_key(url)}#{digest.hexdigest()}"


_ENTRY = re.compile(r"#[0-9a-f]{12}\Z")


def page_of(key: str) -> str:
    """The page of which an entry has this key; empty if the key is that of a page itself."""
    entry = _ENTRY.search(key)
    return key[: entry.start()] if entry else ""


@lru_cache(maxsize=16384)
def article_key(url: str) -> str:
    """What two URLs of one article have in common; for comparing, never for linking.

    Leaves aside the scheme, ``www.``, default ports, passwords, the fragment (but not
    ``#!`` and ``#/`` routes), tracking parameters, the order of the others, needless
    escapes, last slashes and AMP forms. A key is its own: ``https://`` and a key have
    that key. What cannot be read as a URL is its own key too; nothing is raised.
    """
    plain = _PLAIN.match(url)
    if plain and not (("amp" in url or "xn--" in url) and _MAY_BE_ODD.search(url)):
        host, path = plain.groups()
        return f"{_HOST_ASIDE.sub('', host) if host.startswith('www.') else host}{path}"
    return _read(url)


def _read(url: str) -> str:
    """The key of any URL, part by part."""
    scheme, _, address = url.partition("://")
    if scheme.lower() not in ("http", "https"):
        address = url
    while len(address) <= _LONGEST:
        try:
            href = ada_url.normalize_url(f"https://{address}")
        except ValueError:
            break
        end = href.index("/", len("https://"))
        host = _host(href[len("https://") : end])
        path, query, route = _parts(href[end:])
        page = _cached_page(host, path)
        if page is None:
            return f"{host}{_without_amp(path)}{query}{route}"
        if not page:
            return f"{host}{path}{query}{route}"
        address = f"{page}{query}{route}"
    return address


def _host(authority: str) -> str:
    host = authority.rpartition("@")[2]
    if ":" in host:
        host = host.removesuffix(":80")  # 443 is gone: everything is read as https
    if "." in host and not host.startswith("["):
        name, colon, port = host.partition(":")
        if name.endswith("."):
            name = _ROOT.sub("", name)
        if name.startswith(("www.", "amp.")):
            name = _HOST_ASIDE.sub("", name)
        host = f"{name}{colon}{port}"
    return host


def _parts(tail: str) -> tuple[str, str, str]:
    """Path, query and route, the latter two with their signs, in their usual spelling."""
    if not _USUAL.fullmatch(tail):
        tail = _ESCAPABLE.sub(_usual, tail)
    tail, _, fragment = tail.partition("#")
    path, _, query = tail.partition("?")
    return path.rstrip("/"), _query(query) if query else "", _route(fragment) if fragment else ""


def _usual(match: re.Match[str]) -> str:
    """An escape as RFC 3986 (6.2.2) wants it; a ``%`` that begins none is only a sign."""
    text = match[0]
    if len(text) == 1:
        return f"%{ord(text):02X}"
    char = chr(int(text[1:], 16))
    return char if char in _NEED_NO_ESCAPE else text.upper()


def _query(query: str) -> str:
    kept = sorted(item for item in query.split("&") if item and _selects(item))
    return f"?{'&'.join(kept)}" if kept else ""


def _selects(parameter: str) -> bool:
    """Whether a parameter (``name=value``) may say which article is meant."""
    lower = parameter.lower()
    if lower in _AMP_ASKED or lower.partition("=")[0] in _AMP_ADDED:
        return False
    return not is_tracking(lower)


def _route(fragment: str) -> str:
    """A fragment that a script of the page shows another article for; no mere place in it."""
    route = fragment.rstrip("/") if fragment.startswith(("!", "/")) else ""
    return f"#{route}" if route not in ("", "!") else ""


def _cached_page(host: str, path: str) -> str | None:
    """The page that an AMP cache or viewer shows: empty if it shows none, None if it is neither."""
    if host in _CACHES or host.endswith(_CACHES_OF_SITES):
        match = _CACHED.match(path)
    elif path.startswith("/amp/") and _VIEWER.fullmatch(host):
        match = _VIEWED.match(path)
    else:
        return None
    return match[1] if match else ""


def _without_amp(path: str) -> str:
    before = ""
    while "amp" in path and path != before:
        before = path
        path = _AMP_IN_PATH.sub("", path)
        above, _, last = path.rpartition("/")
        if last == "amp" and _is_article(above.rstrip("/")):
            path = above.rstrip("/")
    return path


def _is_article(path: str) -> bool:
    last = path.rpartition("/")[2]
    return bool(_SLUG.search(last) or (last and _DATED.search(path)))
