"""Views of the archive."""

from __future__ import annotations

from site_gen.plan.views import View


class CalendarDay(View, frozen=True):
    """A day of a month; ``href`` is empty for a day without records."""

    number: int
    href: str = ""
    label: str = ""
    """``16 June 2021: 3 articles``, for screen readers."""
    count: int = 0


class Calendar(View, frozen=True):
    """A month: weeks from Monday to Sunday; None for days of other months."""

    title: str
    """``June 2021``"""
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
