"""Words found in texts: whole ones, in any script, however they are spelled there.

Where a word begins and ends is told by the Unicode rules (UAX 29, default word boundaries), so
that ``.NET``, ``U.S.`` and ``人工智能`` are found, and ``art`` in ``party`` is not. Scripts that
put no spaces between words have a boundary after each letter there. Two things are our own. An
apostrophe ends a word, which UAX 29 (4.1) leaves to each language: “Apple’s”, “l’Italie”. And a
single letter is not found beside a sign that makes another name of it: ``C`` in “C++”, “R&D”.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import regex

_BOUNDARY = regex.compile(r"\b", regex.WORD | regex.VERSION1)
# Letters as wide as ideographs, and kana half as wide: Unicode's block of such forms.
_WIDTHS = regex.compile(r"[\uFF00-\uFFEF]+")
_UNATTACHED = regex.compile(r"\A[\p{Word_Break=Extend}\p{Word_Break=Format}\p{Word_Break=ZWJ}]+")
_SIGNS = tuple(zip("’‘ʼ‐‑–", "'''---", strict=True))
"""Typographic apostrophes and hyphens, and the plain ones."""
_SOFT_HYPHEN = "\u00ad"
"""Only says where a line may be broken."""

Tokens = tuple[str, ...]


def tokens(text: str) -> Tokens:
    """A text cut at its word boundaries; case, composition, width and white space aside."""
    if text.isascii():
        text = text.lower()
    else:
        text = text.replace(_SOFT_HYPHEN, "")
        text = _WIDTHS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
        for sign, plain in _SIGNS:
            text = text.replace(sign, plain)
    first, *others = " ".join(text.split()).split("'")
    parts = _BOUNDARY.split(first)
    for other in others:
        parts += ("'", *_BOUNDARY.split(other))
    return tuple([part for part in parts if part])


def word_tokens(word: str) -> Tokens:
    """A word that is sought, cut as in a text; empty if there is nothing in it to be found.

    Marks at its beginning would belong to what stands before it in a text, and are left out.
    """
    return tokens(_UNATTACHED.sub("", word.strip()))


class WordFinder:
    """Finds many words at once; what it costs grows with the text, hardly with their number.

    A word may be several: any white space may lie between them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[Tokens, str]]] = {}
        for word in dict.fromkeys(words):
            sought = word_tokens(word)
            if sought:
                self._by_first.setdefault(sought[0], []).append((sought, word))

    def found(self, text: str) -> frozenset[str]:
        """Those of the words that stand in a text, as they were given."""
        by_first = self._by_first
        parts = tokens(text) if by_first else ()
        return frozenset(
            word
            for place, part in enumerate(parts)
            if part in by_first
            for sought, word in by_first[part]
            if parts[place : place + len(sought)] == sought
            and _stands_alone(parts, place, place + len(sought))
        )


def _stands_alone(parts: Tokens, start: int, end: int) -> bool:
    """Whether the signs around a find leave it the name that it is."""
    before, after = parts[max(0, start - 2) : start], parts[end : end + 2]
    if _is_letter(parts[start]) and len(before) == 2 and before[1] in "&'":
        return not before[0][-1].isalnum()
    if not _is_letter(parts[end - 1]) or not after or after == ("'", "s"):
        return True
    return after[0] not in "+#" and not (after[0] in "&'" and after[-1][0].isalnum())


def _is_letter(part: str) -> bool:
    """Whether this is a single letter of a script that writes words with several."""
    return len(part) == 1 and part != part.upper()
