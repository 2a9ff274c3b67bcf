"""By when an article had been published, and whether that is known to the hour."""

from __future__ import annotations

from datetime import timedelta

from site_gen.instants import DAY, micros
from site_gen.publication import UNKNOWN, Publication, first_time, publication
from site_gen.zones import UTC_ZONE, zone_named
from tests.records import NOON

AT = micros(NOON)
MIDNIGHT = AT - 12 * 3_600_000_000


def test_time_of_publication_is_exact() -> None:
    assert publication(AT, UTC_ZONE) == Publication(AT, exact=True)


def test_time_of_a_change_is_a_latest_time() -> None:
    assert publication(AT, UTC_ZONE, time_known=False) == Publication(AT, exact=False)


def test_day_says_only_that_it_was_over_at_its_end() -> None:
    assert publication(MIDNIGHT, UTC_ZONE) == Publication(MIDNIGHT + DAY, exact=False)


def test_days_are_those_of_the_zone() -> None:
    madrid = zone_named("Europe/Madrid")
    start = micros(madrid.start(NOON.date()))
    assert publication(start, madrid) == Publication(start + DAY, exact=False)
    assert publication(MIDNIGHT, madrid).exact


def test_no_time_and_one_to_come_are_unknown() -> None:
    assert publication(None, UTC_ZONE) == UNKNOWN
    assert publication(AT, UTC_ZONE, now=AT - 1) == UNKNOWN
    assert publication(AT, UTC_ZONE, now=AT).exact


def test_first_is_known_unless_another_was_certainly_before_it() -> None:
    exact, later = Publication(AT, exact=True), Publication(AT + 1, exact=True)
    assert first_time([later, exact, UNKNOWN]) == AT
    assert first_time([exact, publication(MIDNIGHT, UTC_ZONE)]) == AT
    yesterday = publication(MIDNIGHT - DAY, UTC_ZONE)
    assert first_time([exact, yesterday]) is None
    assert first_time([exact, Publication(AT, exact=False)]) is None
    assert first_time([UNKNOWN]) is first_time([]) is None
    assert publication(micros(NOON - timedelta(days=1)), UTC_ZONE).by < MIDNIGHT
