"""The heat of records that have none of their own: who else covers the story, and how near in time.

For a record that does not say its heat itself::

    heat = 10 × sum over the other outlets of its story of 0.5 ** (hours apart / half_life)

rounded to the nearest whole number (halves up), and at least 1 where there is another outlet.
An outlet counts by its first article. ``half_life`` is ``ranking.half_life_hours``. Where the hour
of one of the two articles is not known, they are at least a half-life apart; where an article has
no time at all, exactly one.

Nothing but the record's own story has a part in it, and nothing fades by itself: the score
(``ranking.py``) lets records age. So heat changes with the story and stays when that is over
(docs/decisions/0018-heat.md).
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime

from site_gen.model import Arrival
from site_gen.model.stories import is_day_only
from site_gen.ranking import Ranked

FULL = 10
"""Heat by another outlet's article of the same minute."""
_LEAST = 1
"""Heat of what another outlet covers, however far away."""
_EXACT_DIGITS = 9
"""Sums are rounded so that the last bits of a platform's powers decide nothing."""
_FEW = 8
"""Records of a story for which each outlet is looked at anew: faster than what many need."""


def story_heats(
    records: Sequence[Ranked],
    slugs: Mapping[str, str],
    arrivals: Sequence[Arrival],
    untimed: int,
    half_life_hours: float,
) -> dict[str, int]:
    """Record id → computed heat, for the records of a story that have no heat of their own.

    ``slugs`` maps record ids to those of their providers, each of which is in ``arrivals``, the
    story's outlets by the time of their first article; ``untimed`` counts its other outlets, of
    unknown time. A record that nobody else covers has 0, and is left out. Linear in records and
    outlets, but for the search in a sorted list.
    """
    others = len(arrivals) - 1 + untimed
    unheated = [record for record in records if record.heat is None] if others else []
    if not unheated:
        return {}
    # With one that is infinite nothing fades; of infinities there is no quotient.
    half_life = min(half_life_hours, sys.float_info.max)
    providers = (_Few if len(unheated) <= _FEW else _Many)(arrivals, half_life)
    heats = {}
    for record in unheated:
        total = providers.nearness(record.published_at, slugs[record.id]) + untimed / 2
        heats[record.id] = max(_LEAST, math.floor(round(FULL * total, _EXACT_DIGITS) + 0.5))
    return heats


def hours_apart(at: datetime, arrival: Arrival, half_life_hours: float) -> float:
    """How far an outlet's first article counts as being away from one published at this time."""
    hours = abs((at - arrival.at).total_seconds()) / 3600
    return hours if hour_known(at, arrival) else max(hours, half_life_hours)


def hour_known(at: datetime, arrival: Arrival) -> bool:
    """Whether of both articles more than the day is known."""
    return not (arrival.day_only or is_day_only(at))


class _Few:
    """The outlets of a story, each looked at for each of a few records."""

    def __init__(self, arrivals: Sequence[Arrival], half_life: float) -> None:
        self.arrivals = arrivals
        self.half_life = half_life

    def nearness(self, at: datetime, own: str) -> float:
        """The sum of ``0.5 ** (hours apart / half_life)`` over all outlets but its own.

        With :func:`hours_apart` written out: this is run a hundred thousand times.
        """
        day_only, half_life = is_day_only(at), self.half_life
        total = 0.0
        for arrival in self.arrivals:
            if arrival.provider != own:
                first = arrival.at
                hours = abs((at - first).total_seconds()) / 3600
                if hours < half_life and (day_only or (not first.hour and is_day_only(first))):
                    hours = half_life
                total += 0.5 ** (hours / half_life)
        return total


class _Many:
    """The same for many records, of which none looks at each of the outlets anew."""

    def __init__(self, arrivals: Sequence[Arrival], half_life: float) -> None:
        self.half_life = half_life
        self.of = {arrival.provider: arrival for arrival in arrivals}
        clear = [_hours(arrival.at) for arrival in arrivals if not arrival.day_only]
        vague = [_hours(arrival.at) for arrival in arrivals if arrival.day_only]
        self.clear = _Nearness(clear, half_life)
        self.vague = _Nearness(vague, half_life)

    def nearness(self, at: datetime, own: str) -> float:
        """As of :class:`_Few`: over all outlets, less what its own has added."""
        hours, half_life = _hours(at), self.half_life
        clear = self.clear.total(hours, half_life if is_day_only(at) else 0.0)
        mine = 0.5 ** (hours_apart(at, self.of[own], half_life) / half_life)
        return float(clear + self.vague.total(hours, half_life) - mine)


class _Nearness:
    """Sums over sorted instants, in hours, that fade on both sides.

    From one instant to the next, what was before fades as a whole: so the sum at each instant
    follows from the one before it, and that at any other from the nearest two.
    """

    def __init__(self, instants: Sequence[float], half_life: float) -> None:
        self.instants = instants
        self.half_life = half_life
        self.before = self._running(instants)
        self.after = self._running([-instant for instant in reversed(instants)])[::-1]

    def _running(self, instants: Sequence[float]) -> list[float]:
        """For each instant the sum over itself and those before it."""
        sums: list[float] = []
        for place, instant in enumerate(instants):
            earlier = sums[-1] * self._faded(instant - instants[place - 1]) if place else 0.0
            sums.append(1.0 + earlier)
        return sums

    def _faded(self, hours: float) -> float:
        return float(0.5 ** (hours / self.half_life))

    def total(self, at: float, least: float) -> float:
        """The sum over all instants, each taken to be at least so many hours away."""
        start = bisect_right(self.instants, at - least)
        end = max(start, bisect_left(self.instants, at + least))
        total = (end - start) * self._faded(least)
        if start:
            total += self.before[start - 1] * self._faded(at - self.instants[start - 1])
        if end < len(self.instants):
            total += self.after[end] * self._faded(self.instants[end] - at)
        return total


def _hours(at: datetime) -> float:
    return at.timestamp() / 3600
