"""Instants, days and durations as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from site_gen.plan.dates import day_heading, day_name, duration, labelled, moment, ordinal, span

from site_gen.plan.views import Moment

MOMENTS = [
    (
        datetime(2021, 6, 16, 5, 33, 9, tzinfo=UTC),
        Moment("2021-06-16T05:33:09Z", "16 June 2021", "16 Jun 2021", "05:33"),
    ),
    (
        datetime(2021, 9, 1, 23, 59, tzinfo=UTC),
        Moment("2021-09-01T23:59:00Z", "1 September 2021", "1 Sep 2021", "23:59"),
    ),
    (
        datetime(2021, 6, 16, tzinfo=UTC),
        Moment("2021-06-16", "16 June 2021", "16 Jun 2021", ""),
    ),
    (
        datetime(2021, 6, 16, 0, 0, 1, tzinfo=UTC),
        Moment("2021-06-16T00:00:01Z", "16 June 2021", "16 Jun 2021", "00:00"),
    ),
    (
        datetime(2021, 6, 16, 23, 0, tzinfo=timezone(timedelta(hours=-7))),
        Moment("2021-06-17T06:00:00Z", "17 June 2021", "17 Jun 2021", "06:00"),
    ),
    (
        datetime(2021, 6, 16, 2, 0, tzinfo=timezone(timedelta(hours=2))),
        Moment("2021-06-16", "16 June 2021", "16 Jun 2021", ""),
    ),
    (
        datetime(987, 1, 2, 3, 4, tzinfo=UTC),
        Moment("0987-01-02T03:04:00Z", "2 January 987", "2 Jan 987", "03:04"),
    ),
]


@pytest.mark.parametrize(("instant", "shown"), MOMENTS)
def test_instant_is_shown_in_utc_and_midnight_as_day_only(instant: datetime, shown: Moment) -> None:
    assert moment(instant) == shown


NEWEST = datetime(2021, 6, 16, 8, 0, tzinfo=UTC)
LABELS = [
    (datetime(2021, 6, 16, 5, 33, tzinfo=UTC), "16 Jun, 05:33"),
    (datetime(2021, 6, 14, 8, 1, tzinfo=UTC), "14 Jun, 08:01"),
    (datetime(2021, 6, 14, 8, 0, tzinfo=UTC), "14 Jun"),
    (datetime(2021, 6, 16, tzinfo=UTC), "16 Jun"),
    (datetime(2020, 12, 31, 8, 0, tzinfo=UTC), "31 Dec 2020"),
    (datetime(2021, 6, 16, 4, 0, tzinfo=timezone(timedelta(hours=9))), "15 Jun, 19:00"),
]


@pytest.mark.parametrize(("at", "text"), LABELS)
def test_label_has_the_hour_of_two_days_and_no_year_of_the_newest(at: datetime, text: str) -> None:
    assert labelled(at, NEWEST).label == text


def test_label_names_both_years_around_new_year() -> None:
    newest = datetime(2021, 1, 1, 1, 0, tzinfo=UTC)
    assert labelled(newest - timedelta(hours=2), newest).label == "31 Dec 2020, 23:00"


SPANS = [
    (date(2021, 6, 16), date(2021, 6, 16), "16 June 2021"),
    (date(2021, 6, 3), date(2021, 6, 16), "3 – 16 June 2021"),
    (date(2021, 5, 28), date(2021, 6, 3), "28 May – 3 June 2021"),
    (date(2020, 12, 31), date(2021, 1, 1), "31 December 2020 – 1 January 2021"),
    (date(2020, 6, 3), date(2021, 6, 3), "3 June 2020 – 3 June 2021"),
]


@pytest.mark.parametrize(("first", "last", "text"), SPANS)
def test_span_repeats_no_month_or_year(first: date, last: date, text: str) -> None:
    assert span(first, last) == text


def test_day_names_and_headings() -> None:
    assert day_name(date(2021, 6, 16)) == "16 June 2021"
    assert day_heading(date(2021, 6, 16)) == "Wednesday, 16 June 2021"
    assert day_heading(date(2024, 2, 29)) == "Thursday, 29 February 2024"
    assert day_heading(date(2024, 2, 29), 2024) == "Thursday, 29 February"
    assert day_heading(date(2024, 2, 29), 2025) == "Thursday, 29 February 2024"


DURATIONS = [
    (timedelta(0), "0 min"),
    (timedelta(seconds=59), "0 min"),
    (timedelta(minutes=35), "35 min"),
    (timedelta(hours=2), "2 h"),
    (timedelta(hours=2, minutes=10), "2 h 10 min"),
    (timedelta(hours=47, minutes=59), "47 h 59 min"),
    (timedelta(hours=48), "2 days"),
    (timedelta(days=3, hours=23), "3 days"),
]


@pytest.mark.parametrize(("length", "text"), DURATIONS)
def test_duration_is_rounded_down(length: timedelta, text: str) -> None:
    assert duration(length) == text


def test_ordinals_are_those_of_english() -> None:
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111, 112)
    assert " ".join(map(ordinal, numbers)) == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 101st 111th 112th"
    )
