"""Why two records are, or are not, in one story: all that was weighed, in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from site_gen.canonical import article_keys
from site_gen.config import Stories
from site_gen.model import Record
from site_gen.stories.blocks import REACH, block_number
from site_gen.stories.likeness import Likeness
from site_gen.stories.words import vector


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What two records have in common."""

    terms: tuple[tuple[str, float], ...]
    """Terms of both and what each adds to the likeness of their words, the strongest first."""
    likeness: float
    """Of the two records alone, 0 to 1."""
    groups: float
    """Of all that was grouped with the one and all that was grouped with the other; if they are
    in one story, of the first record and the rest of it."""
    listed: tuple[str, ...]
    """Keys of the articles by which lists put them together."""
    hours: float
    """Between their publication."""
    within_reach: bool
    """Whether they are near enough to be put in one story."""


def evidence(
    left: Sequence[Record], right: Sequence[Record], rules: Stories, likeness: Likeness, locale: str
) -> Evidence:
    """Evidence for the first records of ``left`` and ``right``.

    The others are those grouped with them, which a new member must agree with.
    """
    mine, theirs = left[0], right[0]
    numbers = [block_number(record, rules.window_hours) for record in (mine, theirs)]
    return Evidence(
        terms=_shared_terms(mine, theirs, locale),
        likeness=_cosine([mine], [theirs], likeness),
        groups=_cosine(left, right, likeness),
        listed=_listed(mine, theirs),
        hours=abs((mine.published_at - theirs.published_at).total_seconds()) / 3600,
        within_reach=abs(numbers[0] - numbers[1]) <= REACH,
    )


def _shared_terms(left: Record, right: Record, locale: str) -> tuple[tuple[str, float], ...]:
    mine, theirs = vector(left, locale), vector(right, locale)
    shared = {term: weight * theirs[term] for term, weight in mine.items() if term in theirs}
    return tuple(sorted(shared.items(), key=lambda item: (-item[1], item[0])))


def _cosine(left: Sequence[Record], right: Sequence[Record], likeness: Likeness) -> float:
    """Of the sums of the two groups' vectors, each of length 1."""

    def product(some: Sequence[Record], others: Sequence[Record]) -> float:
        rows = likeness.products(some, others).values()
        return sum(sum(row.values()) for row in rows)

    def length(some: Sequence[Record]) -> float:
        pairs = product(some, some) - sum(product([one], [one]) for one in some)
        return math.sqrt(len(some) + pairs)

    return product(left, right) / (length(left) * length(right))


def _listed(left: Record, right: Record) -> tuple[str, ...]:
    """Articles that the one is or names and the other is or names."""

    def held(record: Record) -> set[str]:
        named = (article_keys(entry.addresses) for entry in record.related)
        return set(article_keys(record.addresses)).union(*named)

    return tuple(sorted(held(left) & held(right)))
