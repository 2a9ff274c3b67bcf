"""How large the site is, and when it will be too large at the pace of the last weeks."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from site_gen.config import SiteConfig
from site_gen.model import Problem, Severity
from site_gen.report import too_large
from site_gen.wording import counted

_DAY = 86_400_000_000
"""Microseconds."""
_WINDOW = 30 * _DAY
_LEAST = 7 * _DAY
"""Over less than this a pace is no more than chance."""
_SOON = 90
_LONG = 100 * 365


class SizeForecast(msgspec.Struct, frozen=True):
    """How a site grows."""

    total: int
    limit: int
    pace: float | None = None
    """Records a day; None if the site is too young, or does not grow."""
    days: float | None = None
    """Until the limit is reached; None if it never is."""
    keeps_days: int | None = None
    """Records leave after this many days."""

    @property
    def line(self) -> str:
        """What a person is told: size, pace, and when the limit is reached."""
        size = f"{_megabytes(self.total)} of {_megabytes(self.limit)}"
        return f"{size}: {self.outlook}" if self.outlook else size

    @property
    def outlook(self) -> str:
        """The second half of the line; empty if nothing can be said."""
        if self.total > self.limit:
            return "the limit is passed"
        if self.pace is None:
            return ""
        at = f"at {_pace(self.pace)} a day the limit is"
        if self.days is None:
            return f"{at} not reached, as records leave after {self.keeps_days:,} days"
        return f"{at} reached in {_duration(self.days)}"


def forecast(total: int, times: Sequence[int], config: SiteConfig) -> SizeForecast:
    """Total bytes and the records' times → when ``limits.site_bytes`` is reached.

    Times are in microseconds since 1970. The pace is that of the 30 days before the newest record,
    or of as many as there are.
    """
    known = SizeForecast(total, config.limits.site_bytes, keeps_days=config.admission.max_age_days)
    if not times:
        return known
    newest = max(times)
    span = min(_WINDOW, newest - min(times))
    recent = sum(time > newest - span for time in times)
    if span < _LEAST or recent < 2:
        return known
    pace = recent / (span / _DAY)
    each = total / len(times)
    days = max(0.0, known.limit - total) / (pace * each)
    kept = known.keeps_days
    if kept is not None and pace * kept * each <= known.limit:
        return msgspec.structs.replace(known, pace=pace)
    return msgspec.structs.replace(known, pace=pace, days=days)


def check_size(found: SizeForecast) -> tuple[Problem, ...]:
    """An error if the site is too large, a warning if it soon will be."""
    passed = too_large(found.total, found.limit)
    if passed:
        return tuple(msgspec.structs.replace(each, severity=Severity.ERROR) for each in passed)
    if found.days is None or found.days >= _SOON:
        return ()
    return (
        Problem(
            "",
            f"{found.outlook}: the site has {found.line.partition(':')[0]}",
            Severity.WARNING,
            "site-growth",
            hint="leave out old records with admission.max_age_days",
        ),
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def _pace(pace: float) -> str:
    text = f"{pace:,.0f}" if pace >= 10 else f"{pace:.1f}".removesuffix(".0")
    return f"{text} record{'' if text == '1' else 's'}"


def _duration(days: float) -> str:
    """Days up to 60, months up to 36, then years."""
    if days > _LONG:
        return "more than 100 years"
    if days < 60:
        return counted(int(days), "day")
    months = days / 30.44
    return (
        counted(round(months), "month") if months <= 36 else counted(round(days / 365.25), "year")
    )
