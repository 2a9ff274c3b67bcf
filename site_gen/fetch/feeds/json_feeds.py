"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/) → feed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from site_gen.fetch.feeds.html_text import HtmlText, plain
from site_gen.fetch.feeds.links import absolute, is_absolute
from site_gen.fetch.feeds.locales import locale
from site_gen.fetch.feeds.one_line import cut
from site_gen.fetch.feeds.pictures import is_picture, picture
from site_gen.fetch.feeds.raw_entries import RawEntry, authored, dates_of, item
from site_gen.fetch.feeds.xml_feeds import CUT_OFF
from site_gen.fetch.types import Feed, FeedPicture

_VERSION = "jsonfeed.org/version/"
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""A string, which may lack its end, or a bracket."""
_ITEM_DEPTH = 2
"""Brackets that are open between two items: the feed's, and the list's."""


def read_json(text: str, url: str, excerpt_length: int) -> Feed | None:
    """The feed that a JSON text is; None if it is none."""
    document, faults = _document(text)
    if not isinstance(document, dict):
        return None
    items = document.get("items")
    if _VERSION not in _string(document.get("version")) and not (
        isinstance(items, list) and "home_page_url" in document
    ):
        return None
    logos = frozenset(absolute(_string(document.get(name)), url) for name in ("icon", "favicon"))
    entries = [entry for entry in items if isinstance(entry, dict)] if items else []
    title = cut(plain(HtmlText(_string(document.get("title")), html=False), title=True), 300)
    drafts = [_draft(entry, url) for entry in entries]
    authored(drafts, [HtmlText(name, html=False) for name in _authors(document)], title)
    language = locale(_string(document.get("language")))
    dates = dates_of(drafts, (), language)
    made = (item(draft, excerpt_length, logos, dates) for draft in drafts)
    return Feed(
        title=title,
        link=absolute(_string(document.get("home_page_url")), url),
        locale=language,
        items=tuple(one for one in made if one is not None),
        faults=faults,
    )


def _document(text: str) -> tuple[Any, tuple[str, ...]]:
    try:
        return json.loads(text, strict=False), ()
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_whole_items(text), strict=False), (CUT_OFF,)
    except (ValueError, RecursionError):
        return None, ()


def _whole_items(text: str) -> str:
    """A document that was cut off, up to the end of the last item that is whole."""
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
    """A text, or a number where a text should be; halves of surrogate pairs are left out."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.encode("utf-8", "ignore").decode() if isinstance(value, str) else ""


def _draft(entry: Mapping[str, Any], base: str) -> RawEntry:
    def string(name: str) -> str:
        return _string(entry.get(name))

    # What an entry is about is another's article: it leads there only if it has no own address.
    own = [string("url"), *filter(is_absolute, [string("id")])]
    places = [absolute(place, base) for place in (*own, string("external_url"))]
    links = list(filter(None, places))[:1]
    page = next(iter(links), base)  # whose text it is
    return RawEntry(
        titles=[HtmlText(string("title"), html=False)],
        texts=[
            HtmlText(string("summary"), False, page),
            HtmlText(string("content_html"), True, page),
            HtmlText(string("content_text"), False, page),
        ],
        id=string("id"),
        links=links,
        published=[string("date_published")],
        updated=[string("date_modified")],
        categories=[HtmlText(_string(tag), html=False) for tag in _list(entry.get("tags"))],
        authors=[HtmlText(name, html=False) for name in _authors(entry)],
        pictures=[[picture(string(name), base)] for name in ("image", "banner_image")]
        + [list(_attached(entry, base))],
    )


def _list(value: Any) -> list[Any]:
    return value[:50] if isinstance(value, list) else []


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    for author in [*_list(entry.get("authors")), entry.get("author")]:
        if isinstance(author, dict):
            yield _string(author.get("name"))


def _attached(entry: Mapping[str, Any], base: str) -> Iterator[FeedPicture | None]:
    for attachment in _list(entry.get("attachments")):
        if isinstance(attachment, dict):
            address = _string(attachment.get("url"))
            if is_picture(address, _string(attachment.get("mime_type"))):
                yield picture(address, base)
