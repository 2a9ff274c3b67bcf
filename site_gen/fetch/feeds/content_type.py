"""What a body is, judged by its content: a feed, or what it is instead, for the message."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from site_gen.fetch.feeds.absolute_urls import absolute_url
from site_gen.fetch.feeds.xml_repair import remove_comments
from site_gen.fetch.types import Failure

_SIGNATURES = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a media file"),
    (b"ID3", "a sound file"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "an archive"),
    (b"\x1f\x8b", "compressed data"),
)
"""First bytes of files → what these are."""
_ROOT = re.compile(
    r"<(?P<root>(?:[\w-]+:)?(?:rss|feed|rdf)(?=[\s/>])"
    r"|html(?=[\s>])|!doctype\s+html(?!\s*\[)|head(?=>)|body(?=[\s>])|opml|urlset|sitemapindex"
    r"|svg(?=[\s>]))",
    re.IGNORECASE,
)
_FEED_ROOT = re.compile(r"(?:[\w-]+:)?(?:rss|feed|rdf)", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?!br\b)([a-z][\w:.-]{0,60})", re.IGNORECASE)
_OTHER_ROOTS = {
    "opml": ("an OPML file, a list of feeds", "import its feeds with import-opml"),
    "urlset": ("a sitemap",),
    "sitemapindex": ("a sitemap",),
    "svg": ("an image",),
}
"""Root element → what a document with it is, and a hint."""
_SEARCHED = 65_536
"""Characters in which the first element is searched."""
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a]")
_FEED_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/feed+json application/json".split()
)
_MAX_LINKED_FEEDS = 3
_MAX_URL_LENGTH = 300


def looks_like_json(text: str) -> bool:
    """Whether the first character begins a JSON object or array."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def find_feed_root(text: str) -> re.Match[str] | None:
    """Start of the root element, with its name as group ``root``, if it is that of a feed."""
    match = _find_root(text)
    return match if match and _FEED_ROOT.fullmatch(match["root"]) else None


def _find_root(text: str) -> re.Match[str] | None:
    """Start of the first known root element that is not in a comment."""
    start = 0
    while True:
        match = _ROOT.search(text, start, start + _SEARCHED)
        if match is None:
            return None
        comment = text.rfind("<!--", start, match.start())
        comment_end = text.find("-->", comment) if comment >= 0 else -1
        if comment < 0 or comment_end < match.start():
            return match
        start = comment_end


def not_a_feed(body: bytes, text: str, content_type: str, url: str) -> Failure:
    """The failure ``not-a-feed`` that says what the body is instead, and what to do."""
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            return _failure(name)
    if not text.strip():
        return _failure("empty", "open the address in a browser; the server may be at fault")
    match = _find_root(text)
    root = match["root"].lower() if match else ""
    if root.startswith(("html", "!doctype", "head", "body")):
        return _web_page(text, url)
    if root in _OTHER_ROOTS:
        return _failure(*_OTHER_ROOTS[root])
    return _other_text(text, content_type, url)


def _other_text(text: str, content_type: str, url: str) -> Failure:
    first_character = text.lstrip()[:1]
    if first_character in ("{", "["):
        return _failure("JSON that is not a JSON Feed")
    element = _ELEMENT.search(remove_comments(text[:_SEARCHED]))
    if element and "html" in content_type:
        return _web_page(text, url)
    if element and first_character == "<":
        return _failure(f"XML with the root element {element[1]}")
    return _failure("unknown data" if _BINARY.search(text[:_SEARCHED]) else "plain text")


def _web_page(text: str, url: str) -> Failure:
    feeds = _linked_feeds(text, url)
    if not feeds:
        return _failure(
            "a web page", "look for a link to its feed, often called RSS, at the bottom of the page"
        )
    return _failure("a web page", f"it links to {', '.join(feeds)}")


def _linked_feeds(text: str, url: str) -> list[str]:
    """The first feeds that a page links to (HTML Standard, 4.6.7.1)."""
    tree = LexborHTMLParser(text[:_SEARCHED])
    bases = [node.attributes.get("href") or "" for node in tree.css("base[href]")]
    base_url = absolute_url(bases[0], url) or url if bases else url
    urls = []
    for node in tree.css("link[href]"):
        media_type = (node.attributes.get("type") or "").split(";")[0].strip().lower()
        rels = (node.attributes.get("rel") or "").lower().split()
        is_feed = "alternate" in rels and media_type in _FEED_TYPES
        feed_url = absolute_url(node.attributes.get("href") or "", base_url) if is_feed else ""
        if 0 < len(feed_url) <= _MAX_URL_LENGTH:
            urls.append(feed_url)
    return list(dict.fromkeys(urls))[:_MAX_LINKED_FEEDS]


def _failure(
    what: str, hint: str = "give the address of a feed: RSS, Atom or JSON Feed"
) -> Failure:
    return Failure("not-a-feed", f"the answer is {what}, not a feed", hint)
