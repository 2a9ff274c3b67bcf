"""Records by day, month and year (UTC)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from site_gen.model import PlannedPage
from site_gen.plan import structured
from site_gen.plan.frame import Frame
from site_gen.plan.lists import collection, day_groups, listed_with
from site_gen.plan.maker import one_line
from site_gen.plan.moments import MONTHS, day_heading, day_name
from site_gen.plan.views import Count, IndexRow, Link, Pager
from site_gen.urls import archive_path

Days = dict[date, tuple[str, ...]]
"""Day → ids of its records, newest first; days from new to old."""


def plan_archive(frame: Frame) -> Iterator[PlannedPage]:
    """The overview and a page for every year, month and day that has records."""
    records = frame.library.records
    ids = frame.library.newest_first
    days: Days = {
        day: tuple(group)
        for day, group in groupby(ids, lambda id_: records[id_].published_at.date())
    }
    yield _page(frame, archive_path(), days, partial(_overview, frame, days))
    for year, in_year in _parts(days, lambda day: day.year):
        yield _page(frame, archive_path(year), in_year, partial(_year, frame, year, in_year))
        for month, in_month in _parts(in_year, lambda day: day.month):
            prepare = partial(_month, frame, year, month, in_month)
            yield _page(frame, archive_path(year, month), in_month, prepare)
            for day, day_ids in in_month.items():
                yield PlannedPage(
                    archive_path(day.year, day.month, day.day),
                    "archive",
                    "pages/day.html",
                    partial(_day, frame, day, day_ids),
                    listed_with(frame.library, "archive", day_ids),
                )


def _page(
    frame: Frame, path: str, days: Days, prepare: Callable[[], Mapping[str, Any]]
) -> PlannedPage:
    listed = listed_with(frame.library, "archive", next(iter(days.values()), ()))
    return PlannedPage(path, "archive", "pages/archive.html", prepare, listed)


def _parts(days: Days, part: Callable[[date], int]) -> list[tuple[int, Days]]:
    return [
        (number, {day: days[day] for day in group}) for number, group in groupby(days, key=part)
    ]


def _size(days: Days) -> int:
    return sum(map(len, days.values()))


def _trail(frame: Frame, *parts: int) -> tuple[Link, ...]:
    """Breadcrumbs down to the year, month or nothing that ``parts`` name."""
    labels = ("Archive", *(str(part) for part in parts[:1]), *(MONTHS[m - 1] for m in parts[1:2]))
    return tuple(
        frame.maker.link(label, archive_path(*parts[:depth])) for depth, label in enumerate(labels)
    )


def _overview(frame: Frame, days: Days) -> Mapping[str, Any]:
    rows = []
    for year, in_year in _parts(days, lambda day: day.year):
        months = tuple(
            Count(frame.maker.link(MONTHS[month - 1], archive_path(year, month)), _size(in_month))
            for month, in_month in _parts(in_year, lambda day: day.month)
        )
        link = frame.maker.link(str(year), archive_path(year))
        rows.append(IndexRow(link, _size(in_year), children=months))
    return _shape(frame, archive_path(), "Archive", (), rows)


def _year(frame: Frame, year: int, days: Days) -> Mapping[str, Any]:
    rows = []
    for month, in_month in _parts(days, lambda day: day.month):
        link = frame.maker.link(f"{MONTHS[month - 1]} {year}", archive_path(year, month))
        children = tuple(
            Count(
                frame.maker.link(
                    f"{day.day} {MONTHS[month - 1][:3]}", archive_path(year, month, day.day)
                ),
                len(ids),
            )
            for day, ids in in_month.items()
        )
        rows.append(IndexRow(link, _size(in_month), children=children))
    return _shape(frame, archive_path(year), str(year), _trail(frame), rows)


def _month(frame: Frame, year: int, month: int, days: Days) -> Mapping[str, Any]:
    rows = [
        IndexRow(
            frame.maker.link(day_heading(day), archive_path(year, month, day.day)),
            len(ids),
            note=_headline(frame, ids),
        )
        for day, ids in days.items()
    ]
    title = f"{MONTHS[month - 1]} {year}"
    return _shape(frame, archive_path(year, month), title, _trail(frame, year), rows)


def _headline(frame: Frame, ids: Sequence[str]) -> str:
    """The headline that stands for a day: of the best quality, then the earliest."""
    records = frame.maker.library.records
    best = min(ids, key=lambda id_: (-records[id_].quality, records[id_].published_at, id_))
    return one_line(records[best].title)


def _day(frame: Frame, day: date, ids: Sequence[str]) -> Mapping[str, Any]:
    title = day_name(day)
    path = archive_path(day.year, day.month, day.day)
    groups = day_groups(frame.maker, ids)
    return {
        **frame.around(
            path,
            title,
            _trail(frame, day.year, day.month),
            description=f"All news of {title}, newest first.",
            about=collection(frame.maker, title, path),
        ),
        "title": title,
        "groups": groups,
        "pager": Pager(),
    }


def _shape(
    frame: Frame, path: str, title: str, crumbs: tuple[Link, ...], rows: Sequence[IndexRow]
) -> Mapping[str, Any]:
    about = "All news, by year, month and day." if title == "Archive" else f"All news of {title}."
    urls = frame.maker.urls
    addresses = [urls.on_host(row.link.href) for row in rows]
    data = structured.collection(title, urls.absolute(path), addresses)
    return {
        **frame.around(path, title, crumbs, description=about, about=data),
        "title": title,
        "rows": tuple(rows),
    }
