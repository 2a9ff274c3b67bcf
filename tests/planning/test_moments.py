"""Views of instants: dates and times as pages show them, and labels beside headlines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from site_gen.i18n.language import Language, LanguageSettings
from site_gen.plan.moments import Moments
from site_gen.plan.views import EditionDate, Moment


def moments(zone: str = "UTC", tag: str = "en") -> Moments:
    return Moments(Language(LanguageSettings(tag=tag, timezone=zone)).dates)


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
    assert moments().moment(instant) == shown


IN_ZONES = [
    ("America/New_York", "2021-06-16T03:30:00", "15 June 2021", "23:30"),
    ("Asia/Kolkata", "2021-06-15T18:31:00", "16 June 2021", "00:01"),
    ("Asia/Kolkata", "2021-06-15T18:30:00", "16 June 2021", ""),
    ("Pacific/Kiritimati", "2020-12-31T11:00:00", "1 January 2021", "01:00"),
    ("Europe/Lisbon", "2021-10-31T00:30:00", "31 October 2021", "01:30"),
    ("Europe/Lisbon", "2021-10-31T01:30:00", "31 October 2021", "01:30"),
    ("America/Sao_Paulo", "2018-11-04T03:00:00", "4 November 2018", ""),
    ("America/Sao_Paulo", "2018-11-04T03:00:01", "4 November 2018", "01:00"),
]


@pytest.mark.parametrize(("zone", "instant", "day", "time"), IN_ZONES)
def test_instant_is_shown_in_the_zone(zone: str, instant: str, day: str, time: str) -> None:
    found = moments(zone).moment(datetime.fromisoformat(instant).replace(tzinfo=UTC))
    assert (found.date, found.time) == (day, time)
    assert found.iso == f"{instant}Z" if time else "T" not in found.iso


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
    assert moments().labelled(at, NEWEST).label == text


def test_label_names_both_years_around_new_year() -> None:
    newest = datetime(2021, 1, 1, 1, 0, tzinfo=UTC)
    before = newest - timedelta(hours=2)
    assert moments().labelled(before, newest).label == "31 Dec 2020, 23:00"
    assert moments("Asia/Kolkata").labelled(before, newest).label == "1 Jan, 04:30"


def test_label_beside_another_time_has_only_what_differs() -> None:
    page = datetime(2021, 1, 1, 1, 0, tzinfo=UTC)
    same_day, before = page + timedelta(hours=3), page - timedelta(hours=2)
    utc, new_york = moments(), moments("America/New_York")
    assert utc.beside(same_day, page).label == "04:00"
    assert utc.beside(before, page).label == "31 Dec 2020, 23:00"
    assert new_york.beside(before, page).label == "18:00"
    assert new_york.beside(same_day, page).label == "23:00"


def test_edition_names_the_zone_of_its_time() -> None:
    newest = datetime(2026, 9, 18, 22, 30, tzinfo=UTC)
    assert moments("Europe/Madrid").edition(newest) == EditionDate(
        "Saturday 19 September 2026", "2026-09-18T22:30:00Z", "00:30", "CEST", "2026-09-19"
    )
    assert moments("Europe/Madrid").edition(newest - timedelta(minutes=30)) == EditionDate(
        "Saturday 19 September 2026", "2026-09-19", date="2026-09-19"
    )
