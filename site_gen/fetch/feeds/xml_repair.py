"""XML that is not well-formed, made readable for a parser that recovers.

What is wrong with feeds is nearly always one of a few things: HTML's entities, a bare ``&``,
control characters, markup that nobody escaped, and attributes as HTML allows them. Each is mended
so that no text is lost.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from site_gen.fetch.feeds.linear_search import spans

_AMPERSAND = re.compile(r"&(?:#(?P<number>[xX][0-9a-fA-F]{1,8}|\d{1,9});|(?P<name>\w{2,32});)?")
_PAIR = re.compile(
    r"&#(?:x([dD][89aAbB]\w\w)|(5[56]\d{3}));&#(?:x([dD][c-fC-F]\w\w)|(5[67]\d{3}));"
)
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) does not have."""
_FIELD = re.compile(
    r"<(?P<end>/?)(?P<name>title|description|summary|content|subtitle|content:encoded"
    r"|itunes:summary|media:description|item|entry)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
"""Elements that hold text, and those that hold elements."""
_TAG = re.compile(
    r"<[A-Za-z_][\w:.-]*+(?:\s++[\w:.-]++\s*+=\s*+(?:\"[^<\"]*+\"|'[^<']*+'))*+\s*+/?>"
    r"|<(?P<name>[A-Za-z_][\w:.-]*+)(?P<rest>[\s/\"'][^<>]*+)>"
)
"""A tag whose attributes are as XML wants them, or another."""
_ATTRIBUTE = re.compile(r"(?:(?<=[\s\"'])|\A)(?P<name>[A-Za-z_][\w:.-]*+)\s*+=\s*+")
_HOLDERS = frozenset(("item", "entry"))


def repair(text: str) -> str:
    """The text of an XML document without its usual mistakes; for a parser that recovers."""
    text = _FORBIDDEN.sub("", text)
    pieces = []
    for is_data, piece in spans(text, "<![CDATA[", "]]>"):
        pieces.append(piece if is_data else _references(piece).replace("]]>", "]]&gt;"))
    text = _escape_markup("".join(pieces))
    return "".join(
        piece if is_data else _TAG.sub(_with_quotes, piece)
        for is_data, piece in spans(text, "<![CDATA[", "]]>")
    )


def _with_quotes(tag: re.Match[str]) -> str:
    """A tag whose attributes all have values, between quotes and apart from each other."""
    rest = (tag["rest"] or "").removesuffix("/")
    names = list(_ATTRIBUTE.finditer(rest))
    if not names:
        return tag[0]
    ends = [name.start() for name in names[1:]]
    given = [rest[name.end() : end] for name, end in zip(names, [*ends, len(rest)], strict=True)]
    attributes = (
        f' {name["name"]}="{_value(value)}"' for name, value in zip(names, given, strict=True)
    )
    return f"<{tag['name']}{''.join(attributes)}{'/' if tag[0].endswith('/>') else ''}>"


def _value(text: str) -> str:
    """What an attribute says, of all that stands between its sign of equality and the next name."""
    text = text.strip()
    quote = text[:1]
    if quote in ("'", '"'):
        value = text[1:].rpartition(quote)[0] or text[1:].replace(quote, "")
    else:
        value = next(iter(text.split()), "")
    return value.replace('"', "&quot;")


def _references(text: str) -> str:
    return _AMPERSAND.sub(_reference, _PAIR.sub(_paired, text))


def _reference(match: re.Match[str]) -> str:
    """A reference that XML knows, for one that may be HTML's or none at all."""
    name, number = match["name"], match["number"]
    if name:
        if name in _PREDEFINED:
            return match[0]
        letters = html5.get(f"{name};")
        return html.escape(letters) if letters else f"&amp;{name};"
    if not number:
        return "&amp;"
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    known = code in range(0x20, 0xD800) or code in range(0xE000, 0x110000)
    forbidden = code in (0xFFFE, 0xFFFF) or (not known and code not in (9, 10, 13))
    return "" if forbidden else f"&#{number.lower()};"  # XML knows no X


def _paired(match: re.Match[str]) -> str:
    """One letter for the two halves that some programs write (UTF-16's surrogates)."""
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    if high not in range(0xD800, 0xDC00) or low not in range(0xDC00, 0xE000):
        return ""
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _escape_markup(text: str) -> str:
    """The markup in elements of text escaped, so that it need not be well-formed itself."""
    pieces = []
    place = 0
    opened: re.Match[str] | None = None
    for tag in _FIELD.finditer(text):
        name = tag["name"].lower()
        if name in _HOLDERS:
            opened = None
        elif not tag["end"]:
            if opened is None and not tag[0].endswith("/>"):
                opened = tag
        elif opened is not None and name == opened["name"].lower():
            pieces += [text[place : opened.end()], _escaped(text[opened.end() : tag.start()])]
            place = tag.start()
            opened = None
    return "".join([*pieces, text[place:]])


def _escaped(inner: str) -> str:
    """HTML as text; CDATA sections stay, as they are text already."""
    if "<" not in inner or "<![CDATA[" in inner:
        return inner
    return html.escape(inner, quote=False)
