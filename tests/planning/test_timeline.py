"""Who had a story first, and how long after the others came."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from site_gen.model import Related
from site_gen.plan.timeline import timeline
from site_gen.plan.views import Timeline
from tests.planning.sites import maker_of
from tests.records import NOON, hours_ago, record, related

MIDNIGHT = NOON.replace(hour=0)


def course(*entries: Related, at: datetime = NOON) -> Timeline | None:
    """The timeline on the page of a record of the Harbour Post that lists these entries."""
    own = record(at=at, provider="Harbour Post", related=entries)
    return timeline(maker_of(own), own)


def beats(*entries: Related, at: datetime = NOON) -> list[str]:
    """Outlet, how long after the first, and where one is, of each beat."""
    found = course(*entries, at=at)
    assert found is not None
    return [
        " ".join(filter(None, (beat.provider.name, beat.after, beat.here))) for beat in found.beats
    ]


def said(*entries: Related, at: datetime = NOON) -> str:
    found = course(*entries, at=at)
    assert found is not None
    return found.summary


def entry(name: str, at: datetime | None, end: str = "a") -> Related:
    return related(f"https://{name.lower()}.example/{end}", name, published_at=at)


def test_providers_are_in_the_order_of_time() -> None:
    assert beats(entry("Late", hours_ago(-3)), entry("Early", hours_ago(1.5))) == [
        "Early First",
        "Harbour Post +1 h 30 min this article",
        "Late +4 h 30 min",
    ]


def test_provider_counts_once_by_its_first_article() -> None:
    entries = [
        entry("A", hours_ago(-2), "2"),
        entry("A", hours_ago(-1), "1"),
        entry("A", None, "0"),
    ]
    assert beats(*entries) == ["Harbour Post First this article", "A +1 h"]


def test_earlier_article_of_the_page_s_provider_is_not_this_one() -> None:
    own = related("https://harbourpost.example/x", "Harbour Post", published_at=hours_ago(9))
    assert beats(own, entry("A", hours_ago(-1))) == [
        "Harbour Post First an earlier article",
        "A +10 h",
    ]


def test_every_record_of_a_story_has_the_same_timeline() -> None:
    ferry = record("ferry", NOON, related=(entry("A", hours_ago(2)),))
    dock = record("dock", hours_ago(-1), provider="Quay", related=(related(ferry.url, "Harbour"),))
    maker = maker_of(ferry, dock)
    for own, here in ((ferry, "Harbour Post"), (dock, "Quay")):
        found = timeline(maker, own)
        assert found is not None
        assert [beat.provider.name for beat in found.beats] == ["A", "Harbour Post", "Quay"]
        assert [beat.provider.name for beat in found.beats if beat.here] == [here]


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (entry("A", None),),
        (related("https://harbourpost.example/x", "harbour post", published_at=NOON),),
    ],
    ids=["none", "undated", "own"],
)
def test_story_of_one_provider_has_no_timeline(entries: tuple[Related, ...]) -> None:
    assert course(*entries) is None


def test_two_at_the_same_instant_are_both_first() -> None:
    assert beats(entry("A", NOON)) == ["A First", "Harbour Post First this article"]


def test_one_whose_day_alone_is_known_comes_after_those_of_its_day() -> None:
    found = [entry("A", hours_ago(-1)), entry("B", MIDNIGHT), entry("C", hours_ago(-24))]
    assert beats(*found) == ["Harbour Post First this article", "A +1 h", "B", "C +24 h"]
    assert said(*found) == "3 outlets in 24 h; the hour of 1 more is not known"


@pytest.mark.parametrize(
    ("entries", "at"),
    [
        ([entry("A", hours_ago(-1))], MIDNIGHT),
        ([entry("A", MIDNIGHT)], NOON),
        ([entry("A", MIDNIGHT - timedelta(days=1)), entry("B", hours_ago(1))], NOON),
    ],
    ids=["first", "second", "before all known hours"],
)
def test_days_alone_tell_no_delay(entries: list[Related], at: datetime) -> None:
    assert not any("+" in beat or "First" in beat for beat in beats(*entries, at=at))


SUMMARIES = [
    ([entry("A", hours_ago(-2))], NOON, "2 outlets in 2 h"),
    ([entry("A", NOON + timedelta(seconds=40))], NOON, "2 outlets within a minute"),
    ([entry("A", NOON)], NOON, "2 outlets within a minute"),
    ([entry("A", MIDNIGHT)], MIDNIGHT, "2 outlets on one day"),
    ([entry("A", hours_ago(1))], MIDNIGHT, "2 outlets on one day"),
    ([entry("A", MIDNIGHT + timedelta(days=3))], MIDNIGHT, "2 outlets over 4 days"),
    (
        [entry("A", hours_ago(-1)), entry("B", None), entry("C", None)],
        NOON,
        "2 outlets in 1 h; the hour of 2 more is not known",
    ),
    (
        [entry("A", MIDNIGHT), entry("B", None)],
        MIDNIGHT,
        "2 outlets on one day; the day of 1 more is not known",
    ),
]


@pytest.mark.parametrize(("entries", "at", "summary"), SUMMARIES)
def test_summary_tells_how_many_had_it_within_what_time(
    entries: list[Related], at: datetime, summary: str
) -> None:
    assert said(*entries, at=at) == summary


@pytest.mark.parametrize(("others", "later"), [(8, 0), (9, 0), (10, 1), (29, 20)])
def test_ten_providers_are_shown_at_once(others: int, later: int) -> None:
    found = course(*(entry(f"O{n:02}", hours_ago(-n)) for n in range(1, others + 1)))
    assert found is not None
    assert len(found.later) == later
    assert len(found.beats) + len(found.later) == others + 1
    assert "this one" not in found.summary


def test_place_is_told_where_it_is_not_seen_at_once() -> None:
    entries = [entry(f"O{n:02}", hours_ago(n / 2)) for n in range(1, 13)]
    assert said(*entries) == "13 outlets in 6 h; this one was the 13th"


def test_story_of_hundreds_names_sixty_providers() -> None:
    found = course(*(entry(f"O{n:03}", hours_ago(-n / 10)) for n in range(1, 100)))
    assert found is not None
    assert (len(found.beats), len(found.later), found.more) == (10, 50, 40)
    assert found.summary.startswith("100 outlets")
