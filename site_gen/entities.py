"""HTML entities that are left in plain text: ``Today we&#8217;re excited``.

A program that escapes a text once too often escapes all of it. So a text is *escaped* if each ``&``
in it begins an entity, it has no ``<``, and an entity is used as a part of a sentence: next to a
letter, or as a sign such as & or –. People also write about entities, as in “How to write &amp; in
HTML” and “What &nbsp; is for”. So where an article speaks of HTML and the like, or has an escaped
tag, only an entity next to a letter counts that is not one of &amp;, &lt; and &gt;. A text with an
entity in code marks is never escaped.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

_NAME = r"(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ENTITY = re.compile(f"&{_NAME}")
_NESTED = re.compile(f"&(?:amp;)*{_NAME}")
"""An entity that may be escaped itself: ``&amp;#8217;``."""
_LETTER = re.compile(r"[^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter or digit of a script with spaces between words. In Chinese, Japanese, Korean and Thai
there are letters beside anything that a sentence is about."""
_ABOUT_MARKUP = re.compile(
    r"(?<![a-z])(?:x?html|xml|markup|unicode|ampersands?|entit(?:y|ies)|encodings?)(?![a-z])"
    r"|&(?:amp;)*lt;[/!]?[a-z]",
    re.IGNORECASE,
)
_CODE = re.compile(r"`[^`&]*&[^`]*`")
_LINE_BREAKS = re.compile(r"[\t\n\f\r]+")
_MOST_LEVELS = 8
"""How often a text may have been escaped; each level is one more pass over the whole text."""


def escape_levels(text: str, article: str = "") -> int:
    """How often a plain text was escaped for HTML; 0 if it is as people wrote it.

    ``article`` is the text of the article that it belongs to.
    """
    if "&" not in text or _CODE.search(text):
        return 0
    is_about_markup = bool(_ABOUT_MARKUP.search(text) or _ABOUT_MARKUP.search(article))
    for level in range(_MOST_LEVELS + 1):
        if not _is_all_escaped(text):
            return level
        if not _has_entity_in_use(text, is_about_markup=is_about_markup):
            return level
        text = html.unescape(text)
    return 0


def unescaped(text: str, levels: int) -> str:
    """A text without so many levels of escaping, on one line."""
    for _ in range(levels):
        text = html.unescape(text)
    return _LINE_BREAKS.sub(" ", text)


def entities_in(text: str) -> tuple[str, ...]:
    """The entities as they are written, each once: ``&#8217;``, ``&amp;#39;``."""
    return tuple(dict.fromkeys(match[0] for match in _NESTED.finditer(text)))


def _is_all_escaped(text: str) -> bool:
    names = _ENTITY.findall(text)
    return "<" not in text and len(names) == text.count("&") and all(map(_is_known, set(names)))


def _is_known(name: str) -> bool:
    """Whether an entity stands for a character."""
    if name.startswith("#"):
        return html.unescape(f"&{name};") not in ("", "\N{REPLACEMENT CHARACTER}")
    return f"{name};" in html5


def _has_entity_in_use(text: str, *, is_about_markup: bool) -> bool:
    for match in _NESTED.finditer(text):
        start, end = match.span()
        character = html.unescape(f"&{match[1]};")
        is_in_word = bool(_LETTER.search(text[max(start - 1, 0) : start] + text[end : end + 1]))
        is_sign = character == "&" or not (character.isascii() or character.isspace())
        if is_in_word and character not in "&<>":
            return True
        if not is_about_markup and (is_in_word or is_sign):
            return True
    return False
