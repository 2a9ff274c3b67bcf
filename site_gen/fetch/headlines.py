"""Headlines: as their outlets' own feeds have them, and when two of them are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SEPARATOR = re.compile(r"(?:\s+(?P<dash>[-–—])|\s+[·•]|\s*[|｜])\s*\Z")
_MINUSES = "-−‐‑–﹣－"
_MINUS = re.compile(rf"(?<!\w)[{_MINUSES}](?=[.,]?\d)|(?<=\w)[{_MINUSES}](?=\s|\Z|[,;:)])|−")
"""A sign and no dash: before a number (“−5”), or after a word without a blank (“A-”)."""
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´＇](?=\w)")
_INSIDE = re.compile(
    r"(?<=\d)[.,:](?=\d)|(?<!\w)\.(?=[^\W\d_])|(?<![\w.])\.(?=\d)|(?<=[^\W\d_])\.(?=[^\W\d_])"
)
"""Points that make another word or number: “1.5”, “.5”, “.NET”, “node.js”."""
_SIGNS = frozenset("#%&*@/\\§¶†‡‰‱′″‴_")
"""Punctuation, to Unicode, that stands for something."""
_KEPT_FORMS = ("<super>", "<sub>", "<fraction>")
"""Forms of letters and digits that mean something else: “2⁵” is not “25”."""
_VARIANT = re.compile(r"[\ufe0e\ufe0f]")
_FEW = 3
"""Words that a name may have: “FC Port - Weir City” is a match."""


def without_provider(title: str, names: Iterable[str], *, certain: bool = False) -> str:
    """A headline without the outlet's name at its end, such as pages and searches for news add it.

    The outlet's own feed has the article without, and both are one. What two names would be, with
    a dash between them, stays, unless it is ``certain``: clubs and towns have feeds, too.
    """
    for name in filter(None, names):
        if title.casefold().endswith(name.casefold()):
            before = title[: -len(name)]
            separator = _SEPARATOR.search(before)
            headline = before[: separator.start()].rstrip() if separator else ""
            doubtful = separator and separator["dash"] and not certain
            if headline and not (doubtful and _is_name(headline)):
                return headline
    return title


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _FEW and all(word[0].isupper() for word in words)


@lru_cache(maxsize=16384)
def compared(title: str) -> str:
    """What spellings of one headline have in common.

    Case, blanks, width, quotation marks, dashes, brackets, full stops and the like make no
    difference. Signs that carry meaning do: ``C``, ``C#`` and ``C++``, ``5`` and ``−5``, vowel
    signs and points, emoji. In doubt a sign stays: what is not taken for one headline is shown
    twice at worst, what is taken for one wrongly is lost.
    """
    text = _VARIANT.sub("", _APOSTROPHE.sub("\N{APOSTROPHE}", title))
    text = unicodedata.normalize("NFC", "".join(map(_usual, text)).lower())
    text = _MINUS.sub("\N{MINUS SIGN}", text)
    inside = {match.start() for match in _INSIDE.finditer(text)}
    inside |= {match.start() for match in _APOSTROPHE.finditer(text)}
    kept = "".join(
        char if place in inside or _has_meaning(char) else " " for place, char in enumerate(text)
    )
    return " ".join(kept.split()) or " ".join(text.split())


def _usual(char: str) -> str:
    """The usual form of a letter; the same letter where its form means something."""
    if char.isascii() or unicodedata.decomposition(char).startswith(_KEPT_FORMS):
        return char
    return unicodedata.normalize("NFKC", char)


def _has_meaning(char: str) -> bool:
    return char in _SIGNS or unicodedata.category(char)[0] not in "PZ"
