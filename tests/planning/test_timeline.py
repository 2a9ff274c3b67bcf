"""Timelines of stories."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from site_gen.model import Related
from site_gen.plan.timeline import timeline
from site_gen.plan.views import Timeline
from tests.planning.sites import maker_of
from tests.records import NOON, hours_ago, record, related

MIDNIGHT = NOON.replace(hour=0)


def timeline_of(*entries: Related, at: datetime = NOON) -> Timeline | None:
    """The timeline on the page of a record of the Harbour Post that lists these entries."""
    own = record(at=at, provider="Harbour Post", related=entries)
    return timeline(maker_of(own), own)


def beats(*entries: Related, at: datetime = NOON) -> list[str]:
    """Provider, delay and label of each entry."""
    result = timeline_of(*entries, at=at)
    assert result is not None
    return [
        " ".join(filter(None, (beat.provider.name, beat.after, beat.here))) for beat in result.beats
    ]


def summary_of(*entries: Related, at: datetime = NOON) -> str:
    result = timeline_of(*entries, at=at)
    assert result is not None
    return result.summary


def entry(name: str, at: datetime | None, end: str = "a") -> Related:
    return related(f"https://{name.lower()}.example/{end}", name, published_at=at)


def test_providers_are_ordered_by_time() -> None:
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


def test_earlier_article_of_the_page_s_provider_is_labelled_as_such() -> None:
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
        result = timeline(maker, own)
        assert result is not None
        assert [beat.provider.name for beat in result.beats] == ["A", "Harbour Post", "Quay"]
        assert [beat.provider.name for beat in result.beats if beat.here] == [here]


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
    assert timeline_of(*entries) is None


def test_two_providers_at_the_same_instant_are_both_first() -> None:
    assert beats(entry("A", NOON)) == ["A First", "Harbour Post First this article"]


def test_article_of_which_only_the_day_is_known_comes_after_others_of_the_day() -> None:
    result = [entry("A", hours_ago(-1)), entry("B", MIDNIGHT), entry("C", hours_ago(-24))]
    assert beats(*result) == ["Harbour Post First this article", "A +1 h", "B", "C +24 h"]
    assert summary_of(*result) == "3 outlets in 24 h; the hour of 1 more is not known"


@pytest.mark.parametrize(
    ("entries", "at"),
    [
        ([entry("A", hours_ago(-1))], MIDNIGHT),
        ([entry("A", MIDNIGHT)], NOON),
        ([entry("A", MIDNIGHT - timedelta(days=1)), entry("B", hours_ago(1))], NOON),
    ],
    ids=["first", "second", "before all known hours"],
)
def test_timeline_of_days_only_has_no_delays(entries: list[Related], at: datetime) -> None:
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
def test_summary_has_the_number_of_providers_and_the_span_of_time(
    entries: list[Related], at: datetime, summary: str
) -> None:
    assert summary_of(*entries, at=at) == summary


@pytest.mark.parametrize(("others", "later"), [(8, 0), (9, 0), (10, 1), (29, 20)])
def test_ten_providers_are_shown_at_once(others: int, later: int) -> None:
    result = timeline_of(*(entry(f"O{n:02}", hours_ago(-n)) for n in range(1, others + 1)))
    assert result is not None
    assert len(result.later) == later
    assert len(result.beats) + len(result.later) == others + 1
    assert "this one" not in result.summary


def test_summary_has_the_position_of_a_provider_that_is_not_visible_at_once() -> None:
    entries = [entry(f"O{n:02}", hours_ago(n / 2)) for n in range(1, 13)]
    assert summary_of(*entries) == "13 outlets in 6 h; this one was the 13th"


def test_timeline_has_at_most_sixty_providers() -> None:
    result = timeline_of(*(entry(f"O{n:03}", hours_ago(-n / 10)) for n in range(1, 100)))
    assert result is not None
    assert (len(result.beats), len(result.later), result.more) == (10, 50, 40)
    assert result.summary.startswith("100 outlets")
