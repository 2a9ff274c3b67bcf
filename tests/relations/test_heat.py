"""Computed heat, for records without a heat of their own."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.config import Ranking
from site_gen.model import Arrival, Record, Related, Story
from site_gen.ranking import by_rank, top_stories
from site_gen.relations.heat import hours_apart, story_heats
from site_gen.zones import UTC_ZONE
from tests.docs.reading import section, tables
from tests.records import HALF_LIFE, NOON, hours_ago, record, related
from tests.stored import library_of
from tests.stories.newsrooms import articles, newsrooms

MIDNIGHT = 12.0
"""Hours before noon, at midnight: only the day of such an article is known."""
UNKNOWN = None


def arrival(at: datetime, provider: str) -> Arrival:
    return Arrival(at, provider, UTC_ZONE.is_day_only(at))


def heats(*records: Record) -> dict[str, int]:
    library = library_of(*records)
    return {id_: library.heat_of(library.record(id_)) for id_ in library.newest_ids()}


def entry(number: int, hours: float | None) -> Related:
    """A related entry, so many hours before noon."""
    at = None if hours is None else hours_ago(hours)
    return related(f"https://q{number}.example/", f"Outlet {number}", published_at=at)


def covered(*hours: float | None, at: float = 0, **fields: Any) -> Record:
    """A record, so many hours before noon, with related entries of other providers."""
    entries = tuple(entry(number, each) for number, each in enumerate(hours))
    return record("covered", hours_ago(at), related=entries, **fields)


FORMULA = [
    # hours before noon: of the other outlets, of the record; heat
    ((), 0, 0),
    ((0,), 0, 10),
    ((24,), 0, 5),
    ((-24,), 0, 5),
    ((48,), 0, 3),  # 2.5
    ((5.5,), 0, 9),  # 8.53
    ((2, 6, 24), 0, 23),  # 9.44 + 8.41 + 5
    ((2, 6, 24), 2, 24),  # 10 + 8.91 + 5.30
    ((1,) * 9, 0, 87),
    ((200,), 0, 1),  # 0.03
    ((24 * 365,), 0, 1),
    # Where the hour is not known, a half-life at least.
    ((UNKNOWN,), 0, 5),
    ((UNKNOWN, UNKNOWN, 0), 0, 20),
    ((MIDNIGHT,), 0, 5),
    ((MIDNIGHT,), MIDNIGHT - 1, 5),
    ((MIDNIGHT - 24,), 0, 5),
    ((MIDNIGHT + 24,), 0, 4),  # 3.54: 36 hours
    ((0,), MIDNIGHT, 5),
    ((MIDNIGHT,), MIDNIGHT, 5),
    ((MIDNIGHT + 48,), MIDNIGHT, 3),  # 2.5
    ((UNKNOWN,), MIDNIGHT, 5),
]


@pytest.mark.parametrize(("others", "at", "heat"), FORMULA)
def test_heat_depends_on_other_providers_and_their_times(
    others: tuple[float | None, ...], at: float, heat: int
) -> None:
    assert heats(covered(*others, at=at)) == {"covered": heat}


def test_heat_is_as_documented() -> None:
    rows = tables(section("docs/urls-and-lists.md", "Heat"))[0]
    assert len(rows) > 5
    for hours, heat in rows:
        others = () if hours == "nobody else" else tuple(map(float, hours.split(", ")))
        assert heats(covered(*others)) == {"covered": int(heat)}


@pytest.mark.parametrize("own", [-1, 0, 7, 900])
def test_heat_of_the_record_itself_wins(own: int) -> None:
    assert heats(covered(0, 0, 0, heat=own)) == {"covered": own}


def test_each_record_of_a_story_has_its_own_heat() -> None:
    articles = [
        record("a", hours_ago(30), provider="A", story="x"),
        record("b", hours_ago(6), provider="B", story="x", heat=3),
        record("c", hours_ago(0), provider="C", story="x"),
    ]
    assert heats(*articles) == {"a": 9, "b": 3, "c": 13}  # 5 + 4.20; 8.41 + 4.20


def test_provider_counts_once_by_its_first_article_and_never_for_its_own() -> None:
    first = record("a", hours_ago(24), provider="A", story="x")
    again = record("b", hours_ago(0), provider="A", story="x")
    third = record("c", hours_ago(0), provider="C", story="x")
    assert heats(first, again) == {"a": 0, "b": 0}
    assert heats(first, again, third) == {"a": 5, "b": 10, "c": 5}


def test_record_that_nobody_else_covers_ranks_behind_every_covered_one_of_its_age() -> None:
    alone = record("0-alone", provider="Someone")
    for far in (0, 24, 24 * 365, UNKNOWN):
        library = library_of(alone, covered(far))
        assert top_stories(library, Ranking()) == ("covered", "0-alone")


def test_record_that_nobody_else_covers_ranks_before_an_unranked_one() -> None:
    library = library_of(record("alone"), record("0-cool", heat=-1))
    records = map(library.record, library.newest_ids())
    ranked = by_rank(records, library.heat_of, NOON, HALF_LIFE)
    assert [one.id for one in ranked] == ["alone", "0-cool"]


@pytest.mark.parametrize(("own", "leads"), [(11, "a"), (9, "z"), (-1, "z")])
def test_lead_is_chosen_by_computed_and_given_heat(own: int, leads: str) -> None:
    articles = [
        record("a", provider="A", story="x", heat=own),
        record("z", provider="Z", story="x"),
    ]
    story = library_of(*articles).story_of("a")
    assert (story.heats, story.lead) == ({"z": 10}, leads)


def test_of_records_without_heat_the_newest_leads_however_many_were_early() -> None:
    """It is further away in time from the others, and newer by as much."""
    early = [record(f"e{n}", hours_ago(20), provider=f"E{n}", story="x") for n in range(5)]
    late = record("late", provider="Late", story="x")
    story = library_of(*early, late).story_of("late")
    assert story.heats == {**{f"e{n}": 46 for n in range(5)}, "late": 28}
    assert story.lead == "late"


def test_newest_does_not_lead_where_its_hour_is_unknown_or_another_is_a_rounding_ahead() -> None:
    for hours in ((MIDNIGHT, 13, 14), (0, 1, 25.6)):
        articles = [
            record(f"r{n}", hours_ago(at), provider=f"P{n}", story="x")
            for n, at in enumerate(hours)
        ]
        assert library_of(*articles).story_of("r0").lead == "r1"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(newsrooms(), st.randoms(use_true_random=False))
def test_order_of_the_records_does_not_matter(records: list[Record], chance: random.Random) -> None:
    def made(of: Sequence[Record]) -> dict[str, Story]:
        library = library_of(*of, threshold=0.17)
        return {one.id: library.story_of(one.id) for one in of}

    shuffled = chance.sample(records, len(records))
    assert made(records) == made(shuffled)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(newsrooms(), articles(98, 3), st.integers(-1, 1))
def test_record_changes_heat_only_in_its_own_story(
    records: list[Record], newer: Record, windows: int
) -> None:
    """Stories reach no further than the window, so nothing further away changes either."""
    at = newer.published_at + timedelta(hours=96 + 50) * windows
    newer = record("new", at, title=newer.title, provider="Somebody else")
    before, after = (library_of(*some, threshold=0.17) for some in (records, [*records, newer]))
    same = [
        one
        for one in records
        if before.story_of(one.id).record_ids == after.story_of(one.id).record_ids
    ]
    assert windows == 0 or len(same) == len(records)
    assert [after.heat_of(one) for one in same] == [before.heat_of(one) for one in same]


instants = st.integers(0, 120).map(lambda steps: hours_ago(1.5 * steps))
"""Minutes; every sixteenth value is at midnight."""


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    firsts=st.lists(instants, min_size=1, max_size=16),
    more=st.lists(st.tuples(st.integers(0, 15), instants), max_size=6),
    untimed=st.integers(0, 3),
    half_life=st.sampled_from([0.25, 6.0, 24.0, 1000.0]),
)
def test_running_sums_equal_the_sum_over_all_providers(
    firsts: list[datetime], more: list[tuple[int, datetime]], untimed: int, half_life: float
) -> None:
    arrivals = sorted((at, f"o{n}") for n, at in enumerate(firsts))
    story = [arrival(at, slug) for at, slug in arrivals]
    articles = [(slug, at) for at, slug in arrivals]
    articles += [(f"o{n % len(firsts)}", max(at, firsts[n % len(firsts)])) for n, at in more]
    records = [record(f"r{n}", at) for n, (_, at) in enumerate(articles)]
    slugs = {f"r{n}": slug for n, (slug, _) in enumerate(articles)}
    found = story_heats(records, slugs, story, untimed, half_life)
    assert len(found) == (len(records) if len(firsts) + untimed > 1 else 0)
    for one in records:
        others = [each for each in story if each.provider != slugs[one.id]]
        hours = [hours_apart(one.published_at, each, half_life, UTC_ZONE) for each in others]
        hours += [half_life] * untimed
        exact = 10 * sum(0.5 ** (each / half_life) for each in hours)
        if hours:
            assert abs(found[one.id] - max(1, exact)) <= 0.5 + 1e-9


@pytest.mark.parametrize("half_life", [1e-300, 1e-9, 1e300])
def test_half_life_may_have_any_length(half_life: float) -> None:
    story = [arrival(hours_ago(hours), f"o{hours}") for hours in (90_000, 5, 2)]
    records = [record("a", hours_ago(2))]
    found = story_heats(records, {"a": "o2"}, story, 1, half_life)
    assert found == {"a": 25 if half_life > 1 else 5}


@pytest.mark.parametrize("many", [1, 9])
def test_unknown_time_counts_half_with_an_infinite_half_life(many: int) -> None:
    story = [arrival(hours_ago(hours), f"o{hours}") for hours in (90_000, MIDNIGHT, 2)]
    records = [record(f"r{number}", hours_ago(2)) for number in range(many)]
    found = story_heats(records, {one.id: "o2" for one in records}, story, 1, math.inf)
    assert set(found.values()) == {20}


def test_story_of_thousands_has_the_heat_of_a_geometric_series() -> None:
    """Comparing every provider with every record would take nine million powers."""
    hours = [number + 0.5 for number in range(3000)]
    story = [arrival(hours_ago(each), f"o{each}") for each in reversed(hours)]
    records = [record(f"r{each}", hours_ago(each)) for each in hours]
    slugs = {f"r{each}": f"o{each}" for each in hours}
    found = story_heats(records, slugs, story, 0, HALF_LIFE)
    faded = 0.5 ** (1 / HALF_LIFE)
    assert found["r1500.5"] == round(10 * 2 * faded / (1 - faded))
    assert found["r0.5"] == round(10 * faded / (1 - faded))
