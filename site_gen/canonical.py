"""Article keys: what all URLs of one article have in common.

URLs are parsed as browsers do (WHATWG URL Standard, by ada-url). Then tracking parameters are
removed, and AMP pages and caches
(https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls)
are replaced by the page that they are made from. Two articles with one key hide one of them,
while two keys of one article only show it twice; so what may identify an article is not removed.
docs/decisions/0007-same-article.md has the reasons for each rule.
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

_MAX_LENGTH = 8192
"""Most servers refuse longer URLs, and long chains of AMP caches would take long to resolve."""

# Ordinary URLs, in which neither the parser nor a rule would change anything.
_PLAIN = re.compile(r"https?://((?:[a-z0-9-]+\.)+[a-z][a-z-]*)((?:/[\w~-][\w.~-]*)*)/?\Z", re.ASCII)
_NEEDS_PARSING = re.compile(r"\bamp|xn--")
_NO_ESCAPES = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/?#-]*")
_ESCAPABLE = re.compile(r"%(?:[0-9A-Fa-f]{2})?|[^A-Za-z0-9._~!$&'()*+,;=:@/?#-]")
_NEED_NO_ESCAPE = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*,:@"
)
"""RFC 3986's unreserved characters, and others that some encoders escape needlessly."""

_ROOT_DOT = re.compile(r"(?<=[^.])\.\Z")
_HOST_PREFIXES = re.compile(r"\A(?:(?:www|amp)\.)+(?=[^.]+\.)")
_CACHES = ("cdn.ampproject.org", "ampproject.net", "bing-amp.com")
_CACHE_SUFFIXES = tuple(f".{host}" for host in _CACHES)
_CACHE_PATH = re.compile(r"/[cv]/(?:s/)?([^/]+\.[^/]+(?:/.*)?)\Z")
_VIEWER = re.compile(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?|bing\.com")
_VIEWER_PATH = re.compile(r"/amp/(?:s/)?([^/]+\.[^/]+(?:/.*)?)\Z")

_AMP_IN_PATH = re.compile(r"\A(?:/amp)+(?=/)|(?<=[^/.])(?:\.amp)+(?=(?:\.html)?\Z)")
_SLUG = re.compile(r"[-_.%\d]")
"""Found in the last part of an article's path, but not of a section's such as ``/tech/guitar``."""
_NUMBER_PART = re.compile(r"/\d+/")
_AMP_PARAMETERS = frozenset("amp amp= amp=1 amp=true amp=yes outputtype=amp output=amp".split())
_AMP_VIEWER_PARAMETERS = frozenset("amp_ct amp_gsa amp_js_v amp_kit amp_r amp_tf usqp".split())
"""Names of parameters that AMP viewers add, with any value."""
_ENTRY = re.compile(r"#[0-9a-f]{12}\Z")


def article_keys(addresses: Iterable[str]) -> tuple[str, ...]:
    """The different keys of these URLs, sorted.

    Skips empty URLs and those of a site's front page, which identify no article.
    """
    keys = {article_key(url) for url in dict.fromkeys(addresses) if url}
    return tuple(sorted([key for key in keys if "/" in key or "?" in key or "#" in key]))


def with_keys(record: Record) -> Record:
    """The record, with the keys of its article and of its related entries."""
    return msgspec.structs.replace(
        record,
        keys=record_keys(record),
        related_keys=tuple(article_keys(entry.addresses) for entry in record.related),
    )


def record_keys(record: Record) -> tuple[str, ...]:
    """The keys of a record's article: of its URLs, or of its entry in a page of several."""
    if record.entry_id:
        return (entry_key(record.original_url or record.web_url, record.entry_id),)
    return article_keys(record.addresses)


def entry_key(url: str, entry_id: str) -> str:
    """The key of one of several articles with the same URL, which their feed's ids tell apart."""
    digest = hashlib.blake2b(entry_id.encode("utf-8", "surrogatepass"), digest_size=6)
    return f"{article_key(url)}#{digest.hexdigest()}"


def page_key(key: str) -> str:
    """The key of the page that contains the entry with this key; empty for other keys."""
    entry = _ENTRY.search(key)
    return key[: entry.start()] if entry else ""


@lru_cache(maxsize=16384)
def article_key(url: str) -> str:
    """The key of the article at this URL; for comparing, never for linking.

    It lacks the scheme, ``www.``, default ports, passwords, the fragment (but not ``#!`` and
    ``#/`` routes), tracking parameters, needless escapes, slashes at the end and AMP forms;
    the other parameters are sorted. Text that cannot be parsed as a URL is its own key. The
    key of ``https://`` and a key is that key.
    """
    plain = _PLAIN.match(url)
    if plain and not (("amp" in url or "xn--" in url) and _NEEDS_PARSING.search(url)):
        host, path = plain.groups()
        return f"{_HOST_PREFIXES.sub('', host) if host.startswith('www.') else host}{path}"
    return _parsed_key(url)


def _parsed_key(url: str) -> str:
    scheme, _, address = url.partition("://")
    if scheme.lower() not in ("http", "https"):
        address = url
    while len(address) <= _MAX_LENGTH:
        try:
            href = ada_url.normalize_url(f"https://{address}")
        except ValueError:
            break
        end = href.index("/", len("https://"))
        host = _host_key(href[len("https://") : end])
        path, query, route = _parts(href[end:])
        page = _cached_page(host, path)
        if page is None:
            return f"{host}{_without_amp(path)}{query}{route}"
        if not page:
            return f"{host}{path}{query}{route}"
        address = f"{page}{query}{route}"
    return address


def _host_key(authority: str) -> str:
    host = authority.rpartition("@")[2]
    if ":" in host:
        host = host.removesuffix(":80")  # 443 is gone: everything is read as https
    if "." in host and not host.startswith("["):
        name, colon, port = host.partition(":")
        if name.endswith("."):
            name = _ROOT_DOT.sub("", name)
        if name.startswith(("www.", "amp.")):
            name = _HOST_PREFIXES.sub("", name)
        host = f"{name}{colon}{port}"
    return host


def _parts(tail: str) -> tuple[str, str, str]:
    """Path, query with its ``?`` and route with its ``#``, normalised."""
    if not _NO_ESCAPES.fullmatch(tail):
        tail = _ESCAPABLE.sub(_normal_escape, tail)
    tail, _, fragment = tail.partition("#")
    path, _, query = tail.partition("?")
    return path.rstrip("/"), _query(query) if query else "", _route(fragment) if fragment else ""


def _normal_escape(match: re.Match[str]) -> str:
    """An escape normalised as in RFC 3986 (6.2.2); a ``%`` that begins none is escaped."""
    text = match[0]
    if len(text) == 1:
        return f"%{ord(text):02X}"
    char = chr(int(text[1:], 16))
    return char if char in _NEED_NO_ESCAPE else text.upper()


def _query(query: str) -> str:
    parameters = sorted(item for item in query.split("&") if item and _identifies(item))
    return f"?{'&'.join(parameters)}" if parameters else ""


def _identifies(parameter: str) -> bool:
    """Whether a parameter (``name=value``) may identify an article."""
    lower = parameter.lower()
    if lower in _AMP_PARAMETERS or lower.partition("=")[0] in _AMP_VIEWER_PARAMETERS:
        return False
    return not is_tracking(lower)


def _route(fragment: str) -> str:
    """A fragment by which a script of the page selects the article; empty for an anchor."""
    route = fragment.rstrip("/") if fragment.startswith(("!", "/")) else ""
    return f"#{route}" if route not in ("", "!") else ""


def _cached_page(host: str, path: str) -> str | None:
    """The page that an AMP cache or viewer shows; empty if unknown, None for other hosts."""
    if host in _CACHES or host.endswith(_CACHE_SUFFIXES):
        match = _CACHE_PATH.match(path)
    elif path.startswith("/amp/") and _VIEWER.fullmatch(host):
        match = _VIEWER_PATH.match(path)
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
    return bool(_SLUG.search(last) or (last and _NUMBER_PART.search(path)))
