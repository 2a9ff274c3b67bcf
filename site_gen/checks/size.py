"""The size of the site, and a forecast of when it reaches its limit."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from site_gen.config import SiteConfig
from site_gen.model import Problem, Severity
from site_gen.site_size import too_large
from site_gen.wording import counted

_DAY = 86_400_000_000
"""Microseconds."""
_WINDOW = 30 * _DAY
_SHORTEST = 7 * _DAY
"""A shorter time is too short for a forecast."""
_SOON = 90
_LONG = 100 * 365
"""Days, as ``_SOON``."""


class SizeForecast(msgspec.Struct, frozen=True):
    """Size and growth of a site."""

    total: int
    """Bytes, as ``limit``."""
    limit: int
    pace: float | None = None
    """Records a day; None if the site is too young, or does not grow."""
    days: float | None = None
    """Days until the limit is reached; None if it never is."""
    max_age_days: int | None = None
    """Records are left out after this many days."""

    @property
    def line(self) -> str:
        """Size, growth, and when the limit is reached."""
        size = f"{_megabytes(self.total)} of {_megabytes(self.limit)}"
        return f"{size}: {self.outlook}" if self.outlook else size

    @property
    def outlook(self) -> str:
        """The forecast in words; empty if there is none."""
        if self.total > self.limit:
            return "the limit is exceeded"
        if self.pace is None:
            return ""
        at = f"at {_pace(self.pace)} a day the limit is"
        if self.days is None:
            return f"{at} not reached, as records are left out after {self.max_age_days:,} days"
        return f"{at} reached in {_duration(self.days)}"


def forecast(total: int, times: Sequence[int], config: SiteConfig) -> SizeForecast:
    """When a site of ``total`` bytes reaches ``limits.site_bytes``.

    ``times`` are those of the records, in microseconds since 1970. The pace is measured in the 30
    days before the newest record, or in the time since the oldest if that is shorter.
    """
    current = SizeForecast(
        total, config.limits.site_bytes, max_age_days=config.admission.max_age_days
    )
    if not times:
        return current
    newest = max(times)
    span = min(_WINDOW, newest - min(times))
    recent = sum(time > newest - span for time in times)
    if span < _SHORTEST or recent < 2:
        return current
    pace = recent / (span / _DAY)
    record_bytes = total / len(times)
    days = max(0.0, current.limit - total) / (pace * record_bytes)
    max_age = current.max_age_days
    if max_age is not None and pace * max_age * record_bytes <= current.limit:
        return msgspec.structs.replace(current, pace=pace)
    return msgspec.structs.replace(current, pace=pace, days=days)


def check_size(forecast: SizeForecast) -> tuple[Problem, ...]:
    """An error if the site is too large, a warning if it soon will be."""
    too_much = too_large(forecast.total, forecast.limit)
    if too_much:
        return tuple(
            msgspec.structs.replace(problem, severity=Severity.ERROR) for problem in too_much
        )
    if forecast.days is None or forecast.days >= _SOON:
        return ()
    return (
        Problem(
            "",
            f"{forecast.outlook}: the site has {forecast.line.partition(':')[0]}",
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
