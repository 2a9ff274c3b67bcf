"""Text → the stems of its words in one language, each with its weight."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import regex

from site_gen.stories.forms import Forms
from site_gen.stories.languages import COMPOUNDING, SEGMENTED
from site_gen.stories.numbers import digits_of_words
from site_gen.stories.segments import ALPHABETIC, COMMON, UNSPACED, Segmenter, compound_parts, split
from site_gen.stories.word_lists import frequencies

# Letters with their combining marks, digits with separators (Unicode's general categories).
_WORDS = regex.compile(r"[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*")
_ASCII_WORDS = re.compile(r"[a-z]+|[0-9]+(?:[.,][0-9]+)*")
"""The same for case-folded ASCII text, in half the time."""
_GROUP = regex.compile(r"[.,](?=\p{N}{3}(?!\p{N}))")
"""The separator of thousands: before three digits."""
_RAREST = 1e-6
"""Frequency of all words that are not in the lists: names, above all."""
_YEAR = 1e-4
"""Frequency of a year."""
_LETTER_PAIR = 4e-4
"""Frequency of a pair of letters in Thai, Lao, Khmer and Burmese, which have no word lists."""
_HEADLINE = 10
"""Words of a headline: a word's frequency times this is that of headlines with the word."""
_PAIR = 0.3
"""Weight of a pair of neighbouring words, as a share of the heavier one's."""
_SHORTEST_COMPOUND = 8

Weighted = tuple[str, float]
"""A stem and its weight."""


class Lexicon:
    """The words of one language: their stems, and how rare each is."""

    def __init__(self, language: str, cache: Path | None = None) -> None:
        self._forms = Forms(language, cache)
        self._stem = self._forms.stem
        self._stems: dict[str, tuple[Weighted, ...]] = {}
        self._weights: dict[str, float] = {}
        self._frequencies = frequencies(language, "words", self._forms.listed, cache)
        self._digits = digits_of_words(language, self._forms.listed)
        self._list_of_parts = self._frequencies if language in COMPOUNDING else None
        self._segmenter: Segmenter | None = None
        if language in SEGMENTED and self._frequencies:
            self._segmenter = Segmenter(self._frequencies)

    def words(self, text: str) -> list[str]:
        """The stems of a text's words, in their order."""
        return [stem for stem, _ in self.weighted(text)]

    def weighted(self, text: str) -> list[Weighted]:
        """The stems of a text's words, in their order, with their weights."""
        text = self._forms.spelt(text, self._frequencies)
        stems = self._stems
        weighted: list[Weighted] = []
        for word in (_ASCII_WORDS if text.isascii() else _WORDS).findall(text):
            weighted += stems[word] if word in stems else self._add(word)
        return weighted

    def _add(self, word: str) -> Iterable[Weighted]:
        if UNSPACED.search(word):
            # Not remembered: what is between two commas is hardly ever repeated.
            stems = map(self._stem, split(word, self._segmenter))
            return [(stem, self.weight(stem)) for stem in stems]
        parts = (_number(word),) if word[0].isdigit() else self._parts(word)
        weighted = tuple([self._with_digits(stem) for stem in parts])
        self._stems[word] = weighted
        return weighted

    def _with_digits(self, stem: str) -> Weighted:
        """A stem with its weight; the name of a number as digits, unless it weighs nothing."""
        weight = self.weight(stem)
        digits = self._digits.get(stem) if weight else None
        return (digits, self.weight(digits)) if digits else (stem, weight)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The stem of a word, or those of the parts of a compound."""
        stem = self._stem(word)
        list_ = self._list_of_parts
        if not list_ or stem in list_ or len(word) < _SHORTEST_COMPOUND:
            return (stem,)
        return compound_parts(word, self._stem, list_) or (stem,)

    def weight(self, stem: str) -> float:
        """The weight of a stem; 0 for the most common."""
        if stem not in self._weights:
            self._weights[stem] = self._weigh(stem)
        return self._weights[stem]

    def _weigh(self, stem: str) -> float:
        frequency = self._frequency(stem)
        if frequency > COMMON:
            return 0.0
        # Rounded, since the last bits of logarithms differ between platforms.
        return round(-math.log(max(frequency, _RAREST) * _HEADLINE), 6)

    def _frequency(self, word: str) -> float:
        if word[0].isdigit():
            digits = sum(map(str.isdigit, word))
            return _YEAR if digits == 4 and word[:2] in ("19", "20") else 10.0 ** -(digits + 2)
        if self._frequencies is not None and word in self._frequencies:
            return self._frequencies[word]
        if ALPHABETIC.match(word):
            return _LETTER_PAIR
        if self._frequencies is not None or UNSPACED.match(word):
            return _RAREST
        # Frequent words are short in every language (Zipf 1936).
        return float(10.0 ** -(1 + 0.6 * len(word)))

    def headline(self, text: str) -> dict[str, float]:
        """The terms of a headline, its stems and pairs of neighbours, with their weights."""
        words = self.weighted(text)
        terms = {stem: weight for stem, weight in words if weight}
        for (first, weight), (second, other) in pairwise(words):
            if first != second and (weight or other):
                terms[f"{first} {second}"] = _PAIR * max(weight, other)
        return terms


def _number(text: str) -> str:
    """A number without separators of thousands, and with a decimal point."""
    number: str = _GROUP.sub("", text)
    return number.replace(",", ".")


_lexicons: dict[str, Lexicon] = {}


def lexicon_of(language: str, cache: Path | None = None) -> Lexicon:
    """The lexicon of a language, one for each process."""
    if language not in _lexicons:
        _lexicons[language] = Lexicon(language, cache)
    return _lexicons[language]
