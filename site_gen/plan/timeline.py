"""The timeline of a story: which provider published first, and the delays of the others.

Delays count from the first article with a known time. An article of which only the day is known
comes after the others of that day; if it comes first, the timeline has no delays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from site_gen.model import Arrival, Record
from site_gen.plan.dates import duration, moment, ordinal
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Timeline, TimelineEntry

SHOWN = 10
"""Providers that are visible at once; the reader can open the others."""
_MAX = 60
"""Providers on a timeline; the others are only counted."""


def timeline(maker: ViewMaker, record: Record) -> Timeline | None:
    """The first article of each provider of a record's story, by time; None for fewer than two."""
    library = maker.library
    story = library.story_of(record.id)
    if len(story.arrivals) < 2:
        return None
    arrivals = sorted(
        story.arrivals, key=lambda arrival: (arrival.at.date(), arrival.day_only, arrival.at)
    )
    start = delay_start(arrivals)
    page_provider = library.relations(record.id).provider
    entries = [
        TimelineEntry(
            maker.provider(arrival.provider),
            moment(arrival.at),
            delay(start, arrival),
            _this_provider_label(arrival, record) if arrival.provider == page_provider else "",
        )
        for arrival in arrivals[:_MAX]
    ]
    text = summary(arrivals, len(story.providers))
    position = [arrival.provider for arrival in arrivals].index(page_provider) + 1
    if position > SHOWN:
        text += f"; this one was the {ordinal(position)}"
    more = len(arrivals) - len(entries)
    return Timeline(text, tuple(entries[:SHOWN]), tuple(entries[SHOWN:]), more)


def _this_provider_label(arrival: Arrival, record: Record) -> str:
    return "this article" if arrival.at == record.published_at else "an earlier article"


def delay_start(arrivals: Sequence[Arrival]) -> Arrival | None:
    """The arrival from which delays count; None if the timeline has no delays."""
    timed = [arrival for arrival in arrivals if not arrival.day_only]
    return timed[0] if len(timed) > 1 and timed[0] is arrivals[0] else None


def delay(start: Arrival | None, arrival: Arrival) -> str:
    """``First``, ``+35 min``, ``+2 h 10 min``, ``+3 days``; empty if only the day is known."""
    if start is None or arrival.day_only:
        return ""
    return "First" if arrival.at == start.at else f"+{duration(arrival.at - start.at)}"


def summary(arrivals: Sequence[Arrival], providers: int) -> str:
    """``10 outlets in 6 h 20 min; the hour of 2 more is not known``"""
    start = delay_start(arrivals)
    if start is None:
        days = (arrivals[-1].at.date() - arrivals[0].at.date()).days + 1
        known, unit = len(arrivals), "day"
        within = "on one day" if days == 1 else f"over {days} days"
    else:
        timed = [arrival for arrival in arrivals if not arrival.day_only]
        known, unit = len(timed), "hour"
        length = timed[-1].at - start.at
        soon = length < timedelta(minutes=1)
        within = "within a minute" if soon else f"in {duration(length)}"
    rest = providers - known
    return f"{known} outlets {within}" + (
        f"; the {unit} of {rest} more is not known" if rest else ""
    )
