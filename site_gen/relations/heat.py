"""Computed heat: how many other providers cover a record's story, and how near in time.

For a record without the field ``heat``::

    heat = 10 × sum over the other providers of its story of 0.5 ** (hours apart / half_life)

rounded to the nearest whole number (halves up), and at least 1 if there is another provider.
The time of a provider is that of its first article. ``half_life`` is ``ranking.half_life_hours``.
If the hour of one of the two articles is not known, they count as at least a half-life apart; if an
article has no time at all, as exactly one.

Heat depends on the record's story alone and does not decrease with time: the score (``ranking.py``)
lets records age (docs/decisions/0018-heat.md).
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime

from site_gen.model import Arrival
from site_gen.ranking import Ranked
from site_gen.zones import UTC_ZONE, Zone

FULL = 10
"""Heat from another provider's article of the same time."""
_LEAST = 1
"""Heat of a record whose story another provider covers, however far away in time."""
_EXACT_DIGITS = 9
"""Digits to which sums are rounded, since the last bits of powers differ between platforms."""
_FEW = 8
"""Up to how many records it is faster to go through all providers for each."""


def story_heats(
    records: Sequence[Ranked],
    slugs: Mapping[str, str],
    arrivals: Sequence[Arrival],
    untimed: int,
    half_life_hours: float,
    zone: Zone = UTC_ZONE,
) -> dict[str, int]:
    """Record id → computed heat, for the records of a story that have no heat of their own.

    ``slugs`` maps record ids to the slugs of their providers, each of which is in ``arrivals``, the
    story's providers by the time of their first article. ``untimed`` is the number of its other
    providers, whose time is unknown. ``zone`` is that of days without an hour. Empty if the story
    has only one provider. Takes O((records + providers) log providers).
    """
    others = len(arrivals) - 1 + untimed
    unheated = [record for record in records if record.heat is None] if others else []
    if not unheated:
        return {}
    # With an infinite half-life nothing decreases, but infinity divided by itself is not a number.
    half_life = min(half_life_hours, sys.float_info.max)
    sums = (_DirectSums if len(unheated) <= _FEW else _RunningSums)(arrivals, half_life, zone)
    heats = {}
    for record in unheated:
        total = sums.nearness(record.published_at, slugs[record.id]) + untimed / 2
        heats[record.id] = max(_LEAST, math.floor(round(FULL * total, _EXACT_DIGITS) + 0.5))
    return heats


def hours_apart(at: datetime, arrival: Arrival, half_life_hours: float, zone: Zone) -> float:
    """How far apart a provider's first article and one published ``at`` count as."""
    hours = abs((at - arrival.at).total_seconds()) / 3600
    return hours if hour_known(at, arrival, zone) else max(hours, half_life_hours)


def hour_known(at: datetime, arrival: Arrival, zone: Zone) -> bool:
    """Whether the hour of both articles is known."""
    return not (arrival.day_only or zone.is_day_only(at))


class _DirectSums:
    """Sums over the providers of a story, computed one by one for each record."""

    def __init__(self, arrivals: Sequence[Arrival], half_life: float, zone: Zone) -> None:
        self.arrivals = arrivals
        self.half_life = half_life
        self.zone = zone

    def nearness(self, at: datetime, provider: str) -> float:
        """The sum of ``0.5 ** (hours apart / half_life)`` over all providers but the record's.

        :func:`hours_apart` is inlined: this runs a hundred thousand times.
        """
        day_only, half_life = self.zone.is_day_only(at), self.half_life
        total = 0.0
        for arrival in self.arrivals:
            if arrival.provider != provider:
                hours = abs((at - arrival.at).total_seconds()) / 3600
                if hours < half_life and (day_only or arrival.day_only):
                    hours = half_life
                total += 0.5 ** (hours / half_life)
        return total


class _RunningSums:
    """The same sums for many records, from running sums over all providers."""

    def __init__(self, arrivals: Sequence[Arrival], half_life: float, zone: Zone) -> None:
        self.half_life = half_life
        self.zone = zone
        self.arrivals = {arrival.provider: arrival for arrival in arrivals}
        timed = [_hours(arrival.at) for arrival in arrivals if not arrival.day_only]
        day_only = [_hours(arrival.at) for arrival in arrivals if arrival.day_only]
        self.timed = _DecayingSums(timed, half_life)
        self.day_only = _DecayingSums(day_only, half_life)

    def nearness(self, at: datetime, provider: str) -> float:
        """As in :class:`_DirectSums`: the sum over all providers, less the record's own."""
        hours, half_life = _hours(at), self.half_life
        timed = self.timed.total(hours, half_life if self.zone.is_day_only(at) else 0.0)
        own = 0.5 ** (hours_apart(at, self.arrivals[provider], half_life, self.zone) / half_life)
        return float(timed + self.day_only.total(hours, half_life) - own)


class _DecayingSums:
    """Sums of ``0.5 ** (distance / half_life)`` over sorted instants, in hours.

    From one instant to the next the sum over all earlier ones decreases by one factor: so the sum
    at each instant follows from that at the one before, and the sum at any other time from those
    at the two nearest instants.
    """

    def __init__(self, instants: Sequence[float], half_life: float) -> None:
        self.instants = instants
        self.half_life = half_life
        self.before = self._running(instants)
        self.after = self._running([-instant for instant in reversed(instants)])[::-1]

    def _running(self, instants: Sequence[float]) -> list[float]:
        """For each instant the sum over itself and those before it."""
        sums: list[float] = []
        for index, instant in enumerate(instants):
            earlier = sums[-1] * self._decay(instant - instants[index - 1]) if index else 0.0
            sums.append(1.0 + earlier)
        return sums

    def _decay(self, hours: float) -> float:
        return float(0.5 ** (hours / self.half_life))

    def total(self, at: float, least: float) -> float:
        """The sum at a time; instants count as at least ``least`` hours away from it."""
        start = bisect_right(self.instants, at - least)
        end = max(start, bisect_left(self.instants, at + least))
        total = (end - start) * self._decay(least)
        if start:
            total += self.before[start - 1] * self._decay(at - self.instants[start - 1])
        if end < len(self.instants):
            total += self.after[end] * self._decay(self.instants[end] - at)
        return total


def _hours(at: datetime) -> float:
    return at.timestamp() / 3600
