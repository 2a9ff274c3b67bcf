"""The articles of a story in the order of time, and their delays behind the first.

Order    articles of known hour by time; then those of which only the day is known, by day; then
         those of unknown day.
Delays   count from the first article of known hour. Nothing has a delay if fewer than two hours
         are known, or if an article of unknown hour is from an earlier day.
Units    are the same for all articles of a story. If the last one came less than two days after
         the first, delays are in hours and minutes: ``+35 min``, ``+26 h 10 min``. Otherwise they
         are in days of the calendar: ``same day``, ``+1 day``, ``+12 days``.

Records of other stories, which an editor has linked, are in the order but have no delay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from site_gen.i18n.language import Language
from site_gen.plan.coverage import CoveringArticle
from site_gen.zones import Zone

_IN_DAYS = timedelta(hours=48)
"""From this span on, delays are in days."""
_MINUTE = timedelta(minutes=1)


class Timing(NamedTuple):
    """Where an article is in the order of time."""

    place: int
    """From 1."""
    after: str = ""
    """``First`` or the delay; empty if there is none."""
    has_hour: bool = False
    is_first: bool = False
    """Whether it appeared in the minute of the first article of known hour."""


class Timeline(NamedTuple):
    """The order of a story's articles in time."""

    timings: Sequence[Timing]
    """In the order of the given articles."""
    first: CoveringArticle | None
    """The article from which delays count; None if nothing has a delay."""


def timeline(articles: Sequence[CoveringArticle], language: Language) -> Timeline:
    """The timeline of articles; of those at one instant, the given order decides."""
    zone = language.zone
    times = [each.article.published_at for each in articles]
    order = sorted(range(len(articles)), key=lambda index: _sort_key(times[index], zone))
    places = {index: place for place, index in enumerate(order, 1)}
    in_story = {index: times[index] for index in order if articles[index].in_story}
    delays = _delays(in_story, language)
    first = next(iter(delays), None)
    start = None if first is None else times[first]
    timings = [
        Timing(
            places[index],
            delays.get(index, ""),
            _has_hour(at, zone),
            is_first=index in delays and _is_first(start, at),
        )
        for index, at in enumerate(times)
    ]
    return Timeline(timings, None if first is None else articles[first])


def _has_hour(at: datetime | None, zone: Zone) -> bool:
    return at is not None and not zone.is_day_only(at)


def _is_first(start: datetime | None, at: datetime | None) -> bool:
    """Whether an article of the story is of the same minute as the first."""
    return start is not None and at is not None and at - start < _MINUTE


def _sort_key(at: datetime | None, zone: Zone) -> tuple[int, float]:
    return (2, 0) if at is None else (0 if _has_hour(at, zone) else 1, at.timestamp())


def _delays(times: Mapping[int, datetime | None], language: Language) -> dict[int, str]:
    """The delays of those with a known hour; ``times`` are in order. Empty if there are none."""
    zone = language.zone
    known = [at for at in times.values() if at]
    timed = {key: at for key, at in times.items() if at and _has_hour(at, zone)}
    instants = [*timed.values()]
    if len(timed) < 2 or zone.day(min(known)) < zone.day(instants[0]):
        return {}
    in_days = instants[-1] - instants[0] >= _IN_DAYS
    return {key: _delay(language, instants[0], at, in_days=in_days) for key, at in timed.items()}


def _delay(language: Language, start: datetime, at: datetime, *, in_days: bool) -> str:
    if _is_first(start, at):
        # Translators: in the place of a delay, for the first article on a story.
        return language.pgettext("full coverage", "First")
    if in_days:
        days = (language.zone.day(at) - language.zone.day(start)).days
        if not days:
            # Translators: in the place of a delay: on the day of the first article.
            return language.pgettext("full coverage", "same day")
        span = language.dates.days(days)
    else:
        span = language.dates.duration(at - start)
    # Translators: how long after the first article: “+2 h 10 min”, “+3 days”.
    return language.gettext("+%(span)s", span=span)
