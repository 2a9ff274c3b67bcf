"""Who had a story first, and how long after the others came.

Delays count from the first article whose hour is known. One of which only the day is known
comes after the others of its day; if its day is before all known hours, only days are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from site_gen.model import Arrival, Record
from site_gen.plan.dates import duration, moment, ordinal
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Timeline, TimelineEntry

SHOWN = 10
"""Outlets that are to be seen at once; the others when the reader asks."""
_MOST = 60
"""Outlets that are named at all."""


def timeline(maker: ViewMaker, record: Record) -> Timeline | None:
    """The outlets of a record's story by time, each by its first article.

    None unless two outlets are known to have had the story at a known time.
    """
    library = maker.library
    story = library.story_of(record.id)
    if len(story.arrivals) < 2:
        return None
    arrivals = sorted(story.arrivals, key=lambda each: (each.at.date(), each.day_only, each.at))
    start = beginning(arrivals)
    own = library.relations(record.id).provider
    beats = [
        TimelineEntry(
            maker.provider(each.provider),
            moment(each.at),
            after(start, each),
            _here(each, record) if each.provider == own else "",
        )
        for each in arrivals[:_MOST]
    ]
    said = summary(arrivals, len(story.providers))
    place = next(number for number, each in enumerate(arrivals, 1) if each.provider == own)
    if place > SHOWN:
        said += f"; this one was the {ordinal(place)}"
    return Timeline(said, tuple(beats[:SHOWN]), tuple(beats[SHOWN:]), len(arrivals) - len(beats))


def _here(arrival: Arrival, record: Record) -> str:
    return "this article" if arrival.at == record.published_at else "an earlier article"


def beginning(arrivals: Sequence[Arrival]) -> Arrival | None:
    """From where delays count, if there are delays to tell."""
    timed = [each for each in arrivals if not each.day_only]
    return timed[0] if len(timed) > 1 and timed[0] is arrivals[0] else None


def after(start: Arrival | None, arrival: Arrival) -> str:
    """``First``, ``+35 min``, ``+2 h 10 min``, ``+3 days``; empty if only days are known."""
    if start is None or arrival.day_only:
        return ""
    return "First" if arrival.at == start.at else f"+{duration(arrival.at - start.at)}"


def summary(arrivals: Sequence[Arrival], providers: int) -> str:
    """How many outlets had the story within what time, and of how many that is not known."""
    start = beginning(arrivals)
    if start is None:
        days = (arrivals[-1].at.date() - arrivals[0].at.date()).days + 1
        known, unit = len(arrivals), "day"
        within = "on one day" if days == 1 else f"over {days} days"
    else:
        timed = [each for each in arrivals if not each.day_only]
        known, unit = len(timed), "hour"
        length = timed[-1].at - start.at
        soon = length < timedelta(minutes=1)
        within = "within a minute" if soon else f"in {duration(length)}"
    rest = providers - known
    return f"{known} outlets {within}" + (
        f"; the {unit} of {rest} more is not known" if rest else ""
    )
