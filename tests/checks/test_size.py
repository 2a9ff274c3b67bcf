"""The size of the site, and when it is too large."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from site_gen.checks.size import SizeForecast, _duration, check_size, forecast
from site_gen.config import SiteConfig
from site_gen.config.types import Admission, Limits
from site_gen.instants import micros
from site_gen.model import Severity
from tests.checks.broken import built, check
from tests.sites.site import config, days

START = datetime(2026, 1, 1, tzinfo=UTC)


def forecast_of(
    total: int, hours: list[float], limit: int = 1_000_000_000, **admission: Any
) -> SizeForecast:
    settings = SiteConfig(
        title="T",
        base_url="https://quay.example/",
        limits=Limits(site_bytes=limit),
        admission=Admission(**admission),
    )
    return forecast(total, [micros(START + timedelta(hours=hour)) for hour in hours], settings)


def daily(per_day: int, count: int) -> list[float]:
    return [day * 24 + 24 / per_day * number for day in range(count) for number in range(per_day)]


def test_forecast_counts_the_last_thirty_days() -> None:
    hours = [-10_000.0, *daily(40, 60)]
    found = forecast_of(100_000_000, hours)
    assert found.line == (
        "100.0 MB of 1,000.0 MB: at 40 records a day the limit is reached in 18 months"
    )


@pytest.mark.parametrize("hours", [[], [0.0], [0.0] * 9, daily(3, 6)])
def test_new_or_unchanging_sites_have_no_forecast(hours: list[float]) -> None:
    assert forecast_of(1_000_000, hours).line == "1.0 MB of 1,000.0 MB"


def test_site_that_leaves_out_old_records_reaches_no_limit() -> None:
    found = forecast_of(1_000_000, daily(2, 30), max_age_days=365)
    assert found.line == (
        "1.0 MB of 1,000.0 MB: at 2 records a day the limit is not reached, "
        "as records are left out after 365 days"
    )
    assert check_size(found) == ()


def test_reaching_the_limit_soon_is_a_warning() -> None:
    (problem,) = check_size(forecast_of(900_000_000, daily(40, 60)))
    assert (problem.code, problem.severity) == ("site-growth", Severity.WARNING)
    assert problem.message == (
        "at 40 records a day the limit is reached in 6 days: the site has 900.0 MB of 1,000.0 MB"
    )
    assert check_size(forecast_of(200_000_000, daily(40, 60))) == ()


def test_site_above_its_limit_is_an_error(tmp_path: Path) -> None:
    options = built(tmp_path, {**days(2), "site.yaml": config(limits={"site_bytes": 1000})})
    checked = check(options)
    assert [(problem.code, problem.severity) for problem in checked.problems] == [
        ("site-size", Severity.ERROR)
    ]
    assert checked.forecast
    assert checked.forecast.line.endswith("the limit is exceeded")


@pytest.mark.parametrize(
    ("days_left", "text"),
    [
        (1.5, "1 day"),
        (59, "59 days"),
        (60, "2 months"),
        (426, "14 months"),
        (1095, "36 months"),
        (1100, "3 years"),
        (40_000, "more than 100 years"),
    ],
)
def test_durations_in_words(days_left: float, text: str) -> None:
    assert _duration(days_left) == text
