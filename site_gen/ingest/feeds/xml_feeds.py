"""RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0: text of XML → feed.

libxml2 parses it, strictly first. Only what is not well-formed is mended, and parsed by a parser
that recovers. Document types are cut off before, so there is no entity that could be resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from site_gen.ingest.feeds.drafts import authored, dates_of, item
from site_gen.ingest.feeds.elements import Element, Node, short_name
from site_gen.ingest.feeds.entries import feed_authors, read_entry
from site_gen.ingest.feeds.folding import cut, fold
from site_gen.ingest.feeds.links import absolute
from site_gen.ingest.feeds.locales import locale
from site_gen.ingest.feeds.repair import repair
from site_gen.ingest.feeds.spans import without
from site_gen.ingest.feeds.text import plain
from site_gen.ingest.types import Feed

_ITEMS = frozenset(("item", "entry"))
_ITEM_TAG = re.compile(r"<(/?)(?:[\w-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_DATES = "lastbuilddate pubdate updated modified atom:updated dc:date dcterms:modified".split()
"""Elements that date the feed itself."""
_MESSAGE_LENGTH = 120
CUT_OFF = "it was cut off: the end is missing, and an entry that was not whole was left out"


def read_xml(text: str, root: re.Match[str], url: str, excerpt_length: int) -> Feed | None:
    """The feed whose first element ``root`` is in the text; None if it is no feed after all.

    ``root`` has the element's name as group ``root``; ``url`` is where the feed came from.
    """
    document, faults = _document(text, root)
    tree, fault = _parse(document, text.count("\n", 0, root.start()))
    if fault and not faults:
        faults.append(fault)
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


def _document(text: str, root: re.Match[str]) -> tuple[str, list[str]]:
    """From the first element to its end; what is around it is cut off, and so is half an entry."""
    name = root["root"]
    end = text.rfind(f"</{name}")
    if end < 0:
        return _whole_entries(text[root.start() :]), [CUT_OFF]
    close = text.find(">", end)
    if close < 0:
        return text[root.start() : end] + f"</{name}>", []
    fault = _stray(text[: root.start()], text[close + 1 :])
    return text[root.start() : close + 1], [fault] if fault else []


def _stray(before: str, after: str) -> str:
    """The fault of a document that has something around it that XML does not allow there."""
    prolog = before.lstrip()
    late = prolog != before and "<?xml" in prolog
    if late or (prolog and not prolog.startswith("<")) or without(after, "<!--", "-->").strip():
        return "it is not well-formed XML: there is something before or after it"
    return ""


def _whole_entries(document: str) -> str:
    last: re.Match[str] | None = None
    for tag in _ITEM_TAG.finditer(document):
        last = tag
    if last is None:
        return document
    if last[1]:
        close = document.find(">", last.end())
        return document[: close + 1] if close >= 0 else document + ">"
    return document[: last.start()]


def _parse(document: str, lines_before: int) -> tuple[Element | None, str]:
    data = document.encode("utf-8", "ignore")
    try:
        return etree.fromstring(data, _parser(recover=False)), ""
    except etree.XMLSyntaxError as error:
        message = cut(fold(error.msg or "unreadable"), _MESSAGE_LENGTH)
        fault = f"it is not well-formed XML (line {(error.lineno or 1) + lines_before}: {message})"
    data = repair(document).encode("utf-8", "ignore")
    try:
        return etree.fromstring(data, _parser(recover=True)), fault
    except etree.XMLSyntaxError:
        return None, fault


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


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
    inside = (Node(element, head.base, head.own, based=head.based) for element in entries)
    drafts = [read_entry(entry) for entry in inside]
    authored(drafts, feed_authors(head), title)
    dates = dates_of(drafts, head.words(*_DATES), language)
    made = (item(draft, excerpt_length, logos, dates) for draft in drafts)
    return Feed(
        title=title,
        link=next(_links(head), ""),
        locale=language,
        dated_at=dates.newest,
        items=tuple(one for one in made if one is not None),
        faults=faults,
    )


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
