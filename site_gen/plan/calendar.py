"""A month as a calendar with links to its days."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Mapping

from site_gen.plan.archive_views import Calendar, CalendarDay
from site_gen.plan.dates import MONTHS, WEEKDAYS
from site_gen.urls import Urls, archive_path
from site_gen.wording import counted


def calendar(urls: Urls, year: int, month: int, counts: Mapping[int, int]) -> Calendar:
    """The calendar of a month; ``counts`` are the numbers of records of its days."""
    title = f"{MONTHS[month - 1]} {year}"

    def view(day: int) -> CalendarDay | None:
        if not day:
            return None
        count = counts.get(day, 0)
        if not count:
            return CalendarDay(day)
        href = urls.href(archive_path(year, month, day))
        return CalendarDay(day, href, f"{day} {title}: {counted(count, 'article')}", count)

    weeks = tuple(tuple(map(view, week)) for week in monthcalendar(year, month))
    return Calendar(title, WEEKDAYS, weeks)
