"""HTML, or what feeds take for it → plain text.

RSS holds HTML by custom, Atom says what it holds, and both are often wrong: markup that was
escaped once too often, markup in texts that are called plain, and headlines such as
``C++ <vector> explained`` that no HTML reader would show whole. So in a text a ``<`` begins a tag
only if the name of an element follows, in a title only if it is part of a whole element
(``titles.py``), and what still has markup when it should be text is read once more; but not where
the format itself says that it is text by now.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_gen.fetch.feeds.boilerplate import clear
from site_gen.fetch.feeds.html_elements import BLOCK, HIDDEN, NAMES, REST, UNSEEN, VOID
from site_gen.fetch.feeds.one_line import fold
from site_gen.fetch.feeds.titles import has_markup, words_escaped

_LONGEST = 32_768
"""Characters of HTML that are read for a text."""
_MOST_TAGS = 1_000
"""Tags of it. Misnested elements make an HTML parser walk its stack again and again, so that the
time may grow with the square of their number."""
_TAG = re.compile(rf"</?({NAMES})(?![\w:-]){REST}>", re.IGNORECASE)
_PROGRAMS = rf"</?[a-z][a-z0-9]*[:-][a-z0-9:-]*{REST}>"  # names that only programs write
_LITERAL = re.compile(rf"<(?!/?(?:{NAMES})(?![\w:-]){REST}>|!--|!doctype\b|\?[a-z])", re.IGNORECASE)
_FOREIGN = re.compile(_PROGRAMS, re.IGNORECASE)
_PROOF = re.compile(
    rf"</(?:{NAMES})\s*>|<(?:{'|'.join((*VOID, *BLOCK))})(?![\w:-]){REST}>"
    rf"|<(?:{NAMES})\s+[a-z-]+\s*=",
    re.IGNORECASE,
)
"""What no sentence has by chance: the end of an element, a void one, a block, an attribute."""
_DATA_URL = re.compile(r"data:[^\"'<>\s]{256,}")
_LEFT_OVER = re.compile(r"&(?:amp;)*+(#\d{2,6}|#x[0-9a-f]{2,5}|[lr][sd]quo);", re.IGNORECASE)
"""What nobody means for what it is, if it still stands in a text: it was escaped once too often."""
_WRAPPING = re.compile(r"<!\[CDATA\[(?=\S)|\]\]>")
"""Of a CDATA section in another one."""
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
"""Signs that make another number where they are not raised: 10⁹."""
_DEEPEST = 3
"""How often a text is read again because it still has markup."""
_BLOCKS = ",".join(BLOCK)


class HtmlText(NamedTuple):
    """A text as a feed gives it."""

    value: str
    html: bool = True
    """Whether it is HTML by its format; whether it truly is shows in it."""
    base: str = ""
    """Where relative addresses in it start."""
    declared: bool = False
    """Whether the format lets no doubt about that, so that it need not be guessed."""


def plain(text: HtmlText, *, title: bool = False, of: str = "") -> str:
    """The text on one line, without markup; entities are decoded once where it is HTML.

    ``of`` is the title of the article whose text it is. What is none of the text is left out.
    In a title, each tag that is no part of a whole element is a word, and is kept.
    """
    if title:
        return _title(text)
    value = shorten(text.value)
    if text.html or _PROOF.search(value):
        value = _read(value, of)
    for _ in range(_DEEPEST):
        if "<" not in value or not _PROOF.search(value):
            break
        value = _read(value, of)
    return _without_tags(fold(_with_letters(value)))


def _title(text: HtmlText) -> str:
    value = text.value[:_LONGEST]
    if text.html and text.declared:
        return fold(_with_letters(_shown(words_escaped(value, declared=True))))
    if text.html:
        value = _shown(words_escaped(_WRAPPING.sub("", value)))
    for _ in range(_DEEPEST):
        if not has_markup(value):
            break
        value = _shown(words_escaped(value))
    return fold(_with_letters(value))


def _with_letters(value: str) -> str:
    return _LEFT_OVER.sub(_letter, value) if "&" in value else value


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


def _read(value: str, of: str) -> str:
    """The text of an article's HTML, without furniture."""
    if "<" in value:
        value = _LITERAL.sub("&lt;", _FOREIGN.sub(" ", value))
    if "<" not in value:
        return html.unescape(value)
    tree = LexborHTMLParser(f"<body>{value}")  # nothing of it is the head's
    tree.strip_tags(HIDDEN, recursive=True)
    if tree.body is None:
        return _without_tags(html.unescape(value))
    clear(tree.body, of, value)
    return _spaced(tree.body, value)


def _shown(value: str) -> str:
    """The text of a title's HTML."""
    if "<" not in value:
        return html.unescape(value)
    if value.count("<") > _MOST_TAGS:
        return html.unescape(_TAG.sub(" ", value))
    tree = LexborHTMLParser(f"<body>{value}")
    tree.strip_tags(UNSEEN, recursive=True)
    return _spaced(tree.body, value) if tree.body else html.unescape(value)


def _spaced(body: LexborNode, source: str) -> str:
    """The text of an element, with white space where a block begins or ends, and raised numbers."""
    if "<sup" in source.lower():
        for node in reversed(body.css("sup")):
            number = node.text().strip()
            if number and not number.strip("0123456789+-−"):
                node.replace_with(number.translate(_RAISED))
    for node in body.css(_BLOCKS):
        node.insert_before(" ")
        node.insert_after(" ")
    return body.text()


def _without_tags(text: str) -> str:
    """The folded text without tags that stand in it as words, or that folding made."""
    for _ in range(_DEEPEST):
        if "<" not in text or not _TAG.search(text):
            return text
        text = fold(_TAG.sub(" ", text))
    return fold(text.replace("<", " "))
