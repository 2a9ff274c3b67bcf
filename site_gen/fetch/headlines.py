"""Headlines: without the provider's name, and in a form for comparing them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SEPARATOR = re.compile(r"(?:\s+(?P<dash>[-–—])|\s+[·•]|\s*[|｜])\s*\Z")
_MINUSES = "-−‐‑–﹣－"
_MINUS = re.compile(rf"(?<!\w)[{_MINUSES}](?=[.,]?\d)|(?<=\w)[{_MINUSES}](?=\s|\Z|[,;:)])|−")
"""A minus and not a dash: before a number (“−5”), or directly after a word (“A-”)."""
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´＇](?=\w)")
_INSIDE = re.compile(
    r"(?<=\d)[.,:](?=\d)|(?<!\w)\.(?=[^\W\d_])|(?<![\w.])\.(?=\d)|(?<=[^\W\d_])\.(?=[^\W\d_])"
)
"""Points that belong to a word or number: “1.5”, “.5”, “.NET”, “node.js”."""
_SIGNS = frozenset("#%&*@/\\§¶†‡‰‱′″‴_")
"""Characters that Unicode counts as punctuation, but that have a meaning."""
_OTHER_MEANING = ("<super>", "<sub>", "<fraction>")
"""Decompositions that would change the meaning: “2⁵” is not “25”."""
_VARIANT = re.compile(r"[\ufe0e\ufe0f]")
_NAME_WORDS = 3
"""Most words of a name: “FC Port - Weir City” is a match, and not a headline and a provider."""


def without_provider(title: str, names: Iterable[str], *, certain: bool = False) -> str:
    """A headline without the provider's name at its end, which pages and news searches add.

    The provider's own feed has the headline without it. Two names with a dash between them are left
    as they are unless ``certain`` is set: clubs and towns have feeds, too.
    """
    for name in filter(None, names):
        if title.casefold().endswith(name.casefold()):
            before = title[: -len(name)]
            separator = _SEPARATOR.search(before)
            headline = before[: separator.start()].rstrip() if separator else ""
            may_be_names = separator and separator["dash"] and not certain
            if headline and not (may_be_names and _is_name(headline)):
                return headline
    return title


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _NAME_WORDS and all(word[0].isupper() for word in words)


@lru_cache(maxsize=16384)
def compared(title: str) -> str:
    """A form that is equal for all spellings of one headline.

    Case, white space, width, quotation marks, dashes, brackets, full stops and the like make no
    difference. Signs with a meaning do: ``C``, ``C#`` and ``C++``, ``5`` and ``−5``, vowel signs
    and points, emoji. In doubt a sign counts: an article that is not recognised is shown twice at
    worst, one that is wrongly recognised is lost.
    """
    text = _VARIANT.sub("", _APOSTROPHE.sub("\N{APOSTROPHE}", title))
    text = unicodedata.normalize("NFC", "".join(map(_normal_form, text)).lower())
    text = _MINUS.sub("\N{MINUS SIGN}", text)
    inside = {match.start() for match in _INSIDE.finditer(text)}
    inside |= {match.start() for match in _APOSTROPHE.finditer(text)}
    words = "".join(
        char if index in inside or _has_meaning(char) else " " for index, char in enumerate(text)
    )
    return " ".join(words.split()) or " ".join(text.split())


def _normal_form(char: str) -> str:
    """The NFKC form of a character; the character itself where its form has a meaning."""
    if char.isascii() or unicodedata.decomposition(char).startswith(_OTHER_MEANING):
        return char
    return unicodedata.normalize("NFKC", char)


def _has_meaning(char: str) -> bool:
    return char in _SIGNS or unicodedata.category(char)[0] not in "PZ"
