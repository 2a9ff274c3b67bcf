"""The picture of a story's coverage by hour on an article's page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from site_gen.i18n.language import Language, LanguageSettings
from site_gen.plan.coverage import covering_articles
from site_gen.plan.coverage_chart import coverage_chart
from site_gen.plan.full_coverage import full_coverage
from site_gen.plan.moments import Moments
from site_gen.plan.views import CoverageChart
from tests.planning.sites import maker_of
from tests.records import NOON, record, related


def chart_of(
    *hours: float, page: datetime = NOON, start: datetime = NOON, zone: str = "UTC"
) -> CoverageChart | None:
    """The chart of articles that came so many hours after noon or another time."""
    language = Language(LanguageSettings("en", zone))
    times = [start + timedelta(hours=each) for each in hours]
    return coverage_chart(times, page, language, Moments(language.dates))


def text_of(chart: CoverageChart) -> str:
    """The label as pages have it."""
    return chart.label + (chart.peak.label if chart.peak else "") + chart.label_end


def known(*hours: float, page: datetime = NOON, zone: str = "UTC") -> CoverageChart:
    chart = chart_of(*hours, page=page, zone=zone)
    assert chart
    return chart


@pytest.mark.parametrize("hours", [(), (0, 9), (0, 0.2, 0.9)])
def test_few_articles_and_those_of_one_hour_have_no_chart(hours: tuple[float, ...]) -> None:
    assert chart_of(*hours) is None


def test_bars_are_hours_and_that_of_the_page_is_apart() -> None:
    chart = known(0, 0.5, 2, 2.1, 2.2, 2.3, 4.5)
    assert chart.bars == 5
    assert chart.own_path == "M0 24v-12h3v12"
    assert chart.path == "M8 24v-24h3v24M16 24v-6h3v6"
    assert text_of(chart) == "Coverage by hour: most at 14:00, 4 articles"
    assert (chart.first.label, chart.last.label) == ("12:00", "16:30")


def test_page_without_a_known_hour_has_no_bar_of_its_own() -> None:
    chart = known(0, 2, 4, page=NOON - timedelta(minutes=7))
    assert chart.own_path == ""
    assert chart.path.count("M") == 3


@pytest.mark.parametrize(
    ("hours", "bars", "label"),
    [
        ((0, 1, 2), 3, "Coverage by hour"),
        ((0, 47.9, 47.9), 48, "Coverage by hour: most at 18 Jun, 11:00, 2 articles"),
        ((0, 48, 48), 25, "Coverage over time: most from 18 Jun, 12:00, 2 articles"),
        ((1, 1, 70), 36, "Coverage over time: most from 12:00, 2 articles"),
        ((0, 40, 80), 41, "Coverage over time"),
        ((0, 600, 601), 26, "Coverage by day: most on 11 Jul, 2 articles"),
        ((0, 600, 650), 28, "Coverage by day"),
        ((0, 24 * 365 * 60), 0, ""),
        ((0, 1, 24 * 365 * 60), 0, "Coverage over time: most from 16 Jun, 2 articles"),
    ],
)
def test_bars_of_long_stories_are_wider(hours: tuple[float, ...], bars: int, label: str) -> None:
    chart = chart_of(*hours)
    assert (text_of(chart) if chart else "") == label
    if chart:
        assert chart.bars <= 48
        assert chart.bars == bars or not bars


def test_articles_far_apart_have_a_chart() -> None:
    """Also if the bar of the first one begins before the calendar does."""
    chart = chart_of(0, 1, 24 * 365 * 2020, start=datetime(1, 1, 9, 12, tzinfo=UTC))
    assert chart
    assert chart.bars <= 48


def test_hours_are_those_of_clocks_in_the_site_s_zone() -> None:
    """At 18:30 in Kolkata an hour begins that ends at noon and a half in UTC."""
    chart = known(0.25, 0.75, 0.9, zone="Asia/Kolkata")
    assert chart.bars == 2
    assert text_of(chart) == "Coverage by hour: most at 18:00, 2 articles"
    assert chart.peak
    assert chart.peak.iso == "2021-06-16T12:30:00Z"


def test_hour_of_midnight_is_an_hour() -> None:
    chart = known(12.1, 12.2, 14, page=NOON + timedelta(hours=14))
    assert text_of(chart) == "Coverage by hour: most at 00:00, 2 articles"
    assert chart.peak
    assert chart.peak.iso == "2021-06-17T00:00:00Z"


def test_only_the_story_s_articles_of_known_hour_count() -> None:
    midnight = NOON.replace(hour=0)
    entries = [
        related(f"https://q.example/{number}", f"O{number}", published_at=at)
        for number, at in enumerate(
            (None, midnight, NOON - timedelta(hours=2), NOON - timedelta(hours=1))
        )
    ]
    own = record(provider="Harbour Post", related=tuple(entries))
    maker = maker_of(own)
    coverage = full_coverage(maker, own, covering_articles(maker.library, own.id))
    assert coverage
    assert coverage.chart
    assert coverage.chart.bars == 3
    assert coverage.chart.own_path == "M8 24v-24h3v24"
