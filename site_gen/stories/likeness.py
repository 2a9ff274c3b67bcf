"""How alike records are: the scalar product of their vectors, for all pairs that share a term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from site_gen.model import Record
from site_gen.stories.copies import copies
from site_gen.stories.words import Vector, vector

_LEAST_PRODUCT = 0.03
"""Smaller products, which come from a common word or two in long excerpts, count as 0."""
_MOST_HOLDERS = 300
"""Records of a block that may have a term in common so that it alone makes them comparable. It
bounds how many others a record is compared with, so a day of 20,000 records costs ten times as
much as one of 2,000, not a hundred times."""

Row = dict[int, float]
"""Index of a record → a number above 0."""


class Products(NamedTuple):
    """What the records of two lists have in common; pairs without anything are left out."""

    whole: dict[int, Row]
    """Index of a record → index of another → their product, above 0, about 1 for the same text."""
    excess: dict[int, Row]
    """The same for that part of the product which their strongest crowded term adds."""


class Likeness(Protocol):
    """Compares the records of a block with those of the same or another block.

    0 means nothing in common, about 1 the same text.
    """

    def copies(self, records: Sequence[Record]) -> list[int]:
        """For each record of a block the index of the first that has nearly the same text."""

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
    vectors: list[Vector]
    """The vector of each record."""
    crowded: dict[str, float]
    """Term → how crowded it is, above 0 up to 1; others are left out."""
    common: frozenset[str]
    """Terms that more records have than are compared with each other for one term."""


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
            index = self._indexes[ids] = _term_index([self._vector(record) for record in records])
        return index

    def copies(self, records: Sequence[Record]) -> list[int]:
        return copies([self._vector(record) for record in records])

    def forget(self, records: Sequence[Record]) -> None:
        self._indexes.pop(tuple(record.id for record in records), None)
        for record in records:
            self._vectors.pop(record.id, None)

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        pair = _IndexPair(self._index(left), self._index(right))
        products = Products({}, {})
        for position, record in enumerate(left):
            terms = self._vector(record)
            row = products.whole[position] = pair.row(terms)
            excess = pair.excess(terms, row)
            if excess:
                products.excess[position] = excess
        return products


def _term_index(vectors: list[Vector]) -> TermIndex:
    postings: dict[str, list[tuple[int, float]]] = {}
    for position, terms in enumerate(vectors):
        for term, weight in terms.items():
            postings.setdefault(term, []).append((position, weight))
    common = [term for term, holders in postings.items() if len(holders) > _MOST_HOLDERS]
    return TermIndex(postings, vectors, _crowded(postings, len(vectors)), frozenset(common))


def _crowded(postings: Mapping[str, Sequence[tuple[int, float]]], size: int) -> dict[str, float]:
    """Term of ``size`` records → how crowded it is."""
    least = _FEW + _SPARSE * size
    width = (_CROWDED - _SPARSE) * size
    return {
        term: min(1.0, (len(records) - least) / width)
        for term, records in postings.items()
        if len(records) > least
    }


class _IndexPair:
    """Compares records of the first index with all of the second."""

    def __init__(self, left: TermIndex, right: TermIndex) -> None:
        self.vectors = right.vectors
        self.postings = right.postings
        self.crowded = dict(left.crowded)
        for term, share in right.crowded.items():
            self.crowded[term] = max(share, self.crowded.get(term, 0.0))
        self.common = left.common | right.common

    def row(self, terms: Vector) -> Row:
        """The products of one record with the others."""
        row: Row = {}
        product_with = row.get
        common = []
        # In the order of the text, since the last bits of a sum depend on its order.
        for term, weight in terms.items():
            if term in self.common:
                common.append(term)
                continue
            for position, other in self.postings.get(term, ()):
                row[position] = product_with(position, 0.0) + weight * other
        for term in common:
            for position, other in self._holders(term, row):
                row[position] += terms[term] * other
        return {position: product for position, product in row.items() if product >= _LEAST_PRODUCT}

    def excess(self, terms: Vector, row: Row) -> Row:
        """For the others of a row, what their strongest crowded term adds to the product."""
        excess: Row = {}
        for term in terms.keys() & self.crowded.keys():
            weight = self.crowded[term] * terms[term]
            for position, other in self._holders(term, row):
                excess[position] = max(excess.get(position, 0.0), weight * other)
        return excess

    def _holders(self, term: str, row: Row) -> Iterator[tuple[int, float]]:
        """The others of a row that have a term, and its weight in each."""
        holders = self.postings.get(term, ())
        if len(holders) < len(row):
            return ((position, other) for position, other in holders if position in row)
        return (
            (position, self.vectors[position][term])
            for position in row
            if term in self.vectors[position]
        )
