"""Why two records are, or are not, in one story: everything that grouping compares, in numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from site_gen.canonical import article_keys, record_keys
from site_gen.config import Stories
from site_gen.model import Record
from site_gen.stories.blocks import LONGEST_PAUSE, split
from site_gen.stories.clusters import Bond, Cluster, likeness
from site_gen.stories.likeness import Likeness, Products
from site_gen.stories.texts import texts_of
from site_gen.stories.thresholds import threshold_for
from site_gen.stories.words import vector


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What two records have in common."""

    terms: tuple[tuple[str, float], ...]
    """Terms of both and what each adds to the likeness of their words, largest first."""
    likeness: float
    """Likeness of the two records, 0 to 1; a crowded term may count for less than in ``terms``."""
    groups: float
    """Likeness of the groups of the two records; if they are in one story, that of the first record
    and the rest of the story."""
    listed: tuple[str, ...]
    """Article keys by which related lists connect them."""
    hours: float
    """Between their times of publication."""
    within_reach: bool
    """Whether they are near enough in time for one to continue the story of the other."""
    events: float
    """How many events their blocks are about."""
    threshold: float
    """How alike they must be with so many events."""


class Comparison:
    """Compares records as grouping does: each in its block of time.

    ``records`` are all records that may be in a story with others, by time.
    """

    def __init__(
        self, records: Sequence[Record], rules: Stories, compared: Likeness, locale: str
    ) -> None:
        self.blocks = split(records, rules.window_hours)
        self.texts = {
            number: texts_of(block, compared.copies(block)) for number, block in self.blocks.items()
        }
        self.positions = {
            record.id: (number, self.texts[number].of[index])
            for number, block in self.blocks.items()
            for index, record in enumerate(block)
        }
        self.rules = rules
        self.compared = compared
        self.locale = locale
        self._products = cache(self._compare_blocks)

    def evidence(
        self, left: Sequence[Record], right: Sequence[Record], events: float = math.inf
    ) -> Evidence:
        """Evidence for the first records of ``left`` and ``right``; the others of each are those
        grouped with the first. ``events`` is how many events their blocks are about."""
        threshold = threshold_for(events, self.rules.threshold)
        one, other = left[0], right[0]
        listed = _common_keys(one, other)
        # With a list half of the threshold is enough.
        compared = threshold / 2 if listed else threshold
        hours = abs((one.published_at - other.published_at).total_seconds()) / 3600
        return Evidence(
            terms=_shared_terms(one, other, self.locale),
            likeness=self._likeness([one], [other], compared),
            groups=self._likeness(left, right, compared),
            listed=listed,
            hours=hours,
            within_reach=hours <= self.rules.window_hours * LONGEST_PAUSE,
            events=events,
            threshold=threshold,
        )

    def _compare_blocks(self, left: int, right: int) -> Products:
        return self.compared.products(self.texts[left].records, self.texts[right].records)

    def _bond(self, one: Record, other: Record) -> Bond:
        if one.id not in self.positions or other.id not in self.positions:
            return Bond()  # its field ``story`` says that it stands alone
        (left, index), (right, other_index) = self.positions[one.id], self.positions[other.id]
        if (left, index) == (right, other_index):
            return Bond(1.0)
        products = self._products(left, right)
        excess = products.excess.get(index, {})
        return Bond(products.whole[index].get(other_index, 0.0), excess.get(other_index, 0.0))

    def _likeness(self, left: Sequence[Record], right: Sequence[Record], threshold: float) -> float:
        bond = _sum(self._bond(one, other) for one in left for other in right)
        return likeness(self._cluster(left), self._cluster(right), bond, threshold)

    def _cluster(self, group: Sequence[Record]) -> Cluster:
        bond = _sum(self._bond(one, other) for one in group for other in group if one != other)
        return Cluster([], len(group) + bond.product, bond.excess)


def _sum(bonds: Iterable[Bond]) -> Bond:
    total = Bond()
    for bond in bonds:
        total.add(bond)
    return total


def _shared_terms(left: Record, right: Record, locale: str) -> tuple[tuple[str, float], ...]:
    terms, others = vector(left, locale), vector(right, locale)
    shared = {term: weight * others[term] for term, weight in terms.items() if term in others}
    return tuple(sorted(shared.items(), key=lambda item: (-item[1], item[0])))


def _common_keys(left: Record, right: Record) -> tuple[str, ...]:
    """Keys of the articles that each of the two records is or has in its related list."""

    def keys(record: Record) -> set[str]:
        related = (article_keys(entry.addresses) for entry in record.related)
        return set(record_keys(record)).union(*related)

    return tuple(sorted(keys(left) & keys(right)))
