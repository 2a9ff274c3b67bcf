"""RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0: the text of an XML document → feed."""

from __future__ import annotations

import re

from site_gen.fetch.feeds.absolute_urls import absolute_url
from site_gen.fetch.feeds.items import (
    TRUNCATED,
    RawFeed,
    build_feed,
    first_language_tag,
    first_title,
)
from site_gen.fetch.feeds.xml_documents import parse_document
from site_gen.fetch.feeds.xml_entries import (
    image_address,
    page_links,
    read_feed_authors,
    read_xml_entry,
)
from site_gen.fetch.feeds.xml_nodes import Element, Node, short_name
from site_gen.fetch.types import Feed
from site_gen.urls import normal_domain

_ENTRY_NAMES = frozenset(("item", "entry"))
_ENTRY_TAG = re.compile(r"<(/?)(?:[\w-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_DATES = "lastbuilddate pubdate updated modified atom:updated dc:date dcterms:modified".split()
"""Elements with a date of the feed itself."""
_LOGOS = ("image", "itunes:image", "logo", "icon", "atom:logo", "atom:icon")


def parse_xml_feed(text: str, root: re.Match[str], url: str, excerpt_length: int) -> Feed | None:
    """The feed whose root element starts at the match ``root``; None if it is not a feed.

    ``root`` has the element's name as group ``root``; ``url`` is where the feed came from.
    """
    tree, faults = parse_document(text, root, _remove_incomplete_entry, TRUNCATED)
    if tree is None:
        return None
    prefix = short_name(tree.tag).rpartition(":")[0]
    top = Node(tree, url, f"{prefix}:" if prefix not in ("", "rdf") else "")
    head = top if root["root"].lower().endswith("feed") else top.find("channel")
    elements = _remove_entries(tree)
    if head is None:
        if not elements and "rdf" in root["root"].lower():
            return None
        head = top
    feed = _read_head(top, head, tuple(faults))
    base_url = head.base_url if head is top else _entry_base_url(head, feed.link)
    entries = [
        read_xml_entry(Node(element, base_url, head.format_prefix, has_base=head.has_base))
        for element in elements
    ]
    return build_feed(feed, entries, excerpt_length)


def _remove_incomplete_entry(document: str) -> str:
    """A truncated document without the entry that is incomplete."""
    last: re.Match[str] | None = None
    for tag in _ENTRY_TAG.finditer(document):
        last = tag
    if last is None:
        return document
    if last[1]:
        close = document.find(">", last.end())
        return document[: close + 1] if close >= 0 else document + ">"
    return document[: last.start()]


def _remove_entries(tree: Element) -> list[Element]:
    """Remove all entries from the tree; one within another, which was never closed, as well."""
    entries = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and short_name(element.tag).rpartition(":")[2] in _ENTRY_NAMES
    ]
    for element in entries:
        parent = element.getparent()
        if parent is not None:
            element.tail = None
            parent.remove(element)
    return entries


def _read_head(top: Node, head: Node, faults: tuple[str, ...]) -> RawFeed:
    """The feed without its entries; ``head`` is the channel of RSS, or the root element ``top``."""
    is_atom = head is top
    nodes = (head,) if is_atom else (top, head)
    languages = [*head.texts("language", "dc:language"), top.get("xml:lang"), head.get("xml:lang")]
    return RawFeed(
        title=first_title(
            child.atom_text() if is_atom else child.html() for child in head.find_all("title")
        ),
        link=next(filter(None, page_links(head)), ""),
        locale=first_language_tag(languages),
        authors=read_feed_authors(head),
        dates=head.texts(*_DATES),
        logos=frozenset(
            absolute_url(image_address(child), child.base_url)
            for node in nodes
            for child in node.find_all(*_LOGOS)
        ),
        faults=faults,
    )


def _entry_base_url(head: Node, site: str) -> str:
    """Base of relative addresses in entries of RSS: the site, if the feed is from another host.

    In Atom, only ``xml:base`` changes it (RFC 4287, 2).
    """
    other_host = site and normal_domain(site) != normal_domain(head.base_url)
    return site if other_host and not head.has_base else head.base_url
