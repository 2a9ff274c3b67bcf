"""Finding whole words in texts, in any script and spelling.

Words begin and end at the default word boundaries of Unicode (UAX 29), so that ``.NET``, ``U.S.``
and ``人工智能`` are found, and ``art`` in ``party`` is not. Scripts without spaces between words
have a boundary after each letter there. Two rules are our own. An apostrophe ends a word, which
UAX 29 (4.1) leaves to each language: “Apple’s”, “l’Italie”. And a single letter does not match next
to a sign that makes it part of another name: ``C`` in “C++”, “R&D”.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import regex

_BOUNDARY = regex.compile(r"\b", regex.WORD | regex.VERSION1)
# Full-width letters and half-width kana.
_WIDTHS = regex.compile(r"[\uFF00-\uFFEF]+")
_UNATTACHED = regex.compile(r"\A[\p{Word_Break=Extend}\p{Word_Break=Format}\p{Word_Break=ZWJ}]+")
_ASCII_FORMS = tuple(zip("’‘ʼ‐‑–", "'''---", strict=True))
"""Typographic apostrophes and hyphens → their ASCII forms."""
_SOFT_HYPHEN = "\u00ad"
"""Marks where a line may be broken."""

Tokens = tuple[str, ...]


def tokens(text: str) -> Tokens:
    """A text, split at word boundaries; case, composition, width and white space are normalised."""
    if text.isascii():
        text = text.lower()
    else:
        text = text.replace(_SOFT_HYPHEN, "")
        text = _WIDTHS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
        for sign, plain in _ASCII_FORMS:
            text = text.replace(sign, plain)
    first, *others = " ".join(text.split()).split("'")
    parts = _BOUNDARY.split(first)
    for other in others:
        parts += ("'", *_BOUNDARY.split(other))
    return tuple([part for part in parts if part])


def word_tokens(word: str) -> Tokens:
    """A word to find, split like a text; empty if nothing of it can be found.

    Combining marks at its beginning are left out: in a text they belong to what is before them.
    """
    return tokens(_UNATTACHED.sub("", word.strip()))


class WordFinder:
    """Finds many words at once, in a time that hardly depends on their number.

    A “word” may be a phrase, with any white space between its words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[Tokens, str]]] = {}
        for word in dict.fromkeys(words):
            parts = word_tokens(word)
            if parts:
                self._by_first.setdefault(parts[0], []).append((parts, word))

    def find(self, text: str) -> frozenset[str]:
        """The words that are in the text, in their original spelling."""
        by_first = self._by_first
        parts = tokens(text) if by_first else ()
        return frozenset(
            word
            for start, part in enumerate(parts)
            if part in by_first
            for word_parts, word in by_first[part]
            if parts[start : start + len(word_parts)] == word_parts
            and _is_separate(parts, start, start + len(word_parts))
        )


def _is_separate(parts: Tokens, start: int, end: int) -> bool:
    """Whether the signs around a match do not make it part of another name."""
    before, after = parts[max(0, start - 2) : start], parts[end : end + 2]
    if _is_letter(parts[start]) and len(before) == 2 and before[1] in "&'":
        return not before[0][-1].isalnum()
    if not _is_letter(parts[end - 1]) or not after or after == ("'", "s"):
        return True
    return after[0] not in "+#" and not (after[0] in "&'" and after[-1][0].isalnum())


def _is_letter(part: str) -> bool:
    """Whether this is a single letter of a script with upper and lower case."""
    return len(part) == 1 and part != part.upper()
