"""HTML, or what feeds declare as HTML → plain text.

RSS holds HTML by custom, Atom declares it, and both are often wrong: markup that was escaped once
too often, markup in texts declared as plain, and headlines such as ``C++ <vector> explained``. So
in a text, ``<`` begins a tag only before the name of an element; in a title, only if the tag is
part of a whole element (``html_tags.py``); and a text that still has markup is read again,
unless the format itself guarantees that it is text by now.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_gen.entities import escape_levels, unescaped
from site_gen.fetch.feeds.boilerplate import remove_boilerplate
from site_gen.fetch.feeds.html_tags import (
    ANY,
    ATTRIBUTES,
    BLOCK,
    NOT_RENDERED,
    NOT_TEXT,
    VOID,
    escape_literal_tags,
    has_markup,
)
from site_gen.fetch.feeds.text_cleaning import clean_line

_MAX_LENGTH = 32_768
"""Characters of HTML that are read for a text."""
_MAX_TAGS = 1_000
"""Misnested elements make an HTML parser walk its stack again and again, so that its time may grow
with the square of the number of tags."""
_TAG = re.compile(rf"</?({ANY})(?![\w:-]){ATTRIBUTES}>", re.IGNORECASE)
_PREFIXED_TAG = re.compile(rf"</?[a-z][a-z0-9]*[:-][a-z0-9:-]*{ATTRIBUTES}>", re.IGNORECASE)
"""Tags with names that only programs write, such as ``o:p`` and ``my-element``."""
_LITERAL = re.compile(
    rf"<(?!/?(?:{ANY})(?![\w:-]){ATTRIBUTES}>|!--|!doctype\b|\?[a-z])", re.IGNORECASE
)
_CERTAIN_MARKUP = re.compile(
    rf"</(?:{ANY})\s*>|<(?:{'|'.join((*VOID, *BLOCK))})(?![\w:-]){ATTRIBUTES}>"
    rf"|<(?:{ANY})\s+[a-z-]+\s*=",
    re.IGNORECASE,
)
"""What no sentence has by chance: an end tag, a void or block element, an attribute."""
_DATA_URL = re.compile(r"data:[^\"'<>\s]{256,}")
_EXTRA_ESCAPE = re.compile(r"&(?:amp;)*+(#\d{2,6}|#x[0-9a-f]{2,5}|[lr][sd]quo);", re.IGNORECASE)
"""Entities that were escaped once too often: nobody writes about these."""
_CDATA_MARKERS = re.compile(r"<!\[CDATA\[(?=\S)|\]\]>")
"""Of a CDATA section within another one."""
_SUPERSCRIPT = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_MAX_PASSES = 3
"""How often a text is read again because it still has markup."""
_BLOCK_SELECTOR = ",".join(BLOCK)


class HtmlText(NamedTuple):
    """A text as a feed has it."""

    value: str
    is_html: bool = True
    """Whether the format says that it is HTML."""
    base_url: str = ""
    """Base of relative addresses in it."""
    declared: bool = False
    """Whether the format guarantees its type, so that it need not be guessed."""


def plain_text(text: HtmlText, article_title: str = "") -> str:
    """The text on one line, without markup and boilerplate; entities in HTML are decoded once.

    ``article_title`` helps to recognize boilerplate that repeats it.
    """
    value = limit_html(text.value)
    if text.is_html or _CERTAIN_MARKUP.search(value):
        value = _article_text(value, article_title)
    for _ in range(_MAX_PASSES):
        if "<" not in value or not _CERTAIN_MARKUP.search(value):
            break
        value = _article_text(value, article_title)
    return _without_tags(clean_line(_decode_extra_escapes(value)))


def plain_title(text: HtmlText) -> str:
    """The text of a title or a name on one line.

    A tag that is not part of a whole element is a word of the title, and is kept.
    """
    value = text.value[:_MAX_LENGTH]
    if text.is_html and text.declared:
        value = _title_text(escape_literal_tags(value, declared=True))
        return clean_line(_decode_extra_escapes(value))
    if text.is_html:
        value = _title_text(escape_literal_tags(_CDATA_MARKERS.sub("", value)))
    for _ in range(_MAX_PASSES):
        if not has_markup(value):
            break
        value = _title_text(escape_literal_tags(value))
    return clean_line(_decode_extra_escapes(value))


def unescaped_text(text: str, article: str) -> str:
    """A text of :func:`plain_text` without entities, if all of it was escaped once too often.

    ``article`` is the text of the article that it belongs to.
    """
    levels = escape_levels(text, article)
    return plain_text(HtmlText(unescaped(text, levels), is_html=False)) if levels else text


def unescaped_title(title: str, article: str = "") -> str:
    """The same for a text of :func:`plain_title`."""
    levels = escape_levels(title, article)
    return plain_title(HtmlText(unescaped(title, levels), is_html=False)) if levels else title


def limit_html(value: str) -> str:
    """HTML short enough to be parsed in any case; never ends within a tag."""
    value = value.replace("<![CDATA[", "").replace("]]>", "")
    if "data:" in value:
        value = _DATA_URL.sub("data:,", value)
    truncated = len(value) > _MAX_LENGTH
    value = value[:_MAX_LENGTH]
    if value.count("<") > _MAX_TAGS:
        return "<".join(value.split("<", _MAX_TAGS)[:_MAX_TAGS])
    start = value.rfind("<")
    return value[:start] if truncated and start > value.rfind(">") else value


def _decode_extra_escapes(value: str) -> str:
    return _EXTRA_ESCAPE.sub(_decode_entity, value) if "&" in value else value


def _decode_entity(match: re.Match[str]) -> str:
    character = html.unescape(f"&{match[1]};")
    return match[0] if character in ("<", ">", "&") else character


def _article_text(value: str, article_title: str) -> str:
    if "<" in value:
        value = _LITERAL.sub("&lt;", _PREFIXED_TAG.sub(" ", value))
    if "<" not in value:
        return html.unescape(value)
    tree = LexborHTMLParser(f"<body>{value}")  # so that no element ends up in the head
    tree.strip_tags(NOT_TEXT, recursive=True)
    if tree.body is None:
        return _without_tags(html.unescape(value))
    remove_boilerplate(tree.body, article_title, value)
    return _spaced_text(tree.body, value)


def _title_text(value: str) -> str:
    if "<" not in value:
        return html.unescape(value)
    if value.count("<") > _MAX_TAGS:
        return html.unescape(_TAG.sub(" ", value))
    tree = LexborHTMLParser(f"<body>{value}")
    tree.strip_tags(NOT_RENDERED, recursive=True)
    return _spaced_text(tree.body, value) if tree.body else html.unescape(value)


def _spaced_text(body: LexborNode, source: str) -> str:
    """The text of an element, with spaces around blocks; 10<sup>9</sup> becomes 10⁹."""
    if "<sup" in source.lower():
        for node in reversed(body.css("sup")):
            number = node.text().strip()
            if number and not number.strip("0123456789+-−"):
                node.replace_with(number.translate(_SUPERSCRIPT))
    for node in body.css(_BLOCK_SELECTOR):
        node.insert_before(" ")
        node.insert_after(" ")
    return body.text()


def _without_tags(text: str) -> str:
    """A clean line without tags that were words of it, or that cleaning put together."""
    for _ in range(_MAX_PASSES):
        if "<" not in text or not _TAG.search(text):
            return text
        text = clean_line(_TAG.sub(" ", text))
    return clean_line(text.replace("<", " "))
