"""Instants, days and spans of time as text, in a language and a time zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.units import format_unit

from site_gen.i18n.formats import HOUSE_LOCALES, Formats
from site_gen.i18n.numbers import Numbers
from site_gen.i18n.zone_names import ZoneNames
from site_gen.language_tags import base_language
from site_gen.zones import Zone

_HOURS_UNTIL_DAYS = 48
_CACHE_SIZE = 4096
_LONGEST_WEEKDAY = 6
"""Letters of an abbreviation that fits the column of a calendar on a phone."""
_WITHOUT_SPACES = ("ja", "zh")
"""Languages that write ``3日``, where CLDR has a space."""
_HOUSE_MONTH = {9: ("Sept", "Sep")}
"""CLDR abbreviates September to four letters in British English."""


class Dates:
    """Formats dates, times and spans of time for the pages of a site."""

    def __init__(self, tag: str, locale: Locale, zone: Zone, numbers: Numbers) -> None:
        self.zone = zone
        self.zone_names = ZoneNames(zone, locale, numbers)
        is_unknown = locale.language == "en" != base_language(tag)
        self.is_house = tag.lower() in HOUSE_LOCALES or is_unknown
        """Whether dates have the project's own forms."""
        self.formats = Formats(locale, is_house=self.is_house)
        self._locale = locale
        self._with_digits = numbers.with_digits
        cached: Callable[[Callable[..., str]], Callable[..., str]] = lru_cache(_CACHE_SIZE)
        self.written = cached(self._written)
        self.clock = cached(self._clock)
        self.days = cached(self._write_days)
        """``1 day``, ``3 days``"""
        self._hours_and_minutes = cached(self._write_hours_and_minutes)

    def _written(self, day: date, skeleton: str) -> str:
        """A day as the fields of a CLDR skeleton, such as ``yMMMd``: ``16 Jun 2021``."""
        return self.formatted(day, self.formats.pattern(skeleton))

    def formatted(self, day: date, pattern: str) -> str:
        """A day by a CLDR pattern, such as ``d MMM y``."""
        if day.day == 1 and self.formats.first_day:
            pattern = self.formats.with_first_day(pattern)
        text = format_date(day, pattern, self._locale)
        if self.is_house and day.month in _HOUSE_MONTH and "MMMM" not in pattern:
            text = text.replace(*_HOUSE_MONTH[day.month])
        return self._with_digits(text)

    def _clock(self, hour: int, minute: int) -> str:
        """``05:33``, ``5:33 AM``"""
        text = format_time(time(hour, minute), self.formats.time, locale=self._locale)
        return self._with_digits(text)

    def time(self, instant: datetime) -> str:
        """Hours and minutes in the time zone of the site."""
        local = self.zone.local(instant)
        return self.clock(local.hour, local.minute)

    def with_time(self, day: str, clock: str) -> str:
        """A date and a time: ``16 Jun, 05:33``; only the date if ``clock`` is empty."""
        if not clock:
            return day
        return self.formats.date_and_time.replace("{1}", day).replace("{0}", clock)

    def day_name(self, day: date) -> str:
        """``16 June 2021``"""
        return self.written(day, "yMMMMd")

    def month_name(self, year: int, month: int) -> str:
        """``June 2021``"""
        return self.written(date(year, month, 1), "yMMMM")

    def month_heading(self, year: int, month: int) -> str:
        """``June 2021`` as a title or link: with a capital in languages with small months."""
        return _as_heading(self.month_name(year, month))

    def month(self, month: int) -> str:
        """``June``, as it stands alone."""
        return _as_heading(str(self._locale.months["stand-alone"]["wide"][month]))

    def year(self, year: int) -> str:
        """``2021``, ``2021年``"""
        return self.written(date(year, 1, 1), "y")

    def weekdays(self) -> list[tuple[str, str]]:
        """The weekdays from the first of the week on, with abbreviations: ``Monday``, ``Mon``.

        Languages that hardly abbreviate them, such as Arabic and Persian, have short names as well.
        """
        days = self._locale.days["stand-alone"]
        longest = max(len(name) for name in days["abbreviated"].values())
        width = "short" if longest > _LONGEST_WEEKDAY and "short" in days else "abbreviated"
        order = [(self.first_weekday + number) % 7 for number in range(7)]
        return [(str(days["wide"][day]), str(days[width][day])) for day in order]

    @property
    def first_weekday(self) -> int:
        """The day on which weeks begin, 0 for Monday."""
        return int(self._locale.first_week_day)

    def day_heading(self, day: date, year: int | None = None) -> str:
        """``Wednesday, 16 June 2021``; without the year if the heading before has ``year``."""
        return _as_heading(self.written(day, "MMMMEEEEd" if day.year == year else "yMMMMEEEEd"))

    def edition(self, day: date) -> str:
        """``Friday 18 September 2026``, the date of a front page."""
        return _as_heading(self.written(day, "edition"))

    def span(self, first: date, last: date) -> str:
        """The days from first to last: ``28 May – 3 June 2021``; nothing is said twice."""
        if first == last:
            return self.day_name(last)
        if self.is_house:
            return self._house_span(first, last)
        differing = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        start, end = self.formats.interval(differing)
        return self.formatted(first, start) + self.formatted(last, end)

    def _house_span(self, first: date, last: date) -> str:
        start = "d"
        if (first.year, first.month) != (last.year, last.month):
            start += " MMMM"
        if first.year != last.year:
            start += " y"
        return f"{self.formatted(first, start)} – {self.day_name(last)}"

    def duration(self, length: timedelta) -> str:
        """``35 min``, ``2 h 10 min``, from two days on ``3 days``; rounded down."""
        minutes = length // timedelta(minutes=1)
        if minutes >= _HOURS_UNTIL_DAYS * 60:
            return self.days(length.days)
        return self._hours_and_minutes(*divmod(minutes, 60))

    def _write_hours_and_minutes(self, hours: int, minutes: int) -> str:
        parts = [self._unit(hours, "hour")] if hours else []
        if minutes or not hours:
            parts.append(self._unit(minutes, "minute"))
        text = self.formats.two_units.format(*parts) if len(parts) == 2 else parts[0]
        return self._amount(text)

    def _write_days(self, number: int) -> str:
        return self._amount(format_unit(number, "duration-day", "long", locale=self._locale))

    def _amount(self, text: str) -> str:
        """Numbers with units, in the digits of the language, and as it spaces them."""
        if self._locale.language in _WITHOUT_SPACES:
            text = text.replace(" ", "")
        return self._with_digits(text)

    def _unit(self, number: int, unit: str) -> str:
        if self.is_house:  # the symbols of the SI
            return f"{number} {'h' if unit == 'hour' else 'min'}"
        return format_unit(number, f"duration-{unit}", "short", locale=self._locale)


def _as_heading(text: str) -> str:
    """The text with a capital at its start, as newspapers write a date that stands alone.

    CLDR's ``contextTransforms`` say so for most languages; Babel does not contain them.
    """
    return text[:1].upper() + text[1:]
