"""The order of a story's articles in time, and their delays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest

from site_gen.i18n.language import Language
from site_gen.plan.coverage import CoveringArticle
from site_gen.plan.moments import Moments
from site_gen.plan.timeline import Timeline
from site_gen.plan.timeline import timeline as timeline_in
from tests.records import NOON, hours_ago, related

ENGLISH = Language()
MIDNIGHT = NOON.replace(hour=0)


def timeline(articles: Sequence[CoveringArticle]) -> Timeline:
    return timeline_in(articles, ENGLISH)


def article(name: str, at: datetime | None = None, *, in_story: bool = True) -> CoveringArticle:
    entry = related(f"https://{name.lower()}.example/a", name, title=name, published_at=at)
    return CoveringArticle(name.lower(), entry, in_story)


def in_order(*articles: CoveringArticle) -> list[str]:
    """Name and delay of each article in the order of time."""
    line = timeline(articles)
    rows = sorted(
        (timing.place, f"{each.article.title} {timing.after}".strip())
        for each, timing in zip(articles, line.timings, strict=True)
    )
    assert [place for place, _ in rows] == [*range(1, len(rows) + 1)]
    return [text for _, text in rows]


def first_of(line: Timeline) -> str | None:
    return line.first.article.title if line.first else None


def test_articles_are_ordered_by_time_with_their_delays() -> None:
    articles = (
        article("A", NOON),
        article("Late", hours_ago(-3)),
        article("Early", hours_ago(1.5)),
    )
    assert in_order(*articles) == ["Early First", "A +1 h 30 min", "Late +4 h 30 min"]
    assert first_of(timeline(articles)) == "Early"


def test_every_article_of_a_provider_has_its_place() -> None:
    assert in_order(
        article("A", hours_ago(-2)), article("B", NOON), article("A", hours_ago(-1))
    ) == [
        "B First",
        "A +1 h",
        "A +2 h",
    ]


def test_articles_of_one_minute_are_both_first_in_the_given_order() -> None:
    soon = NOON + timedelta(seconds=59)
    assert in_order(article("B", NOON), article("A", NOON), article("C", soon)) == [
        "B First",
        "A First",
        "C First",
    ]
    line = timeline([article("B", NOON), article("A", NOON), article("D", hours_ago(-1))])
    assert [timing.is_first for timing in line.timings] == [True, True, False]


DAY_UNKNOWN = article("Undated")


def test_articles_of_unknown_hour_come_last_by_day() -> None:
    articles = [
        DAY_UNKNOWN,
        article("Next day", MIDNIGHT + timedelta(days=1)),
        article("Day", MIDNIGHT),
        article("A", hours_ago(-20)),
        article("B", NOON),
    ]
    assert in_order(*articles) == ["B First", "A +20 h", "Day", "Next day", "Undated"]
    assert [timing.has_hour for timing in timeline(articles).timings] == [
        *(False, False, False, True, True)
    ]


@pytest.mark.parametrize(
    "articles",
    [
        [article("A", NOON)],
        [article("A", NOON), article("B", MIDNIGHT)],
        [
            article("A", NOON),
            article("B", hours_ago(1)),
            article("C", MIDNIGHT - timedelta(days=1)),
        ],
        [article("A", MIDNIGHT), article("B", MIDNIGHT)],
        [article("A"), article("B")],
    ],
    ids=["alone", "one hour", "an earlier day", "days only", "no times"],
)
def test_without_a_known_first_nothing_has_a_delay(articles: list[CoveringArticle]) -> None:
    line = timeline(articles)
    assert {timing.after for timing in line.timings} == {""}
    assert line.first is None


def delays(*hours: float) -> list[str]:
    """The delays of articles that came so many hours after the first, which is of 12:00."""
    line = timeline([article(f"A{place}", hours_ago(-each)) for place, each in enumerate(hours)])
    return [timing.after for timing in line.timings]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((0, 35 / 60, 2.5), ["First", "+35 min", "+2 h 30 min"]),
        ((0, 1, 26, 47.99), ["First", "+1 h", "+26 h", "+47 h 59 min"]),
        ((0, 11.9, 12.5, 48), ["First", "same day", "+1 day", "+2 days"]),
        ((0, 1, 24 * 12), ["First", "same day", "+12 days"]),
    ],
)
def test_delays_of_a_story_have_one_kind_of_unit(hours: list[float], expected: list[str]) -> None:
    assert delays(*hours) == expected


def test_days_of_delays_are_those_of_utc() -> None:
    east = timezone(timedelta(hours=10))
    at = [datetime(2021, 6, 16, 9, tzinfo=east), datetime(2021, 6, 20, 9, tzinfo=east)]
    line = timeline([article("A", at[0]), article("B", at[1]), article("C", at[0].astimezone(UTC))])
    assert [timing.after for timing in line.timings] == ["First", "+4 days", "First"]


def test_linked_record_of_another_story_has_a_place_but_no_delay() -> None:
    background = article("Background", hours_ago(500), in_story=False)
    articles = (article("A", NOON), background, article("B", hours_ago(-1)))
    assert in_order(*articles) == ["Background", "A First", "B +1 h"]
    assert first_of(timeline(articles)) == "A"


@pytest.mark.parametrize(
    ("at", "label"),
    [
        (hours_ago(3), "09:00"),
        (hours_ago(24), "15 Jun, 12:00"),
        (NOON.replace(year=2020), "16 Jun 2020, 12:00"),
        (MIDNIGHT, "16 Jun"),
        (MIDNIGHT.replace(year=2020), "16 Jun 2020"),
        (NOON.astimezone(timezone(timedelta(hours=14))), "12:00"),
    ],
)
def test_time_has_a_day_where_it_differs_from_the_page_s_article(at: datetime, label: str) -> None:
    assert Moments(ENGLISH.dates).beside(at, NOON).label == label
