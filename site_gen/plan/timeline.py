"""The articles of a story in the order of time, and their delays behind the first.

Order    articles of known hour by time; then those of which only the day is known, by day; then
         those of unknown day. Midnight (UTC) means that only the day is known.
Delays   count from the first article of known hour. Nothing has a delay if fewer than two hours
         are known, or if an article of unknown hour is from an earlier day.
Units    are the same for all articles of a story. If the last one came less than two days after
         the first, delays are in hours and minutes: ``+35 min``, ``+26 h 10 min``. Otherwise they
         are in days of the calendar (UTC): ``same day``, ``+1 day``, ``+12 days``.

Records of other stories, which an editor has linked, are in the order but have no delay.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from site_gen.model.stories import is_day_only
from site_gen.plan.coverage import CoveringArticle
from site_gen.plan.dates import duration, moment
from site_gen.plan.views import Moment

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


class Timeline(NamedTuple):
    """The order of a story's articles in time."""

    timings: Sequence[Timing]
    """In the order of the given articles."""
    first: CoveringArticle | None
    """The article from which delays count; None if nothing has a delay."""


def timeline(articles: Sequence[CoveringArticle]) -> Timeline:
    """The timeline of articles; of those at one instant, the given order decides."""
    order = sorted(range(len(articles)), key=lambda index: _sort_key(articles[index]))
    place = {index: number for number, index in enumerate(order, 1)}
    of_story = [articles[index] for index in order if articles[index].in_story]
    timed = [article for article in of_story if _has_hour(article)]
    start = _start(of_story, timed)
    span = _at(timed[-1]) - _at(start) if start else timedelta()
    timings = [
        Timing(
            place[index],
            _delay(_at(start), _at(article), in_days=span >= _IN_DAYS)
            if start and article.in_story and _has_hour(article)
            else "",
            _has_hour(article),
        )
        for index, article in enumerate(articles)
    ]
    return Timeline(timings, start)


def beside(instant: datetime, page: datetime) -> Moment:
    """An instant, labelled for the page of an article: ``13:30`` on its day, else with the day,
    ``16 Sep, 13:30``, and in another year ``16 Sep 2025, 13:30``."""
    view, instant, page = moment(instant), instant.astimezone(UTC), page.astimezone(UTC)
    if view.time and instant.date() == page.date():
        return replace(view, label=view.time)
    day = view.short if instant.year != page.year else view.short.rpartition(" ")[0]
    return replace(view, label=f"{day}, {view.time}" if view.time else day)


def _has_hour(article: CoveringArticle) -> bool:
    at = article.article.published_at
    return at is not None and not is_day_only(at.astimezone(UTC))


def _at(article: CoveringArticle) -> datetime:
    at = article.article.published_at
    assert at is not None
    return at.astimezone(UTC)


def _sort_key(article: CoveringArticle) -> tuple[int, float]:
    at = article.article.published_at
    if at is None:
        return 2, 0
    return (0 if _has_hour(article) else 1), at.timestamp()


def _start(
    articles: Sequence[CoveringArticle], timed: Sequence[CoveringArticle]
) -> CoveringArticle | None:
    if len(timed) < 2:
        return None
    start = timed[0]
    days = [_at(article).date() for article in articles if article.article.published_at]
    return start if min(days) == _at(start).date() else None


def _delay(start: datetime, at: datetime, *, in_days: bool) -> str:
    if at - start < _MINUTE:
        return "First"
    if not in_days:
        return f"+{duration(at - start)}"
    days = (at.date() - start.date()).days
    if not days:
        return "same day"
    return "+1 day" if days == 1 else f"+{days} days"
