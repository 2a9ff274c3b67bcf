"""Instants, days and durations as text: in English and UTC, whatever the machine's locale is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from msgspec.structs import replace

from site_gen.model.stories import is_day_only
from site_gen.plan.views import EditionDate, Moment

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_HOURS_UNTIL_DAYS = 48
_RECENT = timedelta(days=2)
"""How long before the newest article the hour of another is worth saying."""
_CACHE_SIZE = 4096


@lru_cache(_CACHE_SIZE)
def moment(instant: datetime) -> Moment:
    """The view of an instant. Midnight means that only the day is known."""
    instant = instant.astimezone(UTC)
    month = MONTHS[instant.month - 1]
    day_only = is_day_only(instant)
    iso_day = f"{instant.year:04}-{instant.month:02}-{instant.day:02}"
    clock = f"{instant.hour:02}:{instant.minute:02}"
    return Moment(
        iso=iso_day if day_only else f"{iso_day}T{clock}:{instant.second:02}Z",
        date=f"{instant.day} {month} {instant.year}",
        short=f"{instant.day} {month[:3]} {instant.year}",
        time="" if day_only else clock,
    )


@lru_cache(_CACHE_SIZE)
def labelled(instant: datetime, newest: datetime) -> Moment:
    """The view of an instant with a label for a page whose newest article is of ``newest``.

    The label has the year only if it is another one, and the hour only within two days.
    """
    view, day = moment(instant), _day_beside(instant, newest)
    is_recent = view.time and abs(newest - instant) < _RECENT
    return replace(view, label=f"{day}, {view.time}" if is_recent else day)


def beside(instant: datetime, page: datetime) -> Moment:
    """An instant, labelled for the page of an article: ``13:30`` on its day, else with the day,
    ``16 Sep, 13:30``, and in another year ``16 Sep 2025, 13:30``."""
    view, day = moment(instant), _day_beside(instant, page)
    if view.time and instant.astimezone(UTC).date() == page.astimezone(UTC).date():
        return replace(view, label=view.time)
    return replace(view, label=f"{day}, {view.time}" if view.time else day)


def _day_beside(instant: datetime, other: datetime) -> str:
    """The short date, with the year if the other instant is in another one (UTC)."""
    short = moment(instant).short
    is_same_year = instant.astimezone(UTC).year == other.astimezone(UTC).year
    return short.rpartition(" ")[0] if is_same_year else short


def edition(newest: datetime) -> EditionDate:
    """The date of a page whose newest article is of ``newest``."""
    view, day = moment(newest), newest.astimezone(UTC)
    return EditionDate(f"{WEEKDAYS[day.weekday()]} {view.date}", view.iso, view.time)


def day_heading(day: date, year: int | None = None) -> str:
    """``Wednesday, 16 June 2021``; without the year if the heading before has ``year``."""
    text = f"{WEEKDAYS[day.weekday()]}, {day_name(day)}"
    return text.removesuffix(f" {day.year}") if day.year == year else text


def day_name(day: date) -> str:
    """``16 June 2021``"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span(first: date, last: date) -> str:
    """The days from first to last, without repeating month or year: ``28 May – 3 June 2021``."""
    if first == last:
        return day_name(last)
    start = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} – {day_name(last)}"


def duration(length: timedelta) -> str:
    """``35 min``, ``2 h 10 min``, from two days on ``3 days``; rounded down."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    if hours >= _HOURS_UNTIL_DAYS:
        return f"{length.days} days"
    parts = [f"{hours} h"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} min")
    return " ".join(parts)


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``11th``"""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
