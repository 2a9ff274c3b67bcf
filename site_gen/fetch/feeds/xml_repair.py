"""Repairs XML that is not well-formed, so that a recovering parser loses none of its text.

Nearly always, what is wrong with feeds is one of: HTML entities, a bare ``&``, control characters,
markup that is not escaped, and attributes as HTML allows them. Everything here takes linear time;
a pattern such as ``<!--.*?-->`` would read the rest of the text again for each start without end.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#(?P<number>[xX][0-9a-fA-F]{1,8}|\d{1,9});|(?P<name>\w{2,32});)?")
_SURROGATE_PAIR = re.compile(
    r"&#(?:x([dD][89aAbB]\w\w)|(5[56]\d{3}));&#(?:x([dD][c-fC-F]\w\w)|(5[67]\d{3}));"
)
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) does not allow."""
_TEXT_OR_ENTRY_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>title|description|summary|content|subtitle|content:encoded"
    r"|itunes:summary|media:description|item|entry)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
"""Tags of elements that hold text, and of those that hold elements."""
_TAG = re.compile(
    r"<[A-Za-z_][\w:.-]*+(?:\s++[\w:.-]++\s*+=\s*+(?:\"[^<\"]*+\"|'[^<']*+'))*+\s*+/?>"
    r"|<(?P<name>[A-Za-z_][\w:.-]*+)(?P<rest>[\s/\"'][^<>]*+)>"
)
"""A tag with attributes as in XML, without groups; or any other tag."""
_ATTRIBUTE = re.compile(r"(?:(?<=[\s\"'])|\A)(?P<name>[A-Za-z_][\w:.-]*+)\s*+=\s*+")
_ENTRY_NAMES = frozenset(("item", "entry"))


def repair(text: str) -> str:
    """The text of an XML document without the usual mistakes, for a recovering parser."""
    text = _NOT_XML.sub("", text)
    pieces = []
    for is_cdata, piece in _split(text, "<![CDATA[", "]]>"):
        pieces.append(piece if is_cdata else _repair_references(piece).replace("]]>", "]]&gt;"))
    text = _escape_markup("".join(pieces))
    return "".join(
        piece if is_cdata else _TAG.sub(_repair_attributes, piece)
        for is_cdata, piece in _split(text, "<![CDATA[", "]]>")
    )


def remove_comments(text: str) -> str:
    """The text without comments; one that is never closed is kept."""
    if "<!--" not in text:
        return text
    return "".join(piece for is_comment, piece in _split(text, "<!--", "-->") if not is_comment)


def _split(text: str, start: str, end: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces, each with whether it is from ``start`` to ``end``, both included.

    A start that has no end is ordinary text.
    """
    position = 0
    while True:
        piece_start = text.find(start, position)
        end_start = text.find(end, piece_start + len(start)) if piece_start >= 0 else -1
        if end_start < 0:
            yield False, text[position:]
            return
        yield False, text[position:piece_start]
        position = end_start + len(end)
        yield True, text[piece_start:position]


def _repair_attributes(tag: re.Match[str]) -> str:
    """A tag whose attributes all have quoted values, separated by spaces."""
    rest = (tag["rest"] or "").removesuffix("/")
    names = list(_ATTRIBUTE.finditer(rest))
    if not names:
        return tag[0]
    ends = [name.start() for name in names[1:]]
    values = [rest[name.end() : end] for name, end in zip(names, [*ends, len(rest)], strict=True)]
    attributes = (
        f' {name["name"]}="{_attribute_value(value)}"'
        for name, value in zip(names, values, strict=True)
    )
    return f"<{tag['name']}{''.join(attributes)}{'/' if tag[0].endswith('/>') else ''}>"


def _attribute_value(text: str) -> str:
    """The value within what stands between ``=`` and the next attribute's name."""
    text = text.strip()
    quote = text[:1]
    if quote in ("'", '"'):
        value = text[1:].rpartition(quote)[0] or text[1:].replace(quote, "")
    else:
        value = next(iter(text.split()), "")
    return value.replace('"', "&quot;")


def _repair_references(text: str) -> str:
    return _REFERENCE.sub(_repair_reference, _SURROGATE_PAIR.sub(_join_surrogates, text))


def _repair_reference(match: re.Match[str]) -> str:
    """A reference that is valid in XML, for one of HTML or a bare ``&``."""
    name, number = match["name"], match["number"]
    if name:
        if name in _PREDEFINED:
            return match[0]
        characters = html5.get(f"{name};")
        return html.escape(characters) if characters else f"&amp;{name};"
    if not number:
        return "&amp;"
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code > sys.maxunicode or _NOT_XML.match(chr(code)):
        return ""
    return f"&#{number.lower()};"  # XML does not allow a capital X


def _join_surrogates(match: re.Match[str]) -> str:
    """The character of two references to UTF-16 surrogates."""
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    if high not in range(0xD800, 0xDC00) or low not in range(0xDC00, 0xE000):
        return ""
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _escape_markup(text: str) -> str:
    """Escapes markup within elements that hold text, as it may not be well-formed."""
    pieces = []
    position = 0
    opened: re.Match[str] | None = None
    for tag in _TEXT_OR_ENTRY_TAG.finditer(text):
        name = tag["name"].lower()
        if name in _ENTRY_NAMES:
            opened = None
        elif not tag["end"]:
            if opened is None and not tag[0].endswith("/>"):
                opened = tag
        elif opened is not None and name == opened["name"].lower():
            pieces += [
                text[position : opened.end()],
                _escape_unless_cdata(text[opened.end() : tag.start()]),
            ]
            position = tag.start()
            opened = None
    return "".join([*pieces, text[position:]])


def _escape_unless_cdata(inner: str) -> str:
    if "<" not in inner or "<![CDATA[" in inner:
        return inner
    return html.escape(inner, quote=False)
