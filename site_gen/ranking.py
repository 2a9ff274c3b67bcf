"""The order of records and stories: scores, leads of stories and top stories.

The score of a record, by which a story gets its lead, is::

    score = log2(weight) - age / half_life
    weight = heat + 2   for a ranked record (heat of 0 or more)
    weight = 1          for an unranked one (-1)

The heat is the record's own, else the one computed from its story (``relations/heat.py``). The age
is in hours, counted from the newest published record. The score is the logarithm of
``weight * 0.5 ** (age / half_life)``: interest halves with every half-life, and twice the
weight makes up for one of them. An unranked record has the least weight: at the same age all ranked
ones come before it.

Stories are in the order of scores of their own, which count outlets (``relations/breadth.py``).
Editors put stories before and after all others (``relations/editors_choice.py``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

import msgspec

from site_gen.config import Ranking
from site_gen.store.article_queries import RankedStory
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
    """The terms of the score of a record or story."""

    weight: int
    age_hours: float
    half_life_hours: float
    head_start_hours: float = 0.0
    """How much newer a story counts as, since several outlets have it; 0 for a record."""

    @property
    def value(self) -> float:
        age = (self.age_hours - self.head_start_hours) / self.half_life_hours
        return round(math.log2(self.weight) - age, _EXACT_DIGITS)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""In place of the newest record where only differences of scores matter: new records change none
of them."""

TOP_STORIES = 60
"""How many stories are ranked for the front page."""


def lead(records: Iterable[R], heat: Heat, half_life_hours: float) -> R:
    """The lead of a story: the record of the highest score, then quality, then the earliest."""
    return min(
        records,
        key=lambda record: (
            -score(heat(record), record.published_at, EPOCH, half_life_hours).value,
            -record.quality,
            record.published_at,
            record.id,
        ),
    )


def top_stories(library: Library, rules: Ranking) -> tuple[str, ...]:
    """Ids of the leads of the stories that the front page may show, best first."""
    return best(library, library.top_leads(TOP_STORIES * 2), rules, TOP_STORIES)


def top_since(library: Library, rules: Ranking, instant: datetime, limit: int) -> tuple[str, ...]:
    """The same of the stories that have a record after an instant, at most ``limit``."""
    return best(library, library.leads_since(instant, limit * 2), rules, limit)


def best(
    library: Library, stories: Iterable[RankedStory], rules: Ranking, limit: int
) -> tuple[str, ...]:
    """Ids of the leads of the ``limit`` best of these stories, best first.

    Runs of one provider are broken up only among stories that no editor has given their place.
    """
    groups = by_rank(library, stories)
    pinned, ranked, buried = ([story.lead for story in group] for group in groups)
    ranked = ranked[: limit * 2]
    providers = [library.relations(id_).provider for id_ in (*pinned, *ranked)]
    before, own = providers[: len(pinned)], providers[len(pinned) :]
    places = vary(ranked, own, rules.per_provider, limit, before)
    return tuple([*pinned, *(ranked[place] for place in places), *buried][:limit])


def by_rank(
    library: Library, stories: Iterable[RankedStory]
) -> tuple[list[RankedStory], list[RankedStory], list[RankedStory]]:
    """Stories that are pinned, those that are neither pinned nor buried, and buried ones.

    Each by score, the highest first; of equal ones that whose lead is the later, then by id. Of the
    pinned the one whose pin ends first is before all others.
    """
    ordered = sorted(
        stories,
        key=lambda story: (
            story.pin or 0,
            -story.rank,
            -library.times(story.lead)[0].timestamp(),
            story.lead,
        ),
    )
    pinned = [story for story in ordered if story.pin is not None]
    others = [story for story in ordered if story.pin is None]
    return (
        pinned,
        [story for story in others if not story.buried],
        [story for story in others if story.buried],
    )


def score(heat: int, at: datetime, newest: datetime, half_life_hours: float) -> RankScore:
    """The score of a record with this heat, published ``at``; ``newest`` is when the newest was."""
    age = (newest - at).total_seconds() / 3600
    return RankScore(heat + 2 if heat >= 0 else 1, age, half_life_hours)


def vary(
    ranked: Sequence[str],
    providers: Sequence[str],
    per_provider: int,
    limit: int,
    before: Sequence[str] = (),
) -> list[int]:
    """Indexes in ``ranked`` of the first ``limit`` records, without long runs of one provider.

    ``providers[i]`` is the provider of ``ranked[i]``, ``before`` are those of records before these.
    A record that would make more than ``per_provider`` of one provider in a row waits for the next
    of another; when only one provider is left, its records follow all the same.
    """
    waiting = list(range(len(ranked)))
    chosen: list[int] = []
    while waiting and len(chosen) < limit:
        shown = [*before[-per_provider:], *(providers[index] for index in chosen[-per_provider:])]
        run = shown[-per_provider:]
        blocked = run[0] if len(run) == per_provider and len(set(run)) == 1 else None
        index = next((index for index in waiting if providers[index] != blocked), waiting[0])
        waiting.remove(index)
        chosen.append(index)
    return chosen
