"""Text → hashes of its sequences of words, by which copies of one text are recognised.

Sequences of a few words are also called shingles; two texts are compared by the share of shingles
that they have in common (A. Broder, *On the resemblance and containment of documents*, 1997).
"""

from __future__ import annotations

import re
import struct
import unicodedata
from zlib import crc32

import regex

_WORDS = 3
"""Words of a shingle."""
_MOST_WORDS = 40
"""Words of a text that are read. Outlets cut the same text at different lengths."""
_HASH_SIZE = 4
"""Bytes of a hash. Two texts are compared by many, so that a few that agree by chance say nothing.
"""
_MASK, _FACTOR = 2**32 - 1, 0x9E3779B1
"""A hash is the remainder of a polynomial of the checksums of its words."""
_IDEOGRAPHIC = r"\p{Han}\p{Hiragana}\p{Katakana}ー"
_ALPHABETIC = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TOKENS = regex.compile(
    rf"[{_IDEOGRAPHIC}{_ALPHABETIC}]\p{{M}}*"
    rf"|[[\p{{L}}\p{{N}}\p{{M}}]--[{_IDEOGRAPHIC}{_ALPHABETIC}]]+",
    regex.V1,
)
"""Words, and single letters of scripts without spaces between words."""
_OTHER_SCRIPTS = re.compile("[\u0900-\u1dff\u2c00-\ufdff\U00010000-\U0010ffff]")
"""Characters of scripts whose words may have vowel signs, or no spaces between them."""
_SPACED_WORDS = re.compile(r"[^\W_]+")
"""The words of a text without these, found in a fifth of the time."""
_LETTERS_OF_A_WORD = (
    (regex.compile(rf"[{_IDEOGRAPHIC}]"), 2),
    (regex.compile(rf"[{_ALPHABETIC}]"), 4),
)
"""How many letters of such a script count as a word."""


def shingles(text: str, least_words: int) -> bytes:
    """The hashes of all sequences of three words of a text, for :func:`hashes`.

    Case, punctuation and width make no difference. Empty if the text has fewer than
    ``least_words`` words, since others may have written the same few words.
    """
    if len(text) < least_words:
        return b""
    text = unicodedata.normalize("NFKC", text).casefold()
    if _OTHER_SCRIPTS.search(text):
        tokens = _TOKENS.findall(text)
        size = _tokens_of_a_word(tokens)
    else:
        tokens, size = _SPACED_WORDS.findall(text), 1
    if len(tokens) < least_words * size:
        return b""
    tokens = tokens[: _MOST_WORDS * size]
    numbers = [crc32(token.encode("utf-8", "surrogatepass")) for token in tokens]
    sums = [0] * (len(numbers) - _WORDS * size + 1)
    for start in range(_WORDS * size):
        sums = [
            total * _FACTOR + number for total, number in zip(sums, numbers[start:], strict=False)
        ]
    found = sorted({total & _MASK for total in sums})
    return struct.pack(f"<{len(found)}I", *found)


def _tokens_of_a_word(tokens: list[str]) -> int:
    """How many of these tokens make a word: more than one if most are single letters."""
    for letter, size in _LETTERS_OF_A_WORD:
        if 2 * sum([letter.match(token) is not None for token in tokens]) > len(tokens):
            return size
    return 1


def hashes(packed: bytes) -> tuple[int, ...]:
    """The hashes that :func:`shingles` has packed, in ascending order."""
    return struct.unpack(f"<{len(packed) // _HASH_SIZE}I", packed)
