"""The order of records: scores, leads of stories and top stories.

The score of a record is::

    score = log2(weight) - age / half_life
    weight = heat + 2   for a ranked record (heat of 0 or more)
    weight = 1          for an unranked one (-1)

The heat is the record's own, else the one computed from its story (``relations/heat.py``). The age
is in hours, counted from the newest published record. The score is the logarithm of
``weight * 0.5 ** (age / half_life)``: interest halves with every half-life, and twice the
weight makes up for one of them. An unranked record has the least weight: at the same age all ranked
ones come before it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

import msgspec

from site_gen.config import Ranking
from site_gen.model import Record
from site_gen.store.library import Library


class Ranked(Protocol):
    """A record, or another object with these attributes of one."""

    @property
    def id(self) -> str: ...
    @property
    def published_at(self) -> datetime: ...
    @property
    def quality(self) -> int: ...
    @property
    def heat(self) -> int | None: ...


R = TypeVar("R", bound=Ranked)
Heat = Callable[[Any], int]
"""A record → its own or computed heat: :meth:`Library.heat_of`."""
_EXACT_DIGITS = 9
"""Digits to which scores are rounded, since the last bits of log2 differ between platforms."""


class RankScore(msgspec.Struct, frozen=True):
    """The terms of a record's rank."""

    weight: int
    age_hours: float
    half_life_hours: float

    @property
    def value(self) -> float:
        age = self.age_hours / self.half_life_hours
        return round(math.log2(self.weight) - age, _EXACT_DIGITS)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

TOP_STORIES = 60
"""How many stories are ranked for the front page."""


def lead(records: Iterable[R], heat: Heat, half_life_hours: float) -> R:
    """The lead of a story: the record of the highest score, then quality, then the earliest.

    Ages count from 1970 here: only their differences matter, and new records do not change these.
    """
    return min(
        records,
        key=lambda record: (
            -score(heat(record), record.published_at, _EPOCH, half_life_hours).value,
            -record.quality,
            record.published_at,
            record.id,
        ),
    )


def top_stories(library: Library, rules: Ranking) -> tuple[str, ...]:
    """Ids of the leads of the stories that the front page may show, best first."""
    if library.newest is None:
        return ()
    # Ranks in the store are not rounded; the margin includes all that tie when rounded.
    ids = library.top_leads(TOP_STORIES * 2, 10.0 ** -(_EXACT_DIGITS - 1))
    leads = [library.record(id_) for id_ in ids]
    ranked = by_rank(leads, library.heat_of, library.newest, rules.half_life_hours)
    ids = [record.id for record in ranked[: TOP_STORIES * 2]]
    providers = [library.relations(id_).provider for id_ in ids]
    return tuple(ids[index] for index in vary(ids, providers, rules.per_provider, TOP_STORIES))


def score(heat: int, at: datetime, newest: datetime, half_life_hours: float) -> RankScore:
    """The score of a record with this heat, published ``at``; ``newest`` is when the newest was."""
    age = (newest - at).total_seconds() / 3600
    return RankScore(heat + 2 if heat >= 0 else 1, age, half_life_hours)


def by_rank(
    records: Iterable[Record], heat: Heat, newest: datetime, half_life_hours: float
) -> list[Record]:
    """Records by score, the highest first; of equal ones the later first, then by id."""
    return sorted(
        records,
        key=lambda record: (
            -score(heat(record), record.published_at, newest, half_life_hours).value,
            -record.published_at.timestamp(),
            record.id,
        ),
    )


def vary(
    ranked: Sequence[str], providers: Sequence[str], per_provider: int, limit: int
) -> list[int]:
    """Indexes in ``ranked`` of the first ``limit`` records, without long runs of one provider.

    ``providers[i]`` is the provider of ``ranked[i]``. A record that would make more
    than ``per_provider`` of one provider in a row waits for the next of another;
    when only one provider is left, its records follow all the same.
    """
    waiting = list(range(len(ranked)))
    chosen: list[int] = []
    while waiting and len(chosen) < limit:
        run = [providers[index] for index in chosen[-per_provider:]]
        blocked = run[0] if len(run) == per_provider and len(set(run)) == 1 else None
        index = next((index for index in waiting if providers[index] != blocked), waiting[0])
        waiting.remove(index)
        chosen.append(index)
    return chosen
