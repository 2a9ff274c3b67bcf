"""Views of the archive."""

from __future__ import annotations

from site_gen.plan.views import View


class CalendarDay(View, frozen=True):
    """A day of a month; ``href`` is empty for a day without records."""

    number: str
    """In the digits of the language."""
    href: str = ""
    label: str = ""
    """``16 June 2021: 3 articles``, for screen readers."""
    count: int = 0


class Weekday(View, frozen=True):
    name: str
    short: str
    """``Mon``"""


class Calendar(View, frozen=True):
    """A month: weeks from their first weekday on; None for days of other months."""

    title: str
    """``June 2021``"""
    weekdays: tuple[Weekday, ...]
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
