"""Parsing XML that may not be well-formed, of feeds and OPML files.

libxml2 parses it, strictly at first. What is not well-formed is repaired and parsed by a recovering
parser. Document types are cut off before, so that no entity can be resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from site_gen.fetch.feeds.text_cleaning import clean_line, truncate
from site_gen.fetch.feeds.xml_repair import remove_comments, repair

_MAX_REASON = 120
_POSITION = re.compile(r", line \d+, column \d+\Z")


class Tag(NamedTuple):
    """A start or end tag."""

    name: str
    """Without a prefix."""
    attributes: dict[str, str] | None
    """None for an end tag."""
    line: int
    """From 1, within the document."""


def parse_document(
    text: str, root: re.Match[str], remove_incomplete: Callable[[str], str], truncated_fault: str
) -> tuple[Any, list[str]]:
    """The lxml element that starts at the match ``root``; and what is wrong, as sentences.

    The element is None if the document cannot be parsed. If its end tag is missing,
    ``remove_incomplete`` removes what is incomplete at the end, and ``truncated_fault`` is the
    fault. ``root`` has the element's name as group ``root``.
    """
    document, faults = _extract_root(text, root, remove_incomplete, truncated_fault)
    tree, fault = _parse(document, text.count("\n", 0, root.start()))
    return tree, faults or ([fault] if fault else [])


def iterate_tags(tree: Any) -> Iterator[Tag]:
    """The tags of a document in order."""
    if tree is None:
        return
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = etree.QName(element).localname
        attributes = None
        if event == "start":
            attributes = {etree.QName(key).localname: element.get(key) for key in element.attrib}
        yield Tag(name, attributes, element.sourceline or 1)


def _extract_root(
    text: str, root: re.Match[str], remove_incomplete: Callable[[str], str], truncated_fault: str
) -> tuple[str, list[str]]:
    """The root element without what is around it, and faults."""
    name = root["root"]
    end = text.rfind(f"</{name}")
    if end < 0:
        return remove_incomplete(text[root.start() :]), [truncated_fault]
    close = text.find(">", end)
    if close < 0:
        return text[root.start() : end] + f"</{name}>", []
    fault = _outside_fault(text[: root.start()], text[close + 1 :])
    return text[root.start() : close + 1], [fault] if fault else []


def _outside_fault(before: str, after: str) -> str:
    """The fault of a document with text around the root element; empty if there is none."""
    prolog = before.lstrip()
    late_declaration = prolog != before and "<?xml" in prolog
    text_before = prolog and not prolog.startswith("<")
    if late_declaration or text_before or remove_comments(after).strip():
        return "it is not well-formed XML: there is something before or after it"
    return ""


def _parse(document: str, lines_before: int) -> tuple[Any, str]:
    data = document.encode("utf-8", "ignore")
    try:
        return etree.fromstring(data, _parser(recover=False)), ""
    except etree.XMLSyntaxError as error:
        reason = _POSITION.sub("", error.msg or "unreadable")  # of the document, not of the feed
        message = truncate(clean_line(reason), _MAX_REASON)
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
