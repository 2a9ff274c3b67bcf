"""Who had a story first, and how long after the others came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from site_gen.model import Arrival, Record
from site_gen.plan.maker import ViewMaker
from site_gen.plan.moments import duration, moment, ordinal
from site_gen.plan.views import Beat, Timeline

SHOWN = 10
"""Outlets that are to be seen at once; the others when the reader asks."""


def timeline(maker: ViewMaker, record: Record) -> Timeline | None:
    """The outlets of a record's story by time, each by its first article.

    None unless two outlets are known to have had the story at a known time.
    """
    story = maker.library.story_of(record.id)
    arrivals = story.arrivals
    if len(arrivals) < 2:
        return None
    own = maker.library.provider_slugs[record.id]
    beats = tuple(_beat(maker, arrivals[0], each, own, record) for each in arrivals)
    place = next(number for number, each in enumerate(arrivals, 1) if each.provider == own)
    return Timeline(
        summary=summary(arrivals, place, len(story.outlets) - len(arrivals)),
        beats=beats[:SHOWN],
        later=beats[SHOWN:],
    )


def _beat(maker: ViewMaker, start: Arrival, arrival: Arrival, own: str, record: Record) -> Beat:
    here = ""
    if arrival.provider == own:
        here = "this article" if arrival.at == record.published_at else "an earlier article"
    return Beat(maker.outlet(arrival.provider), moment(arrival.at), after(start, arrival), here)


def after(start: Arrival, arrival: Arrival) -> str:
    """``First``, ``+35 min``, ``+2 h 10 min``, ``+3 days``; empty if only days are known."""
    if start.day_only or arrival.day_only:
        return ""
    return "First" if arrival.at == start.at else f"+{duration(arrival.at - start.at)}"


def summary(arrivals: Sequence[Arrival], place: int, untimed: int) -> str:
    """How many outlets had the story within what time, and where the page's own is hidden."""
    said = f"{len(arrivals)} outlets {_within(arrivals)}"
    if place > SHOWN:
        said += f", this one as the {ordinal(place)}"
    if untimed:
        said += f"; {untimed} more at an unknown time"
    return said


def _within(arrivals: Sequence[Arrival]) -> str:
    first, last = arrivals[0].at, arrivals[-1].at
    if any(each.day_only for each in arrivals):
        days = (last.date() - first.date()).days + 1
        return "on one day" if days == 1 else f"over {days} days"
    minute = timedelta(minutes=1)
    return "within a minute" if last - first < minute else f"in {duration(last - first)}"
