"""How alike records are: the product of their vectors, for all pairs that share a term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from site_gen.model import Record
from site_gen.stories.words import Vector, vector

_NOTHING = 0.03
"""Smaller products, of a common word or two in long excerpts, are taken for none."""

Products = dict[int, dict[int, float]]
"""Place of a record → place of another → their product, 0 to 1; only what is above 0."""


class Likeness(Protocol):
    """Compares the records of a block with those of the same or another one.

    0 is for nothing in common, about 1 for the same text.
    """

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        """Products of each of ``left`` with each of ``right``, by their places in the two."""

    def forget(self, records: Sequence[Record]) -> None:
        """These records will not be asked for again: what is known of them may go."""


_FEW = 5
"""Records of a block that may share a term before it can be called crowded."""
_SPARSE, _CROWDED = 0.1, 0.3
"""Shares of a block: a term of fewer is sparse, one of more is fully crowded."""


class TermIndex(NamedTuple):
    """The terms of a block's records."""

    places: dict[str, list[tuple[int, float]]]
    """Term → places of the records that have it, and its weight in each."""
    crowded: dict[str, float]
    """Term → how crowded it is, above 0 up to 1; sparse ones are left out."""


class WordLikeness:
    """The default: alike is what shares rare words, names, numbers and pairs of words."""

    def __init__(self, locale: str, cache: Path | None = None) -> None:
        self.locale = locale
        self.cache = cache
        self._vectors: dict[str, Vector] = {}
        self._indexes: dict[tuple[str, ...], TermIndex] = {}

    def _vector(self, record: Record) -> Vector:
        found = self._vectors.get(record.id)
        if found is None:
            found = self._vectors[record.id] = vector(record, self.locale, self.cache)
        return found

    def _index(self, records: Sequence[Record]) -> TermIndex:
        known = tuple(record.id for record in records)
        index = self._indexes.get(known)
        if index is None:
            places: dict[str, list[tuple[int, float]]] = {}
            for place, record in enumerate(records):
                for term, weight in self._vector(record).items():
                    places.setdefault(term, []).append((place, weight))
            index = self._indexes[known] = TermIndex(places, _crowded(places, len(records)))
        return index

    def forget(self, records: Sequence[Record]) -> None:
        self._indexes.pop(tuple(record.id for record in records), None)
        for record in records:
            self._vectors.pop(record.id, None)

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        crowded = {**self._index(left).crowded}
        index = self._index(right)
        for term, much in index.crowded.items():
            crowded[term] = max(much, crowded.get(term, 0.0))
        return {
            place: _row(self._vector(record), index, crowded) for place, record in enumerate(left)
        }


def _crowded(places: Mapping[str, Sequence[tuple[int, float]]], size: int) -> dict[str, float]:
    """How crowded the terms of ``size`` records are."""
    least = _FEW + _SPARSE * size
    width = (_CROWDED - _SPARSE) * size
    return {
        term: min(1.0, (len(found) - least) / width)
        for term, found in places.items()
        if len(found) > least
    }


def _row(terms: Vector, index: TermIndex, crowded: Mapping[str, float]) -> dict[int, float]:
    row: dict[int, float] = {}
    known = row.get
    places = index.places
    for term, weight in terms.items():
        if term in places:
            for place, other in places[term]:
                row[place] = known(place, 0.0) + weight * other
    # What one crowded term has brought goes again: the name of the town is in all headlines
    # of its paper. What tells one story of many shares more than one such term.
    taken: dict[int, float] = {}
    for term in terms.keys() & crowded.keys() & places.keys():
        for place, other in places[term]:
            taken[place] = max(taken.get(place, 0.0), crowded[term] * terms[term] * other)
    for place, much in taken.items():
        row[place] -= much
    return {place: product for place, product in row.items() if product >= _NOTHING}
