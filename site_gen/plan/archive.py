"""Records by day, month and year of the site's time zone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from site_gen.config import LINES
from site_gen.dependencies import DAYS, YEAR_NUMBERS
from site_gen.dependencies import MONTHS as IN_MONTHS
from site_gen.model import PlannedPage
from site_gen.plan import json_ld
from site_gen.plan.calendar import calendar
from site_gen.plan.day_groups import day_groups, rows_of
from site_gen.plan.lists import collection, newest_change
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.views import Count, IndexRow, Link, Pager
from site_gen.urls import archive_path, record_path
from site_gen.wording import one_line
from site_gen.zones import date_of, day_number

Days = Sequence[tuple[date, int]]
"""Days with records, from new to old, with the number of records."""


def plan_archive(days: Iterable[date]) -> Iterator[PlannedPage]:
    """Plan the overview and the pages of these days, their months and years."""
    yield _page("archive/overview", ())
    days = sorted(set(days))
    for year in sorted({day.year for day in days}):
        yield _page("archive/year", (year,))
    for year, month in sorted({(day.year, day.month) for day in days}):
        yield _page("archive/month", (year, month))
    for day in days:
        path = archive_path(day.year, day.month, day.day)
        yield PlannedPage(path, "archive/day", "pages/day.html", (day_number(day),), "archive")


def _page(kind: str, parts: tuple[int, ...]) -> PlannedPage:
    return PlannedPage(archive_path(*parts), kind, "pages/archive.html", parts, "archive")


def _days(frame: PageFrame, first: date, last: date) -> Days:
    rows = frame.maker.library.days(day_number(first), day_number(last) + 1)
    return [(date_of(number), count) for number, count in rows]


def _grouped(days: Days, key: Callable[[date], int]) -> list[tuple[int, Days]]:
    return [(value, [*group]) for value, group in groupby(days, key=lambda row: key(row[0]))]


def _record_count(days: Days) -> int:
    return sum(count for _, count in days)


def _crumbs(frame: PageFrame, *parts: int) -> tuple[Link, ...]:
    """Breadcrumbs down to a year and month, or only to the overview without ``parts``."""
    dates = frame.maker.dates
    labels = (
        frame.maker.language.gettext("Archive"),
        *map(dates.year, parts[:1]),
        *map(dates.month, parts[1:2]),
    )
    return tuple(
        frame.maker.link(label, archive_path(*parts[:depth])) for depth, label in enumerate(labels)
    )


def prepare_overview(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the overview."""
    frame.maker.library.depend_on_years()
    days = _days(frame, date.min, date.max)
    rows = []
    for year, in_year in _grouped(days, lambda day: day.year):
        months = tuple(
            Count(
                frame.maker.link(frame.maker.dates.month(month), archive_path(year, month)),
                _record_count(in_month),
            )
            for month, in_month in _grouped(in_year, lambda day: day.month)
        )
        link = frame.maker.link(frame.maker.dates.year(year), archive_path(year))
        rows.append(IndexRow(link, _record_count(in_year), children=months))
    title = frame.maker.language.gettext("Archive")
    description = frame.maker.language.gettext("All news, by year, month and day.")
    return _index_data(frame, archive_path(), title, description, (), rows, days, Pager())


def prepare_year(frame: PageFrame, year: int) -> Mapping[str, Any]:
    """The data of a year's page."""
    for month in range(12):
        frame.maker.library.depend_on_month(year * 12 + month)
    days = _days(frame, date(year, 1, 1), _last(year, 12))
    rows = []
    for month, in_month in _grouped(days, lambda day: day.month):
        link = frame.maker.link(
            frame.maker.dates.month_heading(year, month), archive_path(year, month)
        )
        children = tuple(
            Count(
                frame.maker.link(
                    frame.maker.dates.written(day, "MMMd"), archive_path(year, month, day.day)
                ),
                count,
            )
            for day, count in in_month
        )
        first, last = date(year, month, 1), _last(year, month)
        best = frame.maker.library.best_of_month(
            month_number(first), day_number(first), day_number(last) + 1
        )
        rows.append(_row(frame, link, _record_count(in_month), best, children))
    pager = _pager(frame, YEAR_NUMBERS, date(year, 1, 1), _last(year, 12))
    title = frame.maker.dates.year(year)
    description = frame.maker.language.gettext("All news of %(year)s.", year=title)
    path, crumbs = archive_path(year), _crumbs(frame)
    return _index_data(frame, path, title, description, crumbs, rows, days, pager)


def _row(
    frame: PageFrame, link: Link, count: int, best: str, children: tuple[Count, ...] = ()
) -> IndexRow:
    """The row of a period, with the headline of its best record."""
    title = one_line(frame.maker.library.record(best).title)
    href = frame.maker.urls.href(record_path(best))
    return IndexRow(link, count, note=title, note_href=href, children=children)


def _last(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def prepare_month(frame: PageFrame, year: int, month: int) -> Mapping[str, Any]:
    """The data of a month's page."""
    library = frame.maker.library
    library.depend_on_month(year * 12 + month - 1)
    days = _days(frame, date(year, month, 1), _last(year, month))
    rows = [
        _row(
            frame,
            frame.maker.link(
                frame.maker.dates.day_heading(day), archive_path(year, month, day.day)
            ),
            count,
            library.best_of_day(day_number(day)),
        )
        for day, count in days
    ]
    title = frame.maker.dates.month_heading(year, month)
    path, crumbs = archive_path(year, month), _crumbs(frame, year)
    pager = _pager(frame, IN_MONTHS, date(year, month, 1), _last(year, month))
    name = frame.maker.dates.month_name(year, month)
    # Translators: such as “June 2021”.
    description = frame.maker.language.gettext("All news of %(month)s.", month=name)
    data = _index_data(frame, path, title, description, crumbs, rows, days, pager)
    counts = {day.day: count for day, count in days}
    return {**data, "month": calendar(frame.maker, year, month, counts)}


def _pager(frame: PageFrame, unit: int, first: date, last: date) -> Pager:
    """Links from a day, month or year to the one before it and the one after it with records."""
    number = {DAYS: day_number, IN_MONTHS: month_number, YEAR_NUMBERS: _year}[unit](first)
    before, after = frame.maker.library.neighbours(
        unit, number, day_number(first), day_number(last) + 1
    )
    older, older_href = _period(frame, unit, before)
    newer, newer_href = _period(frame, unit, after)
    return Pager("", newer_href, older_href, older, newer)


def _period(frame: PageFrame, unit: int, number: int | None) -> tuple[str, str]:
    """Name and address of the day, month or year of a day; empty for None."""
    if number is None:
        return "", ""
    day = date_of(number)
    parts = (day.year, day.month, day.day)[: 3 - unit]
    dates = frame.maker.dates
    names = (
        dates.day_name(day),
        dates.month_heading(day.year, day.month),
        dates.year(day.year),
    )
    return names[unit], frame.maker.urls.href(archive_path(*parts))


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _year(day: date) -> int:
    return day.year


def prepare_day(frame: PageFrame, number: int) -> Mapping[str, Any]:
    """The data of a day's page; ``number`` is its number of days since 1970."""
    day, ids = date_of(number), frame.maker.library.day_ids(number)
    title = frame.maker.dates.day_name(day)
    path = archive_path(day.year, day.month, day.day)
    groups = day_groups(frame.maker, rows_of(ids), LINES)
    pager = _pager(frame, DAYS, day, day)
    return {
        **frame.head_and_crumbs(
            path,
            title,
            _crumbs(frame, day.year, day.month),
            pager=pager,
            description=frame.maker.language.gettext(
                "All news of %(day)s, newest first.", day=title
            ),
            about=collection(frame.maker, title, path),
        ),
        "title": title,
        "groups": groups,
        "pager": pager,
        "changed": newest_change(frame.maker, ids),
    }


def _index_data(
    frame: PageFrame,
    path: str,
    title: str,
    description: str,
    crumbs: tuple[Link, ...],
    rows: Sequence[IndexRow],
    days: Days,
    pager: Pager,
) -> dict[str, Any]:
    urls = frame.maker.urls
    addresses = [urls.on_host(row.link.href) for row in rows]
    about = json_ld.collection(title, urls.absolute(path), addresses)
    return {
        **frame.head_and_crumbs(
            path, title, crumbs, description=description, about=about, pager=pager
        ),
        "title": title,
        "rows": tuple(rows),
        "month": None,
        "pager": pager,
        "changed": frame.maker.library.day_changed(day_number(days[0][0])) if days else None,
    }
