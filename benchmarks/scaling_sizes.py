"""The size of a site, and of the parts of its search index."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec
from newsroom import LAST
from scaling_runs import COLD, MIDDLE, NEWEST

from site_gen.search.part_lists import LARGE, MOST

DAYS_BACK: dict[str, Callable[[float], float]] = {
    NEWEST: lambda _days: 1.0,
    MIDDLE: lambda days: days / 2,
}
"""Age of the record that an update changes, in days, by the days of the site."""


class Size(msgspec.Struct, frozen=True):
    """A site."""

    records: int
    per_day: int
    kind: str = COLD

    @property
    def days(self) -> float:
        """Days of news."""
        return self.records / self.per_day


def part_size(size: Size) -> float:
    """Records in the part of the search index in which an update changes one.

    See ``site_gen/search/part_lists.py``.
    """
    back = DAYS_BACK[size.kind](size.days) if size.kind in DAYS_BACK else 0.0
    changed = (LAST - timedelta(days=back)).date()
    oldest = (LAST - timedelta(days=size.days)).date()

    def records(first: date, last: date) -> float:
        """Of both days and those between."""
        days = (min(last, LAST.date()) - max(first, oldest)).days + 1
        return max(0, days) * size.per_day

    newest_year = LAST.year
    whole_year = records(date(changed.year, 1, 1), date(changed.year, 12, 31))
    if changed.year != newest_year or whole_year <= LARGE:
        return whole_year
    months = [
        records(date(newest_year, month, 1), _last_day(month)) for month in range(1, LAST.month + 1)
    ]
    if changed.month > LAST.month - 2:
        return months[changed.month - 1]
    return _merged(months[:-2], changed.month - 1)


def _last_day(month: int) -> date:
    return date(LAST.year, month, calendar.monthrange(LAST.year, month)[1])


def _merged(months: Sequence[float], place: int) -> float:
    """Records of the part that has the month of this place; months share parts up to a limit."""
    parts: list[list[int]] = []
    sizes: list[float] = []
    for month, size in enumerate(months):
        if parts and sizes[-1] + size <= MOST:
            parts[-1].append(month)
            sizes[-1] += size
        else:
            parts.append([month])
            sizes.append(size)
    return next(size for part, size in zip(parts, sizes, strict=True) if place in part)
