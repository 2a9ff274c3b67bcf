"""Days of time zones: where they begin, and which instants they have."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.instants import DAY, from_micros, micros
from site_gen.zones import UTC_ZONE, date_of, day_number, zone_named, zone_names

SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


STARTS = [
    ("UTC", "2021-06-16", "2021-06-16T00:00:00Z", 24),
    ("Etc/UTC", "2021-06-16", "2021-06-16T00:00:00Z", 24),
    ("America/New_York", "2021-06-16", "2021-06-16T04:00:00Z", 24),
    ("Asia/Kolkata", "2021-06-16", "2021-06-15T18:30:00Z", 24),
    ("Pacific/Kiritimati", "2021-06-16", "2021-06-15T10:00:00Z", 24),
    # Clocks are changed at 02:00 or 03:00.
    ("America/New_York", "2021-03-14", "2021-03-14T05:00:00Z", 23),
    ("America/New_York", "2021-11-07", "2021-11-07T04:00:00Z", 25),
    ("Europe/Lisbon", "2021-03-28", "2021-03-28T00:00:00Z", 23),
    ("Europe/Lisbon", "2021-10-31", "2021-10-30T23:00:00Z", 25),
    # Midnight does not exist: clocks go from 24:00 to 01:00.
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", 23),
    # 23:00 to 24:00 comes twice.
    ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", 25),
    ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z", 24),
    # 00:00 to 01:00 comes twice.
    ("America/Havana", "2021-11-07", "2021-11-07T04:00:00Z", 25),
    # Clocks went from 00:01 back to 23:01, so that the day came twice.
    ("America/St_Johns", "2010-11-07", "2010-11-07T03:30:00Z", 24),
    # Clocks went from 23:30 to 00:30.
    ("America/Toronto", "1919-03-31", "1919-03-31T04:30:00Z", 23.5),
    # Kiribati and Samoa went to the other side of the date line.
    ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", 24),
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0),
]


@pytest.mark.parametrize(("name", "day", "start", "hours"), STARTS)
def test_day_begins_at_its_first_instant(name: str, day: str, start: str, hours: float) -> None:
    zone, first = zone_named(name), date.fromisoformat(day)
    assert zone.start(first) == at(start)
    assert zone.start(first + timedelta(days=1)) - zone.start(first) == timedelta(hours=hours)
    assert zone.is_day_only(at(start))
    assert not zone.is_day_only(at(start) + SECOND)
    assert not zone.is_day_only(at(start) - SECOND)


@pytest.mark.parametrize("name", ["UTC", "Europe/Lisbon"])
def test_fraction_of_the_first_second_is_no_hour(name: str) -> None:
    start = zone_named(name).start(date(2021, 6, 16))
    assert zone_named(name).is_day_only(start + timedelta(microseconds=999_999))


DAYS = [
    ("UTC", "2021-06-16T23:59:59Z", "2021-06-16"),
    ("America/New_York", "2021-06-16T03:59:59Z", "2021-06-15"),
    ("America/New_York", "2021-06-16T04:00:00Z", "2021-06-16"),
    ("Asia/Kolkata", "2021-06-15T18:30:00Z", "2021-06-16"),
    ("Pacific/Kiritimati", "2020-12-31T10:00:00Z", "2021-01-01"),
    ("America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-04"),
    ("America/Sao_Paulo", "2018-11-04T02:59:59Z", "2018-11-03"),
    ("Europe/Lisbon", "2021-10-30T23:00:00Z", "2021-10-31"),
]


@pytest.mark.parametrize(("name", "instant", "day"), DAYS)
def test_day_of_an_instant(name: str, instant: str, day: str) -> None:
    zone = zone_named(name)
    assert zone.day(at(instant)) == date.fromisoformat(day)
    assert date_of(zone.day_number(micros(at(instant)))) == date.fromisoformat(day)


ZONES = (
    "UTC America/New_York Asia/Kolkata Pacific/Kiritimati Europe/Lisbon America/Sao_Paulo "
    "America/St_Johns America/Havana Pacific/Apia Africa/Casablanca Australia/Lord_Howe"
).split()


@given(
    st.sampled_from(ZONES),
    st.integers(-2_000_000_000, 4_000_000_000).map(partial(datetime.fromtimestamp, tz=UTC)),
)
def test_days_follow_each_other_without_gaps(name: str, instant: datetime) -> None:
    zone = zone_named(name)
    number = zone.day_number(micros(instant))
    begins, ends = zone.bounds(number)
    assert begins <= micros(instant) < ends
    assert zone.bounds(number + 1)[0] == ends
    assert zone.day_number(begins) == number
    assert zone.day_number(begins - 1) < number
    assert zone.day(instant) == date_of(number)
    # Within a day or, where it came twice, an hour of what the clock says.
    assert abs(zone.day(instant + timedelta(hours=2)) - zone.local(instant).date()).days <= 1


@given(st.sampled_from(sorted(zone_names())), st.integers(2000, 2030), st.integers(0, 364))
def test_clock_of_the_start_of_a_day_is_of_that_day(name: str, year: int, number: int) -> None:
    zone, day = zone_named(name), date(year, 1, 1) + timedelta(days=number)
    local = zone.local(zone.start(day))
    assert local.date() == day or (name.startswith(("Pacific/", "NZ")) and local.date() > day)
    assert local.hour <= 1


WRITTEN = [
    ("America/New_York", "2021-06-16T00:00:00Z", "2021-06-16T04:00:00Z"),
    ("Pacific/Kiritimati", "2021-06-16T00:00:00Z", "2021-06-15T10:00:00Z"),
    ("America/Sao_Paulo", "2018-11-04T00:00:00Z", "2018-11-04T03:00:00Z"),
    ("America/New_York", "2021-06-16T00:00:01Z", "2021-06-16T00:00:01Z"),
]


@pytest.mark.parametrize(("name", "written", "meant"), WRITTEN)
def test_midnight_in_utc_is_the_start_of_that_day(name: str, written: str, meant: str) -> None:
    assert zone_named(name).from_utc_day(at(written)) == at(meant)


@pytest.mark.parametrize("text", ["0001-01-01T12:00:00Z", "9999-12-31T12:00:00Z"])
def test_ends_of_the_calendar_belong_to_utc_alone(text: str) -> None:
    with pytest.raises(OverflowError):
        zone_named("Asia/Kolkata").checked(at(text))
    number = UTC_ZONE.day_number(micros(at(text)))
    assert UTC_ZONE.bounds(number) == (number * DAY, (number + 1) * DAY)
    assert from_micros(number * DAY).date() == date_of(number)
    assert day_number(date_of(number)) == number


def test_rules_come_from_the_package_and_not_from_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("zoneinfo.TZPATH", ())
    zone_named.cache_clear()
    assert zone_named("Europe/Lisbon").offset(at("2021-06-16T00:00:00Z")) == 60


def test_offsets_are_in_minutes() -> None:
    summer, winter = at("2021-06-16T12:00:00Z"), at("2021-12-16T12:00:00Z")
    offsets = [zone_named("America/New_York").offset(each) for each in (summer, winter)]
    assert offsets == [-240, -300]
    assert zone_named("Asia/Kolkata").offset(summer) == 330
