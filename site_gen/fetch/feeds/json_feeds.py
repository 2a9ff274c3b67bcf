"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/) → feed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from site_gen.fetch.feeds.absolute_urls import absolute_url, is_absolute_url
from site_gen.fetch.feeds.html_text import HtmlText
from site_gen.fetch.feeds.items import (
    TRUNCATED,
    RawEntry,
    RawFeed,
    build_feed,
    first_language_tag,
    first_title,
)
from site_gen.fetch.feeds.pictures import is_picture, make_picture
from site_gen.fetch.types import Feed, FeedPicture

_VERSION = "jsonfeed.org/version/"
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""A string, which may lack its end, or a bracket."""
_ITEM_DEPTH = 2
"""Open brackets between two items: those of the feed and of the list."""
_MAX_VALUES = 50
"""Values of a list that are read."""


def parse_json_feed(text: str, url: str, excerpt_length: int) -> Feed | None:
    """The feed in a JSON text; None if it is not a feed."""
    document, faults = _parse(text)
    if not isinstance(document, dict):
        return None
    items = document.get("items")
    if _VERSION not in _string(document.get("version")) and not (
        isinstance(items, list) and "home_page_url" in document
    ):
        return None
    entries = (
        [entry for entry in items if isinstance(entry, dict)] if isinstance(items, list) else []
    )
    feed = RawFeed(
        title=first_title([HtmlText(_string(document.get("title")), is_html=False)]),
        link=absolute_url(_string(document.get("home_page_url")), url),
        locale=first_language_tag([_string(document.get("language"))]),
        authors=_authors(document),
        logos=frozenset(
            absolute_url(_string(document.get(name)), url) for name in ("icon", "favicon")
        ),
        faults=faults,
    )
    return build_feed(feed, [_read_entry(entry, url) for entry in entries], excerpt_length)


def _parse(text: str) -> tuple[Any, tuple[str, ...]]:
    """The document and its faults; None if it is not JSON."""
    try:
        return json.loads(text, strict=False), ()
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_remove_incomplete_item(text), strict=False), (TRUNCATED,)
    except (ValueError, RecursionError):
        return None, ()


def _remove_incomplete_item(text: str) -> str:
    """A truncated document up to the end of the last complete item."""
    depth = end = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
            if depth == _ITEM_DEPTH:
                end = token.end()
    return f"{text[:end]}]}}"


def _string(value: Any) -> str:
    """A string, also for a number, without lone surrogates; empty for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.encode("utf-8", "ignore").decode() if isinstance(value, str) else ""


def _read_entry(entry: Mapping[str, Any], base_url: str) -> RawEntry:
    def string(name: str) -> str:
        return _string(entry.get(name))

    # ``external_url`` is the article that an entry is about: used only without an own address.
    own_addresses = [string("url"), *filter(is_absolute_url, [string("id")])]
    urls = [absolute_url(text, base_url) for text in (*own_addresses, string("external_url"))]
    links = list(filter(None, urls))[:1]
    text_base_url = links[0] if links else base_url
    return RawEntry(
        titles=[HtmlText(string("title"), is_html=False)],
        texts=[
            HtmlText(string("summary"), False, text_base_url),
            HtmlText(string("content_html"), True, text_base_url),
            HtmlText(string("content_text"), False, text_base_url),
        ],
        id=string("id"),
        links=links,
        published=[string("date_published")],
        updated=[string("date_modified")],
        categories=[HtmlText(_string(tag), is_html=False) for tag in _list(entry.get("tags"))],
        authors=_authors(entry),
        pictures=[
            [make_picture(string(name), base_url) for name in ("image", "banner_image")],
            list(_attachments(entry, base_url)),
        ],
    )


def _list(value: Any) -> list[Any]:
    return value[:_MAX_VALUES] if isinstance(value, list) else []


def _authors(document: Mapping[str, Any]) -> list[HtmlText]:
    authors = [*_list(document.get("authors")), document.get("author")]
    names = [_string(author.get("name")) for author in authors if isinstance(author, dict)]
    return [HtmlText(name, is_html=False) for name in names]


def _attachments(entry: Mapping[str, Any], base_url: str) -> Iterator[FeedPicture | None]:
    for attachment in _list(entry.get("attachments")):
        if isinstance(attachment, dict):
            address = _string(attachment.get("url"))
            if is_picture(address, _string(attachment.get("mime_type"))):
                yield make_picture(address, base_url)
