"""The texts that readers see of pages, feeds and prepared data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import msgspec

_ATTRIBUTES = {"alt", "aria-label", "aria-description", "label", "placeholder", "title"}
_METAS = re.compile(r"description|application-name|(?:og|twitter):(?:title|description|site_name)")
_HIDDEN_IN_XML = {"id", "guid", "language", "lastmod", "pubDate", "lastBuildDate", "docs"}
_HIDDEN_IN_XML |= {"updated", "published", "modified", "dateCreated", "generator"}
_HIDDEN_IN_DATA = set(
    "blocks bundle canonical csp density dir document domain engine growth here home id iso "
    "iso_day lang next own_path parts path manifest prev preview referrer_policies "
    "referrer_policy robots section src state structured tag type preloads base action anchor "
    "sitemap news_sitemap refused target topic_feed provider_feed url".split()
)
"""Data that are addresses or for machines, also every ``…href``."""
_SHOWN_IN_JSON = {"name", "title", "headline", "description", "content_html", "summary", "tags"}
_ADDRESS = re.compile(r"https?://\S+|\b[\w.-]+\.example\b\S*")


def _plain(text: str) -> str:
    return _ADDRESS.sub("", text).strip()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = ""
        """The kind of the script or style that is being read."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.texts += [values[name] for name in sorted(_ATTRIBUTES & values.keys())]
        if tag == "meta" and _METAS.fullmatch(values.get("name", values.get("property", ""))):
            self.texts.append(values["content"])
        if tag in ("script", "style"):
            self._hidden = values.get("type", tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = ""

    def handle_data(self, data: str) -> None:
        if self._hidden == "application/ld+json":
            self.texts += of_json(json.loads(data))
        elif not self._hidden:
            self.texts.append(data)


def of_html(html: str) -> Iterator[str]:
    """Texts, attributes for readers, descriptions and the names in JSON-LD."""
    page = _Page()
    page.feed(html)
    page.close()
    return filter(None, map(_plain, page.texts))


def of_xml(xml: bytes) -> Iterator[str]:
    """Texts and titles of a feed or an OPML list; HTML in them is read as such."""
    for element in ElementTree.fromstring(xml).iter():
        if element.tag.rpartition("}")[2] not in _HIDDEN_IN_XML:
            yield from of_html(element.text or "")
        for name in ("text", "title", "label"):
            yield from of_html(element.get(name, ""))


def of_json(data: Any, name: str = "") -> Iterator[str]:
    """The values of names, titles and descriptions."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from of_json(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from of_json(value, name)
    elif isinstance(data, str) and name in _SHOWN_IN_JSON:
        yield from of_html(data)


def of_data(data: Any, name: str = "") -> Iterator[str]:
    """Prepared data: all texts but addresses and data for machines."""
    if name in _HIDDEN_IN_DATA or name.endswith("href"):
        return
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from of_data(value, key)
    elif isinstance(data, msgspec.Struct):
        for field in data.__struct_fields__:
            yield from of_data(getattr(data, field), field)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from of_data(value, name)
    elif isinstance(data, str):
        yield from of_html(data)
