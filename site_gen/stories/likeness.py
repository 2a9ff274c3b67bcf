"""How alike records are: the product of their vectors, for all pairs that share a term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from site_gen.model import Record
from site_gen.stories.words import Vector, vector

_NOTHING = 0.03
"""Smaller products, of a common word or two in long excerpts, are taken for none."""

Products = dict[int, dict[int, float]]
"""Place of a record → place of another → their product, 0 to 1; only what is above 0."""


class Likeness(Protocol):
    """Compares records with others; 1 with itself, 0 for nothing in common."""

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        """Products of each of ``left`` with each of ``right``, by their places in the two."""

    def forget(self, records: Sequence[Record]) -> None:
        """These records will not be asked for again: what is known of them may go."""


Index = dict[str, list[tuple[int, float]]]
"""Term → places of the records that have it, and its weight in each."""


class Words:
    """The default: alike is what shares rare words, names, numbers and pairs of words."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._vectors: dict[str, Vector] = {}
        self._indexes: dict[tuple[str, ...], Index] = {}

    def _vector(self, record: Record) -> Vector:
        found = self._vectors.get(record.id)
        if found is None:
            found = self._vectors[record.id] = vector(record, self.locale)
        return found

    def _index(self, records: Sequence[Record]) -> Index:
        known = tuple(record.id for record in records)
        index = self._indexes.get(known)
        if index is None:
            index = self._indexes[known] = {}
            for place, record in enumerate(records):
                for term, weight in self._vector(record).items():
                    index.setdefault(term, []).append((place, weight))
        return index

    def forget(self, records: Sequence[Record]) -> None:
        self._indexes.pop(tuple(record.id for record in records), None)
        for record in records:
            self._vectors.pop(record.id, None)

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        index = self._index(right)
        return {place: _row(self._vector(record), index) for place, record in enumerate(left)}


def _row(terms: Vector, index: Index) -> dict[int, float]:
    row: dict[int, float] = {}
    known = row.get
    for term, weight in terms.items():
        if term in index:
            for place, other in index[term]:
                row[place] = known(place, 0.0) + weight * other
    return {place: product for place, product in row.items() if product >= _NOTHING}
