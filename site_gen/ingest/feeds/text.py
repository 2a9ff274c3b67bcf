"""HTML, or what feeds take for it → plain text.

RSS holds HTML by custom, Atom says what it holds, and both are often wrong: markup that was
escaped once too often, markup in texts that are called plain, and headlines such as
``C++ <vector> explained`` that no HTML reader would show whole. So a ``<`` begins a tag only
if the name of an element follows, and what still has markup when it should be text is read
once more.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from site_gen.ingest.feeds.folding import fold
from site_gen.ingest.feeds.furniture import clear
from site_gen.ingest.feeds.tags import BLOCK, HIDDEN, INLINE, VOID

_LONGEST = 32_768
"""Characters of HTML that are read for a text."""
_MOST_TAGS = 1_000
"""Tags of it. Misnested elements make an HTML parser walk its stack again and again, so that the
time may grow with the square of their number."""
_NAMES = "|".join(sorted({*BLOCK, *HIDDEN, *VOID, *INLINE}, key=len, reverse=True))
# An element's name, or one that only a program writes: o:p, amp-img. Quotes may hold anything.
# At each place no more than two beginnings can be open, as a quote opens or closes: it is linear.
_REST = r"(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+|[\s/][^<>]*)?>"
_TAG = re.compile(rf"</?({_NAMES})(?![\w:-]){_REST}", re.IGNORECASE)
_PROGRAMS = rf"</?[a-z][a-z0-9]*[:-][a-z0-9:-]*{_REST}"
_LITERAL = re.compile(
    rf"<(?!/?(?:{_NAMES})(?![\w:-]){_REST}|!--|!doctype\b|\?[a-z])", re.IGNORECASE
)
_FOREIGN = re.compile(_PROGRAMS, re.IGNORECASE)
_LONE = re.compile(rf"(?<=\S )<({'|'.join(name for name in (*HIDDEN, *INLINE))})>", re.IGNORECASE)
_PROOF = re.compile(
    rf"</(?:{_NAMES})\s*>|<(?:{'|'.join((*VOID, *BLOCK))})(?![\w:-]){_REST}"
    rf"|<(?:{_NAMES})\s+[a-z-]+\s*=",
    re.IGNORECASE,
)
"""What no sentence has by chance: the end of an element, a void one, a block, an attribute."""
_DATA_URL = re.compile(r"data:[^\"'<>\s]{256,}")
_LEFT_OVER = re.compile(r"&(?:amp;)*+(#\d{2,6}|#x[0-9a-f]{2,5}|[lr][sd]quo);", re.IGNORECASE)
"""What nobody means for what it is, if it still stands in a text: it was escaped once too often."""
_DEEPEST = 3
"""How often a text is read again because it still has markup."""
_BLOCKS = ",".join(BLOCK)


class Text(NamedTuple):
    """A text as a feed gives it."""

    value: str
    html: bool = True
    """Whether it is HTML by its format; whether it truly is shows in it."""
    base: str = ""
    """Where relative addresses in it start."""


def plain(text: Text, *, title: bool = False, of: str = "") -> str:
    """The text on one line, without markup; entities are decoded once where it is HTML.

    ``of`` is the title of the article whose text it is. What is none of the text is left out.

    In a title, the name of an element that is never closed is a word: ``The <video> element``
    becomes ``The video element``.
    """
    value = shorten(text.value)
    if title:
        value = _words_kept(value)
    if text.html or _PROOF.search(value):
        value = _read(value, None if title else of)
    for _ in range(_DEEPEST):
        if "<" not in value or not _PROOF.search(value):
            break
        value = _read(value, None if title else of)
    if "&" in value:
        value = _LEFT_OVER.sub(_letter, value)
    return _without_tags(fold(value))


def _letter(match: re.Match[str]) -> str:
    letter = html.unescape(f"&{match[1]};")
    return match[0] if letter in ("<", ">", "&") else letter


def shorten(value: str) -> str:
    """HTML that is short enough to be read in any case, never ending within a tag."""
    value = value.replace("<![CDATA[", "").replace("]]>", "")
    if "data:" in value:
        value = _DATA_URL.sub("data:,", value)
    cut_off = len(value) > _LONGEST
    value = value[:_LONGEST]
    if value.count("<") > _MOST_TAGS:
        return "<".join(value.split("<", _MOST_TAGS)[:_MOST_TAGS])
    start = value.rfind("<")
    return value[:start] if cut_off and start > value.rfind(">") else value


def _read(value: str, of: str | None) -> str:
    """The text of HTML, with white space where a block begins or ends; of an article's, without
    furniture."""
    if "<" not in value:
        return html.unescape(value)
    value = _LITERAL.sub("&lt;", _FOREIGN.sub(" ", value))
    if "<" not in value:
        return html.unescape(value)
    tree = LexborHTMLParser(f"<body>{value}")  # nothing of it is the head's
    tree.strip_tags(HIDDEN, recursive=True)
    body = tree.body
    if body is None:
        return _without_tags(html.unescape(value))
    if of is not None:
        clear(body, of, value)
    for node in body.css(_BLOCKS):
        node.insert_before(" ")
        node.insert_after(" ")
    return body.text()


def _words_kept(value: str) -> str:
    """A title in which lone names of elements are words."""
    if "<" not in value:
        return value
    closed = value.lower()
    return _LONE.sub(lambda tag: tag[0] if f"</{tag[1].lower()}" in closed else tag[1], value)


def _without_tags(text: str) -> str:
    """The folded text without tags that stand in it as words, or that folding made."""
    for _ in range(_DEEPEST):
        if "<" not in text or not _TAG.search(text):
            return text
        text = fold(_TAG.sub(" ", text))
    return fold(text.replace("<", " "))
