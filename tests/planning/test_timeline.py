"""Who had a story first, and how long after the others came."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from site_gen.model import Related
from site_gen.plan.timeline import after, timeline
from tests.planning.sites import maker_of
from tests.records import NOON, hours_ago, record, related


def beats(*entries: Related, at: datetime = NOON) -> list[tuple[str, str, bool]]:
    """Outlet, how long after the first, and whether one is there, of each beat."""
    own = record(at=at, provider="Harbour Post", related=entries)
    found = timeline(maker_of(own), own)
    return [(beat.outlet.name, beat.after, beat.here) for beat in found]


def entry(name: str, at: datetime | None, end: str = "") -> Related:
    return related(f"https://{name.lower()}.example/{end}", name, published_at=at)


def test_outlets_are_in_the_order_of_time() -> None:
    assert beats(entry("Late", hours_ago(-3)), entry("Early", hours_ago(1.5))) == [
        ("Early", "First", False),
        ("Harbour Post", "+1 h 30 min", True),
        ("Late", "+4 h 30 min", False),
    ]


def test_outlet_counts_once_by_its_first_article() -> None:
    entries = [
        entry("A", hours_ago(-2), "2"),
        entry("A", hours_ago(-1), "1"),
        entry("A", None, "0"),
    ]
    assert beats(*entries) == [("Harbour Post", "First", True), ("A", "+1 h", False)]


def test_own_outlet_counts_by_the_record_one_is_on() -> None:
    own = related("https://harbourpost.example/x", "Harbour Post", published_at=hours_ago(9))
    assert beats(own, entry("A", hours_ago(-1))) == [
        ("Harbour Post", "First", True),
        ("A", "+1 h", False),
    ]


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (entry("A", None),),
        (related("https://harbourpost.example/x", "harbour post", published_at=NOON),),
    ],
    ids=["none", "undated", "own"],
)
def test_story_of_one_outlet_has_no_timeline(entries: tuple[Related, ...]) -> None:
    assert beats(*entries) == []


LAGS = [
    (timedelta(0), "+0 min"),
    (timedelta(seconds=59), "+0 min"),
    (timedelta(minutes=35), "+35 min"),
    (timedelta(hours=2), "+2 h"),
    (timedelta(hours=2, minutes=10), "+2 h 10 min"),
    (timedelta(hours=47, minutes=59), "+47 h 59 min"),
    (timedelta(hours=48), "+2 days"),
    (timedelta(days=3, hours=23), "+3 days"),
]


@pytest.mark.parametrize(("lag", "text"), LAGS)
def test_lag_is_told_in_round_numbers(lag: timedelta, text: str) -> None:
    assert after(NOON, NOON + lag, is_first=False) == text


def test_lag_is_not_told_where_only_the_day_is_known() -> None:
    midnight = NOON.replace(hour=0)
    assert after(midnight, NOON, is_first=False) == ""
    assert after(midnight - timedelta(hours=1), midnight, is_first=False) == ""
    assert after(midnight, midnight, is_first=True) == ""
