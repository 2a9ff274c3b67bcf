"""XML elements by names with standard prefixes, whatever prefixes a feed uses."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from lxml import etree

from site_gen.fetch.feeds.absolute_urls import absolute_url
from site_gen.fetch.feeds.html_text import HtmlText

Element: TypeAlias = Any
"""An element of lxml, which has no type hints."""
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
"""Namespace in lower case → its usual prefix."""
_BING = re.compile(r"http://(?:www\.)?bing\.com[:/]")
"""The namespace of Bing's news search is the URL of the search."""
_MAX_ATTRIBUTES = 50
"""Per element. libxml2 finds an attribute in linear time, so reading all takes quadratic time."""
_PREFIX = re.compile(r"(</?)[A-Za-z][\w-]*:(?=[A-Za-z])")


@lru_cache(maxsize=4096)
def short_name(tag: str) -> str:
    """The name of an element or attribute with its usual prefix, in lower case.

    Names of unknown namespaces have the prefix ``?:``.
    """
    if not tag.startswith("{"):
        return tag[:100].lower()  # with the prefix as written, if it is not declared
    namespace, _, name = tag[1:].partition("}")
    return f"{_prefix(namespace.lower())}{name[:100].lower()}"


def _prefix(namespace: str) -> str:
    namespace = namespace.replace("https://", "http://", 1)  # which some feeds write by mistake
    return _PREFIXES.get(namespace, "bing:" if _BING.match(namespace) else "?:")


class Node:
    """An element, with its children by short name; the format's own elements have no prefix."""

    def __init__(
        self, element: Element, base_url: str, format_prefix: str, *, has_base: bool = False
    ) -> None:
        self.element = element
        self.format_prefix = format_prefix
        """Prefix of the format's own elements: that of the root element."""
        names = islice(element.attrib, _MAX_ATTRIBUTES) if element.attrib else ()
        self.attributes: dict[str, str] = {
            short_name(str(name)): element.get(name) for name in names
        }
        xml_base = self.attributes.get("xml:base", "").strip()
        self.has_base = has_base or bool(xml_base)
        """Whether this element or one around it has an ``xml:base``."""
        self.base_url = absolute_url(xml_base, base_url) or base_url if xml_base else base_url
        self.children: dict[str, list[Element]] = defaultdict(list)
        for child in element:
            if isinstance(child.tag, str):
                self.children[short_name(child.tag).removeprefix(format_prefix)].append(child)

    def find_all(self, *names: str) -> Iterator[Node]:
        """The children of these names, in the order of the names."""
        for name in names:
            for child in self.children.get(name, ()):
                yield Node(child, self.base_url, self.format_prefix, has_base=self.has_base)

    def find(self, *names: str) -> Node | None:
        """The first child of these names."""
        return next(self.find_all(*names), None)

    def texts(self, *names: str) -> list[str]:
        """The texts of the children of these names."""
        return [child.text() for child in self.find_all(*names)]

    def get(self, name: str) -> str:
        """The value of an attribute; empty if there is none."""
        return self.attributes.get(name, "")

    def text(self) -> str:
        """The content of the element; as markup if it contains elements."""
        start: str = self.element.text or ""
        if not len(self.element):
            return start
        inner = "".join(etree.tostring(child, encoding="unicode") for child in self.element)
        return start.replace("&", "&amp;").replace("<", "&lt;") + _PREFIX.sub(r"\1", inner)

    def html(self) -> HtmlText:
        """The content, of a type that is not declared: HTML by custom."""
        return HtmlText(self.text(), True, self.base_url)

    def atom_text(self) -> HtmlText:
        """The content, of the type in the attribute ``type`` (RFC 4287, 3.1).

        Without one it should be plain text, but programs that omit it escape as for HTML.
        """
        text_type = self.get("type").lower()
        if self.get("mode").lower() == "base64" or _is_binary(text_type):
            decoded = _from_base64(self.text())
            if decoded:
                return HtmlText(decoded, True, self.base_url)
        is_html = len(self.element) > 0 or "html" in text_type or not text_type
        return HtmlText(self.text(), is_html, self.base_url, declared=bool(text_type))


def _is_binary(media_type: str) -> bool:
    """Whether content of this type must be in Base64 (RFC 4287, 4.1.3.3)."""
    is_text = media_type.startswith("text/") or media_type.endswith(("xml", "html"))
    return "/" in media_type and not is_text


def _from_base64(text: str) -> str:
    """The decoded text; empty if it is not Base64 of UTF-8."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode()
    except ValueError:
        return ""
