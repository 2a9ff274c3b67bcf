"""What a body is: a feed, or something else that a person can be told of. By its content."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from site_gen.fetch.feeds.linear_search import without
from site_gen.fetch.feeds.links import absolute
from site_gen.fetch.types import Failure

CODE = "not-a-feed"
_FILES = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a media file"),
    (b"ID3", "a sound file"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "an archive"),
    (b"\x1f\x8b", "compressed data"),
)
"""First bytes → what has them."""
_ROOT = re.compile(
    r"<(?P<root>(?:[\w-]+:)?(?:rss|feed|rdf)(?=[\s/>])"
    r"|html(?=[\s>])|!doctype\s+html(?!\s*\[)|head(?=>)|body(?=[\s>])|opml|urlset|sitemapindex"
    r"|svg(?=[\s>]))",
    re.IGNORECASE,
)
_FEEDS = re.compile(r"(?:[\w-]+:)?(?:rss|feed|rdf)", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?!br\b)([a-z][\w:.-]{0,60})", re.IGNORECASE)
_OTHERS = {
    "opml": ("an OPML file, a list of feeds", "take its feeds over with import-opml"),
    "urlset": ("a sitemap",),
    "sitemapindex": ("a sitemap",),
    "svg": ("an image",),
}
"""Root elements of documents that are no feeds → what they are, and what to do."""
_SEEN = 65_536
"""Characters in which the first element is looked for."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1a]")
"""Control characters that no text has."""
_FEED_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/feed+json application/json".split()
)
_NAMED = 3
"""As many feeds of a page are named."""
_LONGEST = 300


class ContentType(NamedTuple):
    """What a text is: one of a feed's formats, or a failure."""

    json: bool = False
    root: re.Match[str] | None = None
    """The beginning of the first element of a feed, with its name as group ``root``."""


def what_is(text: str) -> ContentType:
    """Whether a text looks like a feed, by its first element or its first sign."""
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return ContentType(json=True)
    match = _first_root(text)
    return ContentType(root=match if match and _FEEDS.fullmatch(match["root"]) else None)


def _first_root(text: str) -> re.Match[str] | None:
    """The first of the elements that tell what a document is; not in a comment."""
    start = 0
    while True:
        match = _ROOT.search(text, start, start + _SEEN)
        if match is None:
            return None
        opened = text.rfind("<!--", start, match.start())
        closed = text.find("-->", opened) if opened >= 0 else -1
        if opened < 0 or closed < match.start():
            return match
        start = closed


def no_feed(body: bytes, text: str, content_type: str, url: str) -> Failure:
    """A failure that says what it is instead of a feed, and what to do."""
    for mark, name in _FILES:
        if body.startswith(mark):
            return _failure(name)
    if not text.strip():
        return _failure("empty", "look at the address in a browser; the server may be at fault")
    match = _first_root(text)
    root = match["root"].lower() if match else ""
    if root.startswith(("html", "!doctype", "head", "body")):
        return _page(text, url)
    if root in _OTHERS:
        return _failure(*_OTHERS[root])
    return _by_first_sign(text, content_type, url)


def _by_first_sign(text: str, content_type: str, url: str) -> Failure:
    first = text.lstrip()[:1]
    if first in ("{", "["):
        return _failure("JSON that is no JSON Feed")
    element = _ELEMENT.search(without(text[:_SEEN], "<!--", "-->"))
    if first == "<" and element:
        if "html" in content_type:
            return _page(text, url)
        return _failure(f"XML with the root element {element[1]}")
    if "html" in content_type and element:
        return _page(text, url)
    return _failure("unknown data" if _UNREADABLE.search(text[:_SEEN]) else "plain text")


def _page(text: str, url: str) -> Failure:
    feeds = list(_linked(text, url))
    if not feeds:
        return _failure("a web page", "look for its feed, often named RSS at the foot of a page")
    return _failure("a web page", f"it links to {', '.join(feeds)}")


def _linked(text: str, url: str) -> list[str]:
    """Feeds that a page links to (HTML Standard, 4.6.7.1), at most three."""
    tree = LexborHTMLParser(text[:_SEEN])
    bases = [node.attributes.get("href") or "" for node in tree.css("base[href]")]
    start = absolute(bases[0], url) or url if bases else url
    found = []
    for node in tree.css("link[href]"):
        kind = (node.attributes.get("type") or "").split(";")[0].strip().lower()
        rels = (node.attributes.get("rel") or "").lower().split()
        address = absolute(node.attributes.get("href") or "", start)
        if "alternate" in rels and kind in _FEED_TYPES and 0 < len(address) <= _LONGEST:
            found.append(address)
    return list(dict.fromkeys(found))[:_NAMED]


def _failure(
    what: str, hint: str = "give the address of a feed: RSS, Atom or JSON Feed"
) -> Failure:
    return Failure(CODE, f"the answer is {what}, not a feed", hint)
