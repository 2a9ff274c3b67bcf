"""Text of XML → elements, whatever was done to it on its way; for feeds and for lists of them.

libxml2 parses it, strictly first. Only what is not well-formed is mended, and parsed by a parser
that recovers. Document types are cut off before, so there is no entity that could be resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from site_gen.fetch.feeds.linear_search import without
from site_gen.fetch.feeds.one_line import cut, fold
from site_gen.fetch.feeds.xml_repair import repair

_MESSAGE_LENGTH = 120
_PLACE = re.compile(r", line \d+, column \d+\Z")


class XmlDocument(NamedTuple):
    """What could be read of a text."""

    tree: Any
    """The outermost element, of lxml; None if there is none."""
    faults: list[str]
    """What was wrong, in sentences."""


class Tag(NamedTuple):
    """The beginning of an element, or its end."""

    name: str
    """Without a prefix."""
    attributes: dict[str, str] | None
    """None at the end of the element."""
    line: int
    """From 1, of the document."""


def read_document(
    text: str, root: re.Match[str], whole: Callable[[str], str], cut_off: str
) -> XmlDocument:
    """The document whose first element ``root`` is in the text, with its name as group ``root``.

    If its end is missing, ``whole`` makes of the text from there on what may be read of it, and
    ``cut_off`` is the fault.
    """
    document, faults = _from_root(text, root, whole, cut_off)
    tree, fault = _parse(document, text.count("\n", 0, root.start()))
    return XmlDocument(tree, faults or ([fault] if fault else []))


def walk(tree: Any) -> Iterator[Tag]:
    """The tags of a document, in their order."""
    if tree is None:
        return
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = etree.QName(element).localname
        attributes = None
        if event == "start":
            attributes = {etree.QName(each).localname: element.get(each) for each in element.attrib}
        yield Tag(name, attributes, element.sourceline or 1)


def _from_root(
    text: str, root: re.Match[str], whole: Callable[[str], str], cut_off: str
) -> tuple[str, list[str]]:
    """From the first element to its end; what is around it is left out."""
    name = root["root"]
    end = text.rfind(f"</{name}")
    if end < 0:
        return whole(text[root.start() :]), [cut_off]
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


def _parse(document: str, lines_before: int) -> tuple[Any, str]:
    data = document.encode("utf-8", "ignore")
    try:
        return etree.fromstring(data, _parser(recover=False)), ""
    except etree.XMLSyntaxError as error:
        reason = _PLACE.sub("", error.msg or "unreadable")  # lines of it count from the root
        message = cut(fold(reason), _MESSAGE_LENGTH)
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
