"""A month as a calendar with links to its days."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Mapping
from datetime import date

from site_gen.plan.archive_views import Calendar, CalendarDay, Weekday
from site_gen.plan.view_maker import ViewMaker
from site_gen.urls import archive_path


def calendar(maker: ViewMaker, year: int, month: int, counts: Mapping[int, int]) -> Calendar:
    """The calendar of a month; ``counts`` are the numbers of records of its days.

    Weeks begin on the first weekday of the site's language (CLDR).
    """
    language, dates = maker.language, maker.dates

    def view(number: int) -> CalendarDay | None:
        if not number:
            return None
        count = counts.get(number, 0)
        shown = language.number(number)
        if not count:
            return CalendarDay(shown)
        day = date(year, month, number)
        label = language.ngettext(
            "%(day)s: %(number)s article",
            "%(day)s: %(number)s articles",
            count,
            day=dates.day_name(day),
        )
        href = maker.urls.href(archive_path(year, month, number))
        return CalendarDay(shown, href, label, count)

    weeks = Weeks(dates.first_weekday).monthdayscalendar(year, month)
    return Calendar(
        dates.month_heading(year, month),
        tuple([Weekday(name, short) for name, short in dates.weekdays()]),
        tuple([tuple(map(view, week)) for week in weeks]),
    )
