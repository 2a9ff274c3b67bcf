"""The score of a story: the number of its outlets, and when they joined it.

A story whose records have no heat of their own ranks like a record of heat 0 that is newer by a
head start. Each outlet joins it with its first record, and at this moment::

    breadth    = sum over the outlets of 0.5 ** (hours since the outlet's first article / half_life)
    head start = 4 h * log2(breadth), at most 20 h

An article that is newer than the moment, such as one of a related list, adds 1; an outlet whose
time is unknown adds 0.5. The story has the highest of the scores that it has at all these moments.
A record of an outlet that has joined before counts like one that nobody else covers, so no outlet
gains breadth by many articles.

Time changes all scores alike, and a record only that of its own story. An outlet that joins never
lowers it: it adds a moment, or breadth to moments that there are. And whatever the half-life, a
story is not above newer ones a day after its last outlet (docs/decisions/0035-rank-by-breadth.md).

A record with a heat of its own counts by its own score (``ranking.py``); the highest one is that of
the story.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from site_gen.model import Arrival, Story
from site_gen.ranking import Ranked, RankScore, score

DOUBLING_HOURS = 4.0
"""What twice the breadth is worth."""
MOST_HOURS = 20.0
"""The longest head start, from a breadth of 32 on: less than a day, so that a story has fallen
behind newer ones a day after its last outlet."""
_LEAST = 1.1
"""The breadth of a story that another outlet covers, however far away in time."""
_UNTIMED = 0.5
"""What an outlet whose time is unknown adds to the breadth."""


class RankedOfProvider(Ranked, Protocol):
    """A record of a story, with the slug of its provider."""

    @property
    def provider(self) -> str: ...


def head_start(breadth: float) -> float:
    """How many hours newer a story counts as for this breadth."""
    return min(MOST_HOURS, DOUBLING_HOURS * math.log2(max(1.0, breadth)))


def story_score(
    story: Story, articles: Sequence[RankedOfProvider], newest: datetime, half_life_hours: float
) -> RankScore:
    """The score of a story, given its records from the oldest; ages count from ``newest``."""
    return max(
        _scores(story, articles, newest, half_life_hours),
        key=lambda terms: (terms.value, -terms.age_hours),
    )


def _scores(
    story: Story, articles: Sequence[RankedOfProvider], newest: datetime, half_life: float
) -> Iterator[RankScore]:
    joined: dict[str, datetime] = {}
    last: datetime | None = None
    for article in articles:
        if article.heat is not None:
            yield score(article.heat, article.published_at, newest, half_life)
        else:
            last = article.published_at
            joined.setdefault(article.provider, last)
    if last is None:
        return
    yield score(0, last, newest, half_life)
    if len(story.providers) > 1:
        moments = sorted({*joined.values()})
        untimed = len(story.providers) - len(story.arrivals)
        for at, breadth in zip(
            moments, breadths(moments, story.arrivals, untimed, half_life), strict=True
        ):
            start = head_start(max(_LEAST, breadth))
            age = (newest - at).total_seconds() / 3600
            yield RankScore(2, age, half_life, start)


def breadths(
    moments: Sequence[datetime],
    arrivals: Sequence[Arrival],
    untimed: int,
    half_life_hours: float,
) -> list[float]:
    """The breadth of a story at each of these moments; ``arrivals`` are by time.

    Takes O(moments + arrivals): from one moment to the next all that was before fades by one
    factor.
    """
    # With an infinite half-life nothing fades, but infinity divided by itself is not a number.
    half_life = min(half_life_hours, sys.float_info.max)
    found = []
    faded, index = 0.0, 0
    before = moments[0] if moments else None
    for at in moments:
        if before is not None:
            faded *= _faded(before, at, half_life)
        while index < len(arrivals) and arrivals[index].at <= at:
            faded += _faded(arrivals[index].at, at, half_life)
            index += 1
        found.append(faded + (len(arrivals) - index) + _UNTIMED * untimed)
        before = at
    return found


def _faded(before: datetime, at: datetime, half_life: float) -> float:
    return float(0.5 ** ((at - before).total_seconds() / 3600 / half_life))
