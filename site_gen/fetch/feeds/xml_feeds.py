"""RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0: text of XML → feed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.fetch.feeds.entries import feed_authors, read_entry
from site_gen.fetch.feeds.html_text import plain
from site_gen.fetch.feeds.links import absolute
from site_gen.fetch.feeds.locales import locale
from site_gen.fetch.feeds.one_line import cut
from site_gen.fetch.feeds.raw_entries import authored, dates_of, item, titles_name_providers
from site_gen.fetch.feeds.xml_documents import read_document
from site_gen.fetch.feeds.xml_nodes import Element, Node, short_name
from site_gen.fetch.types import Feed
from site_gen.urls import normal_domain

_ITEMS = frozenset(("item", "entry"))
_ITEM_TAG = re.compile(r"<(/?)(?:[\w-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_DATES = "lastbuilddate pubdate updated modified atom:updated dc:date dcterms:modified".split()
"""Elements that date the feed itself."""
CUT_OFF = "it was cut off: the end is missing, and an entry that was not whole was left out"


def read_xml(text: str, root: re.Match[str], url: str, excerpt_length: int) -> Feed | None:
    """The feed whose first element ``root`` is in the text; None if it is no feed after all.

    ``root`` has the element's name as group ``root``; ``url`` is where the feed came from.
    """
    tree, faults = read_document(text, root, _whole_entries, CUT_OFF)
    if tree is None:
        return None
    own = short_name(tree.tag).rpartition(":")[0]
    top = Node(tree, url, f"{own}:" if own not in ("", "rdf") else "")
    head = top if root["root"].lower().endswith("feed") else top.first("channel")
    entries = _entries(tree)
    if head is None:
        if not entries and "rdf" in root["root"].lower():
            return None
        head = top
    return _feed(top, head, entries, tuple(faults), excerpt_length)


def _whole_entries(document: str) -> str:
    """A document that was cut off, without half an entry."""
    last: re.Match[str] | None = None
    for tag in _ITEM_TAG.finditer(document):
        last = tag
    if last is None:
        return document
    if last[1]:
        close = document.find(">", last.end())
        return document[: close + 1] if close >= 0 else document + ">"
    return document[: last.start()]


def _entries(tree: Element) -> list[Element]:
    """All entries, wherever they are; one within another was never closed, and is taken out."""
    found = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str) and short_name(element.tag).rpartition(":")[2] in _ITEMS
    ]
    for element in found:
        parent = element.getparent()
        if parent is not None:
            element.tail = None
            parent.remove(element)
    return found


def _feed(
    top: Node, head: Node, entries: list[Element], faults: tuple[str, ...], excerpt_length: int
) -> Feed:
    logos = frozenset(_logos(top, head))
    titles = [child.atom_text() if head is top else child.html() for child in head.all("title")]
    title = cut(next(filter(None, (plain(text, title=True) for text in titles)), ""), 300)
    language = locale(*head.words("language", "dc:language"), *_languages(top, head))
    site = next(_links(head), "")
    base = head.base if head is top else _base(head, site)
    inside = (Node(element, base, head.own, based=head.based) for element in entries)
    drafts = [read_entry(entry) for entry in inside]
    authored(drafts, feed_authors(head), title)
    dates = dates_of(drafts, head.words(*_DATES), language)
    named = titles_name_providers(drafts)
    made = (item(draft, excerpt_length, logos, dates, named=named) for draft in drafts)
    return Feed(
        title=title,
        link=site,
        locale=language,
        dated_at=dates.newest,
        items=tuple(one for one in made if one is not None),
        faults=faults,
    )


def _base(head: Node, site: str) -> str:
    """Where relative addresses in entries of RSS start: at the site where the feed is sent from
    another host. In Atom only ``xml:base`` moves it (RFC 4287, 2)."""
    elsewhere = site and normal_domain(site) != normal_domain(head.base)
    return site if elsewhere and not head.based else head.base


def _languages(*nodes: Node) -> Iterator[str]:
    for node in nodes:
        yield node.get("xml:lang")


def _links(head: Node) -> Iterator[str]:
    """Addresses of the site that a feed is of."""
    for child in head.all("link", "atom:link"):
        if child.get("rel").lower() in ("", "alternate"):
            found = absolute(child.get("href") or child.text(), child.base)
            if found:
                yield found


def _logos(top: Node, head: Node) -> Iterator[str]:
    """Addresses of pictures that are the feed's own."""
    for node in {id(top): top, id(head): head}.values():
        for child in node.all("image", "itunes:image", "logo", "icon", "atom:logo", "atom:icon"):
            inner = child.words("url")
            yield absolute(child.get("href") or (inner[0] if inner else child.text()), child.base)
