"""How alike records are: the scalar product of their vectors, for all pairs that share a term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from site_gen.model import Record
from site_gen.stories.words import Vector, vector

_LEAST_PRODUCT = 0.03
"""Smaller products, which come from a common word or two in long excerpts, count as 0."""

Products = dict[int, dict[int, float]]
"""Index of a record → index of another → their product, 0 to 1; only products above 0."""


class Likeness(Protocol):
    """Compares the records of a block with those of the same or another block.

    0 means nothing in common, about 1 the same text.
    """

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        """Products of each of ``left`` with each of ``right``, by their indexes in the two."""

    def forget(self, records: Sequence[Record]) -> None:
        """Drop what is cached of these records, which will not be compared again."""


_FEW = 5
"""Records of a block that may share a term before it can be called crowded."""
_SPARSE, _CROWDED = 0.1, 0.3
"""Shares of a block's records: a term of fewer is not crowded, one of more is fully crowded."""


class TermIndex(NamedTuple):
    """An inverted index of a block's records."""

    postings: dict[str, list[tuple[int, float]]]
    """Term → indexes of the records that have it, and its weight in each."""
    crowded: dict[str, float]
    """Term → how crowded it is, above 0 up to 1; others are left out."""


class WordLikeness:
    """The default: records are alike if they share rare words, names, numbers or pairs of words."""

    def __init__(self, locale: str, cache: Path | None = None) -> None:
        self.locale = locale
        self.cache = cache
        self._vectors: dict[str, Vector] = {}
        self._indexes: dict[tuple[str, ...], TermIndex] = {}

    def _vector(self, record: Record) -> Vector:
        terms = self._vectors.get(record.id)
        if terms is None:
            terms = self._vectors[record.id] = vector(record, self.locale, self.cache)
        return terms

    def _index(self, records: Sequence[Record]) -> TermIndex:
        ids = tuple(record.id for record in records)
        index = self._indexes.get(ids)
        if index is None:
            postings: dict[str, list[tuple[int, float]]] = {}
            for position, record in enumerate(records):
                for term, weight in self._vector(record).items():
                    postings.setdefault(term, []).append((position, weight))
            index = self._indexes[ids] = TermIndex(postings, _crowded(postings, len(records)))
        return index

    def forget(self, records: Sequence[Record]) -> None:
        self._indexes.pop(tuple(record.id for record in records), None)
        for record in records:
            self._vectors.pop(record.id, None)

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        crowded = {**self._index(left).crowded}
        index = self._index(right)
        for term, share in index.crowded.items():
            crowded[term] = max(share, crowded.get(term, 0.0))
        return {
            position: _row(self._vector(record), index, crowded)
            for position, record in enumerate(left)
        }


def _crowded(postings: Mapping[str, Sequence[tuple[int, float]]], size: int) -> dict[str, float]:
    """Term of ``size`` records → how crowded it is."""
    least = _FEW + _SPARSE * size
    width = (_CROWDED - _SPARSE) * size
    return {
        term: min(1.0, (len(records) - least) / width)
        for term, records in postings.items()
        if len(records) > least
    }


def _row(terms: Vector, index: TermIndex, crowded: Mapping[str, float]) -> dict[int, float]:
    """The products of one record with those of the index."""
    row: dict[int, float] = {}
    product_with = row.get
    postings = index.postings
    for term, weight in terms.items():
        if term in postings:
            for position, other in postings[term]:
                row[position] = product_with(position, 0.0) + weight * other
    # Subtract what the most crowded term adds: the name of a town is in all headlines of its paper.
    # Records of one story share more than one such term.
    excess: dict[int, float] = {}
    for term in terms.keys() & crowded.keys() & postings.keys():
        for position, other in postings[term]:
            excess[position] = max(excess.get(position, 0.0), crowded[term] * terms[term] * other)
    for position, product in excess.items():
        row[position] -= product
    return {position: product for position, product in row.items() if product >= _LEAST_PRODUCT}
