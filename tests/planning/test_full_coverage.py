"""Full coverage of a story on an article's page, and the line that sums it up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from site_gen.model import Image, Related
from site_gen.plan.coverage import covering_articles
from site_gen.plan.full_coverage import full_coverage
from site_gen.plan.views import FullCoverage, RelatedItem
from tests.planning.sites import maker_of
from tests.records import NOON, hours_ago, record, related

MIDNIGHT = NOON.replace(hour=0)
PICTURE = (Image("/a.png", 600, 400),)


def coverage_of(*entries: Related, at: datetime = NOON, **fields: Any) -> FullCoverage | None:
    """The coverage on the page of a record of the Harbour Post that lists these entries."""
    own = record(at=at, provider="Harbour Post", related=entries, **fields)
    maker = maker_of(own)
    return full_coverage(maker, own, covering_articles(maker.library, own.id))


def known(*entries: Related, **fields: Any) -> FullCoverage:
    coverage = coverage_of(*entries, **fields)
    assert coverage is not None
    return coverage


def entry(name: str, at: datetime | None = None, end: str = "a", **fields: Any) -> Related:
    return related(f"https://{name.lower()}.example/{end}", name, published_at=at, **fields)


def hourly(count: int) -> list[Related]:
    """Entries that came one hour after the other, the best last."""
    return [entry(f"O{n:02}", hours_ago(-n), quality=n) for n in range(1, count + 1)]


def names(items: tuple[RelatedItem, ...]) -> list[str]:
    return [item.provider.name for item in items]


def test_article_without_others_has_no_coverage() -> None:
    assert coverage_of() is None


def test_page_s_article_stands_first_and_the_others_by_quality() -> None:
    coverage = known(entry("A", hours_ago(2)), entry("B", hours_ago(-1), quality=9))
    own, best, last = coverage.articles
    assert names(coverage.articles) == ["Harbour Post", "B", "A"]
    assert (own.is_here, own.after, own.place) == (True, "+2 h", 2)
    assert (best.is_here, best.after, best.place) == (False, "+3 h", 3)
    assert (last.after, last.place, last.href) == ("First", 1, "https://a.example/a")
    assert last.published
    assert last.published.label == "10:00"


def test_no_article_is_listed_twice() -> None:
    other = record("dock", hours_ago(-1), provider="Quay", related=(entry("A", hours_ago(3)),))
    own = record(provider="Harbour Post", related=(related(other.url), entry("A", hours_ago(3))))
    maker = maker_of(own, other)
    coverage = full_coverage(maker, own, covering_articles(maker.library, own.id))
    assert coverage
    assert [item.href for item in coverage.articles[1:]] == [
        "https://a.example/a",
        "/news/news/dock/",
    ]


@pytest.mark.parametrize(("others", "shown"), [(1, 1), (7, 7), (8, 5), (40, 5), (99, 5)])
def test_long_coverage_is_folded_and_limited(others: int, shown: int) -> None:
    coverage = known(*hourly(others))
    assert len(coverage.articles) == 1 + shown
    assert len(coverage.folded) == min(others, 40) - shown
    assert coverage.more == max(0, others - 40)


def test_first_article_is_always_among_those_shown() -> None:
    coverage = known(*hourly(50), at=hours_ago(-60))
    assert coverage.folded[-1].provider.name == "O01"
    assert coverage.folded[-1].after == "First"


def test_only_the_first_three_have_pictures() -> None:
    entries = [entry(f"O{n}", images=PICTURE) for n in range(6)]
    articles = known(*entries, images=PICTURE).articles
    assert [bool(item.picture) for item in articles] == [False, True, True, True] + [False] * 3


@pytest.mark.parametrize(
    ("entries", "has_times", "apart"),
    [
        ([entry("A", hours_ago(1))], False, 0),
        ([entry("A", hours_ago(1)), entry("B", hours_ago(2))], True, 0),
        ([entry("A", MIDNIGHT), entry("B", hours_ago(2))], True, 3),
        ([entry("A"), entry("B")], True, 2),
    ],
)
def test_order_of_time_is_offered_for_three_articles(
    entries: list[Related], has_times: bool, apart: int
) -> None:
    coverage = known(*entries)
    assert (coverage.has_times, coverage.apart) == (has_times, apart)


def test_order_of_time_is_not_offered_without_hours() -> None:
    assert not known(entry("A"), entry("B"), at=MIDNIGHT).has_times


SUMMARIES = [
    ([entry("A", hours_ago(2))], "2 outlets · first: A, 10:00 · this is the 2nd"),
    ([entry("A", hours_ago(26))], "2 outlets · first: A, 15 Jun, 10:00 · this is the 2nd"),
    ([entry("A", hours_ago(-2))], "2 outlets · this is the first"),
    ([entry("A", NOON)], "2 outlets · this is the first"),
    (
        [entry("A", hours_ago(2)), entry("A", hours_ago(1), "b")],
        "3 articles from 2 outlets · first: A, 10:00 · this is the 3rd",
    ),
    ([related("https://harbourpost.example/x", "Harbour Post")], "2 articles from 1 outlet"),
    ([entry("A", MIDNIGHT)], "2 outlets"),
    ([entry("A")], "2 outlets"),
]


@pytest.mark.parametrize(("entries", "expected"), SUMMARIES)
def test_summary_says_how_many_and_who_was_first(entries: list[Related], expected: str) -> None:
    assert summary_of(*entries) == expected


def test_summary_has_no_place_for_an_article_of_unknown_hour() -> None:
    entries = [entry("A", hours_ago(2)), entry("B", hours_ago(1))]
    assert summary_of(*entries, at=MIDNIGHT) == "3 outlets · first: A, 10:00"


def summary_of(*entries: Related, at: datetime = NOON) -> str:
    summary = known(*entries, at=at).summary
    first = ""
    if summary.first:
        assert summary.first_at
        first = f"first: {summary.first.label}, {summary.first_at.label}"
    return " · ".join(filter(None, (summary.outlets, first, summary.here)))


def test_first_provider_is_linked_to_its_article() -> None:
    first = known(entry("A", hours_ago(2))).summary.first
    assert first
    assert (first.href, first.external) == ("https://a.example/a", True)
