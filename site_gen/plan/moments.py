"""Views of instants: moments, as dates and times read on pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from site_gen.i18n.dates import Dates
from site_gen.instants import rfc3339
from site_gen.plan.views import EditionDate, Moment

_RECENT = timedelta(days=2)
"""How long before the newest article the hour of another is worth saying."""
_CACHE_SIZE = 4096


class Moments:
    """Creates the views of instants in the language and time zone of a site."""

    def __init__(self, dates: Dates) -> None:
        self.dates = dates
        self.zone = dates.zone
        cached: Callable[[Callable[..., Any]], Callable[..., Moment]] = lru_cache(_CACHE_SIZE)
        self.moment = cached(self._moment)
        self.labelled = cached(self._labelled)

    def _moment(self, instant: datetime) -> Moment:
        """The view of an instant."""
        dates, day, day_only = self.dates, self.zone.day(instant), self.zone.is_day_only(instant)
        return Moment(
            iso=day.isoformat() if day_only else rfc3339(instant),
            date=dates.written(day, "yMMMMd"),
            short=dates.written(day, "yMMMd"),
            time="" if day_only else dates.time(instant),
        )

    def _labelled(self, instant: datetime, newest: datetime) -> Moment:
        """The view of an instant, labelled for a page whose newest article is of ``newest``.

        The label has the year only if it is another one, and the hour only within two days.
        """
        view, day = self.moment(instant), self.day_beside(instant, newest)
        is_recent = view.time and abs(newest - instant) < _RECENT
        return replace(view, label=self.dates.with_time(day, view.time) if is_recent else day)

    def beside(self, instant: datetime, page: datetime) -> Moment:
        """An instant, labelled for the page of an article: ``13:30`` on its day, else with the day,
        ``16 Sep, 13:30``, and in another year ``16 Sep 2025, 13:30``."""
        view, day = self.moment(instant), self.day_beside(instant, page)
        if view.time and self.zone.day(instant) == self.zone.day(page):
            return replace(view, label=view.time)
        return replace(view, label=self.dates.with_time(day, view.time))

    def day_beside(self, instant: datetime, other: datetime) -> str:
        """The short date, with the year if the other instant is in another one."""
        day = self.zone.day(instant)
        is_same_year = day.year == self.zone.day(other).year
        return self.dates.written(day, "MMMd" if is_same_year else "yMMMd")

    def edition(self, newest: datetime) -> EditionDate:
        """The date of a page whose newest article is of ``newest``."""
        view = self.moment(newest)
        day = self.zone.day(newest)
        zone = self.dates.zone_names.at(newest) if view.time else ""
        text = self.dates.edition(day)
        return EditionDate(text, view.iso, view.time, zone, day.isoformat())
