"""The articles of a story in the order of time, and their delays behind the first.

Order    articles of known hour by time; then those of which only the day is known, by day; then
         those of unknown day.
Delays   count from the first article of known hour. Nothing has a delay if fewer than two hours
         are known, or if an article of unknown hour is certainly earlier, such as one of an earlier
         day. A copy of another article of the story has none.
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
from site_gen.instants import from_micros
from site_gen.plan.coverage import CoveringArticle
from site_gen.publication import Publication, first_time

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
    publications = [each.publication(zone) for each in articles]
    keys = [_sort_key(each, at) for each, at in zip(articles, publications, strict=True)]
    order = sorted(range(len(articles)), key=keys.__getitem__)
    places = {index: place for place, index in enumerate(order, 1)}
    in_story = [index for index in order if articles[index].in_story]
    start = first_time([publications[index] for index in in_story])
    timed = {
        index: from_micros(publications[index].by)
        for index in in_story
        if publications[index].exact and not articles[index].copy_of
    }
    delays = {} if start is None else _delays(timed, language)
    first = next(iter(delays), None)
    timings = [
        Timing(
            places[index],
            delays.get(index, ""),
            at.exact,
            is_first=first is not None
            and index in delays
            and timed[index] - timed[first] < _MINUTE,
        )
        for index, at in enumerate(publications)
    ]
    return Timeline(timings, None if first is None else articles[first])


def _sort_key(covering: CoveringArticle, publication: Publication) -> tuple[int, float]:
    at = covering.published_at
    return (2, 0) if at is None else (0 if publication.exact else 1, at.timestamp())


def _delays(times: Mapping[int, datetime], language: Language) -> dict[int, str]:
    """The delays of these articles, which are in order; empty for fewer than two."""
    if len(times) < 2:
        return {}
    start, *_, last = times.values()
    in_days = last - start >= _IN_DAYS
    return {key: _delay(language, start, at, in_days=in_days) for key, at in times.items()}


def _delay(language: Language, start: datetime, at: datetime, *, in_days: bool) -> str:
    if at - start < _MINUTE:
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
