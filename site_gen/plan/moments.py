"""Views of instants: moments, as dates and times read on pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from site_gen.i18n.dates import Dates, iso
from site_gen.plan.views import EditionDate, Moment

_RECENT = timedelta(days=2)
"""How long before the newest article the hour of another is worth saying."""
_CACHE_SIZE = 4096


class Moments:
    """Creates the views of instants in the language and time zone of a site."""

    def __init__(self, dates: Dates) -> None:
        self.dates = dates
        cached: Callable[[Callable[..., Any]], Callable[..., Moment]] = lru_cache(_CACHE_SIZE)
        self.moment = cached(self._moment)
        self.labelled = cached(self._labelled)

    def _moment(self, instant: datetime) -> Moment:
        """The view of an instant. Midnight means that only the day is known."""
        dates = self.dates
        local = dates.local(instant)
        day, day_only = local.date(), dates.is_day_only(instant)
        return Moment(
            iso=iso(instant, day_only=day_only, zone=dates.zone),
            date=dates.written(day, "yMMMMd"),
            short=dates.written(day, "yMMMd"),
            time="" if day_only else dates.clock(local.hour, local.minute),
        )

    def _labelled(self, instant: datetime, newest: datetime) -> Moment:
        """The view of an instant, labelled for a page whose newest article is of ``newest``.

        The label has the year only if it is another one, and the hour only within two days.
        """
        view, day = self.moment(instant), self._day_beside(instant, newest)
        is_recent = view.time and abs(newest - instant) < _RECENT
        return replace(view, label=self.dates.with_time(day, view.time) if is_recent else day)

    def beside(self, instant: datetime, page: datetime) -> Moment:
        """An instant, labelled for the page of an article: ``13:30`` on its day, else with the day,
        ``16 Sep, 13:30``, and in another year ``16 Sep 2025, 13:30``."""
        view, day = self.moment(instant), self._day_beside(instant, page)
        if view.time and self.dates.local(instant).date() == self.dates.local(page).date():
            return replace(view, label=view.time)
        return replace(view, label=self.dates.with_time(day, view.time) if view.time else day)

    def _day_beside(self, instant: datetime, other: datetime) -> str:
        """The short date, with the year if the other instant is in another one."""
        local = self.dates.local(instant)
        is_same_year = local.year == self.dates.local(other).year
        return self.dates.written(local.date(), "MMMd" if is_same_year else "yMMMd")

    def edition(self, newest: datetime) -> EditionDate:
        """The date of a page whose newest article is of ``newest``."""
        view = self.moment(newest)
        day = self.dates.written(self.dates.local(newest).date(), "edition")
        return EditionDate(day, view.iso, view.time)
