"""Why two records are, or are not, in one story: everything that grouping compares, in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import msgspec

from site_gen.canonical import article_keys, own_keys
from site_gen.config import Stories
from site_gen.model import Record
from site_gen.stories.blocks import REACH, block_number, split
from site_gen.stories.likeness import Likeness, Products
from site_gen.stories.words import vector


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What two records have in common."""

    terms: tuple[tuple[str, float], ...]
    """Terms of both and what each adds to the likeness of their words, largest first."""
    likeness: float
    """Likeness of the two records, 0 to 1; what a crowded term adds is subtracted."""
    groups: float
    """Likeness of the groups of the two records; if they are in one story, that of the first record
    and the rest of the story."""
    listed: tuple[str, ...]
    """Article keys by which related lists connect them."""
    hours: float
    """Between their times of publication."""
    within_reach: bool
    """Whether they are near enough in time to be in one story."""


class Comparison:
    """Compares records as grouping does: each in its block of time.

    ``records`` are all records that may be in a story with others, by time.
    """

    def __init__(
        self, records: Sequence[Record], rules: Stories, likeness: Likeness, locale: str
    ) -> None:
        self.blocks = split(records, rules.window_hours)
        self.positions = {
            record.id: (number, index)
            for number, block in self.blocks.items()
            for index, record in enumerate(block)
        }
        self.window = rules.window_hours
        self.likeness = likeness
        self.locale = locale
        self._products = cache(self._compare_blocks)

    def evidence(self, left: Sequence[Record], right: Sequence[Record]) -> Evidence:
        """Evidence for the first records of ``left`` and ``right``; the others of each are those
        grouped with the first."""
        one, other = left[0], right[0]
        blocks_apart = block_number(one, self.window) - block_number(other, self.window)
        return Evidence(
            terms=_shared_terms(one, other, self.locale),
            likeness=self._cosine([one], [other]),
            groups=self._cosine(left, right),
            listed=_common_keys(one, other),
            hours=abs((one.published_at - other.published_at).total_seconds()) / 3600,
            within_reach=abs(blocks_apart) <= REACH,
        )

    def _compare_blocks(self, left: int, right: int) -> Products:
        return self.likeness.products(self.blocks[left], self.blocks[right])

    def _product(self, one: Record, other: Record) -> float:
        if one.id not in self.positions or other.id not in self.positions:
            return 0.0  # its field ``story`` says that it stands alone
        (left, index), (right, other_index) = self.positions[one.id], self.positions[other.id]
        return self._products(left, right)[index].get(other_index, 0.0)

    def _cosine(self, left: Sequence[Record], right: Sequence[Record]) -> float:
        """The cosine of the sums of the two groups' vectors, each of which has length 1."""

        def length(group: Sequence[Record]) -> float:
            pairs = (self._product(one, other) for one in group for other in group if one != other)
            return math.sqrt(len(group) + sum(pairs))

        product = sum(self._product(one, other) for one in left for other in right)
        return product / (length(left) * length(right))


def _shared_terms(left: Record, right: Record, locale: str) -> tuple[tuple[str, float], ...]:
    terms, others = vector(left, locale), vector(right, locale)
    shared = {term: weight * others[term] for term, weight in terms.items() if term in others}
    return tuple(sorted(shared.items(), key=lambda item: (-item[1], item[0])))


def _common_keys(left: Record, right: Record) -> tuple[str, ...]:
    """Keys of the articles that each of the two records is or has in its related list."""

    def keys(record: Record) -> set[str]:
        related = (article_keys(entry.addresses) for entry in record.related)
        return set(own_keys(record)).union(*related)

    return tuple(sorted(keys(left) & keys(right)))
