"""Why two records are, or are not, in one story: all that was weighed, in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import msgspec

from site_gen.canonical import article_keys, record_keys
from site_gen.config import Stories
from site_gen.model import Record
from site_gen.stories.blocks import REACH, block_number, cut
from site_gen.stories.likeness import Likeness, Products
from site_gen.stories.words import vector


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What two records have in common."""

    terms: tuple[tuple[str, float], ...]
    """Terms of both and what each adds to the likeness of their words, the strongest first."""
    likeness: float
    """Of the two records alone, 0 to 1; a term that crowds their time is taken off again."""
    groups: float
    """Of all that was grouped with the one and all that was grouped with the other; if they are
    in one story, of the first record and the rest of it."""
    listed: tuple[str, ...]
    """Keys of the articles by which lists put them together."""
    hours: float
    """Between their publication."""
    within_reach: bool
    """Whether they are near enough to be put in one story."""


class Comparison:
    """Compares records as grouping did: each in its block of time.

    ``records`` are all that may be in stories, by time.
    """

    def __init__(
        self, records: Sequence[Record], rules: Stories, likeness: Likeness, locale: str
    ) -> None:
        self.blocks = cut(records, rules.window_hours)
        self.places = {
            record.id: (number, place)
            for number, block in self.blocks.items()
            for place, record in enumerate(block)
        }
        self.window = rules.window_hours
        self.likeness = likeness
        self.locale = locale
        self._products = cache(self._compare_blocks)

    def evidence(self, left: Sequence[Record], right: Sequence[Record]) -> Evidence:
        """Evidence for the first records of ``left`` and ``right``.

        The others are those grouped with them, which a new member must agree with.
        """
        mine, theirs = left[0], right[0]
        apart = block_number(mine, self.window) - block_number(theirs, self.window)
        return Evidence(
            terms=_shared_terms(mine, theirs, self.locale),
            likeness=self._cosine([mine], [theirs]),
            groups=self._cosine(left, right),
            listed=_listed(mine, theirs),
            hours=abs((mine.published_at - theirs.published_at).total_seconds()) / 3600,
            within_reach=abs(apart) <= REACH,
        )

    def _compare_blocks(self, left: int, right: int) -> Products:
        return self.likeness.products(self.blocks[left], self.blocks[right])

    def _product(self, one: Record, other: Record) -> float:
        if one.id not in self.places or other.id not in self.places:
            return 0.0  # told to stand alone
        (left, place), (right, other_place) = self.places[one.id], self.places[other.id]
        return self._products(left, right)[place].get(other_place, 0.0)

    def _cosine(self, left: Sequence[Record], right: Sequence[Record]) -> float:
        """Of the sums of the two groups' vectors, each of length 1."""

        def length(some: Sequence[Record]) -> float:
            pairs = (self._product(one, other) for one in some for other in some if one != other)
            return math.sqrt(len(some) + sum(pairs))

        product = sum(self._product(one, other) for one in left for other in right)
        return product / (length(left) * length(right))


def _shared_terms(left: Record, right: Record, locale: str) -> tuple[tuple[str, float], ...]:
    mine, theirs = vector(left, locale), vector(right, locale)
    shared = {term: weight * theirs[term] for term, weight in mine.items() if term in theirs}
    return tuple(sorted(shared.items(), key=lambda item: (-item[1], item[0])))


def _listed(left: Record, right: Record) -> tuple[str, ...]:
    """Articles that the one is or names and the other is or names."""

    def held(record: Record) -> set[str]:
        named = (article_keys(entry.addresses) for entry in record.related)
        return set(record_keys(record)).union(*named)

    return tuple(sorted(held(left) & held(right)))
