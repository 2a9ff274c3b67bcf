"""Elements of XML by short names: what a feed means, whatever prefixes it uses."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from lxml import etree

from site_gen.fetch.feeds.html_text import HtmlText
from site_gen.fetch.feeds.links import base_of

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss": "media:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.rssboard.org/media-rss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/xml/1998/namespace": "xml:",
    "http://www.w3.org/2005/atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
}
"""Namespace in small letters → the prefix that everybody uses for it."""
_BING = re.compile(r"http://(?:www\.)?bing\.com[:/]")
"""Its search for news has the address of the search for a namespace."""

_MOST_ATTRIBUTES = 50
"""Of an element, as many as no feed has: libxml2 looks for a value from the first of them on."""
_PREFIX = re.compile(r"(</?)[A-Za-z][\w-]*:(?=[A-Za-z])")


@lru_cache(maxsize=4096)
def short_name(tag: str) -> str:
    """The name of an element or attribute with its usual prefix, in small letters.

    Elements of unknown namespaces have ``?:`` before their name.
    """
    if not tag.startswith("{"):
        return tag[:100].lower()  # with the prefix that was written, if nobody declared it
    namespace, _, name = tag[1:].partition("}")
    return f"{_prefix(namespace.lower())}{name[:100].lower()}"


def _prefix(namespace: str) -> str:
    namespace = namespace.replace("https://", "http://", 1)  # as some have it since the web moved
    return _PREFIXES.get(namespace, "bing:" if _BING.match(namespace) else "?:")


class Node:
    """An element with its children by short name; those of the document's own format have none."""

    def __init__(self, element: Element, base: str, own: str, *, based: bool = False) -> None:
        self.element = element
        self.own = own
        """Prefix of the elements of the document's format: that of its root."""
        self.attributes: dict[str, str] = (
            {
                short_name(str(name)): element.get(name)
                for name in islice(element.attrib, _MOST_ATTRIBUTES)
            }
            if element.attrib
            else {}
        )
        self.based = based or bool(self.attributes.get("xml:base", "").strip())
        """Whether the document says where relative addresses start (``xml:base``)."""
        self.base = base_of(base, self.attributes.get("xml:base", ""))
        self.children: dict[str, list[Element]] = defaultdict(list)
        for child in element:
            if isinstance(child.tag, str):
                self.children[short_name(child.tag).removeprefix(own)].append(child)

    def all(self, *names: str) -> Iterator[Node]:
        """The children of these names, in the order of the names."""
        for name in names:
            for child in self.children.get(name, ()):
                yield Node(child, self.base, self.own, based=self.based)

    def first(self, *names: str) -> Node | None:
        """The first child of these names."""
        return next(self.all(*names), None)

    def words(self, *names: str) -> list[str]:
        """The texts of the children of these names."""
        return [child.text() for child in self.all(*names)]

    def get(self, name: str) -> str:
        """An attribute; empty if there is none."""
        return self.attributes.get(name, "")

    def text(self) -> str:
        """What stands in the element; with markup, if there are elements in it."""
        start: str = self.element.text or ""
        if not len(self.element):
            return start
        inner = "".join(etree.tostring(child, encoding="unicode") for child in self.element)
        return _as_html(start) + _PREFIX.sub(r"\1", inner)

    def html(self) -> HtmlText:
        """The text, of whose kind nothing is said: HTML by custom."""
        return HtmlText(self.text(), True, self.base)

    def atom_text(self) -> HtmlText:
        """The text, of the kind that ``type`` says (RFC 4287, 3.1).

        Where nothing is said it should be plain, but programs that say nothing escape as for HTML.
        """
        kind = self.get("type").lower()
        if self.get("mode").lower() == "base64" or _is_binary(kind):
            decoded = _from_base64(self.text())
            if decoded:
                return HtmlText(decoded, True, self.base)
        is_html = len(self.element) > 0 or "html" in kind or not kind
        return HtmlText(self.text(), is_html, self.base, declared=bool(kind))


def _is_binary(kind: str) -> bool:
    """Whether what is of a media type must be written in Base64 (RFC 4287, 4.1.3.3)."""
    return "/" in kind and not kind.startswith("text/") and not kind.endswith(("xml", "html"))


def _from_base64(text: str) -> str:
    """What a text in Base64 says; empty if it is none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode()
    except ValueError:
        return ""


def _as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
