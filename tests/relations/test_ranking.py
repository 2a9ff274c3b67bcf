"""Scores, leads and top stories."""

from __future__ import annotations

import random
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.config import Ranking
from site_gen.model import Record
from site_gen.ranking import TOP_STORIES, score, top_stories, vary
from tests.records import NOON, hours_ago, record
from tests.stored import library_of

HALF = 24.0


def value(heat: int, hours: float, half_life: float = HALF) -> float:
    return score(heat, hours_ago(hours), NOON, half_life).value


def own_heat(record: Record) -> int:
    """A record's own heat."""
    assert record.heat is not None
    return record.heat


SCORES = [
    # heat, hours, log2(weight) - hours / 24
    (-1, 0, 0.0),
    (-7, 0, 0.0),
    (0, 0, 1.0),
    (2, 0, 2.0),
    (14, 0, 4.0),
    (14, 24, 3.0),
    (14, 36, 2.5),
    (-1, 48, -2.0),
]


@pytest.mark.parametrize(("heat", "hours", "expected"), SCORES)
def test_score_is_heat_that_decays(heat: int, hours: float, expected: float) -> None:
    assert value(heat, hours) == expected


@given(st.integers(0, 1000), st.floats(0.5, 500), st.floats(0, 1000))
def test_twice_the_weight_makes_up_for_one_half_life(
    heat: int, half_life: float, hours: float
) -> None:
    twice = 2 * (heat + 2) - 2
    assert value(twice, hours + half_life, half_life) == pytest.approx(
        value(heat, hours, half_life), abs=1e-6
    )


@given(st.integers(0, 10**9), st.integers(-9, -1), st.floats(0, 5000))
def test_unranked_comes_after_any_ranked_of_its_age(heat: int, unranked: int, hours: float) -> None:
    assert value(unranked, hours) < value(heat, hours)


def test_order_is_by_score() -> None:
    records = [
        record("cold", hours_ago(0), heat=-1),
        record("old-and-hot", hours_ago(48), heat=1000),
        record("new-and-warm", hours_ago(1), heat=10),
        record("very-old", hours_ago(2000), heat=1000),
    ]
    found = top_stories(library_of(*records), Ranking())
    assert found == ("old-and-hot", "new-and-warm", "cold", "very-old")


def test_ties_go_to_the_later_record_then_to_the_first_id() -> None:
    records = [
        record("0-old", hours_ago(24), heat=2),
        record("b", hours_ago(0), heat=0),
        record("a", hours_ago(0), heat=0),
    ]
    assert (
        len({score(own_heat(item), item.published_at, NOON, HALF).value for item in records}) == 1
    )
    for _ in range(5):
        random.shuffle(records)
        assert top_stories(library_of(*records), Ranking()) == ("a", "b", "0-old")


RUNS = [
    # providers in order of rank, most in a row, how they are shown
    ("", 1, ""),
    ("AAAB", 2, "AABA"),
    ("AAAB", 1, "ABAA"),
    ("AAABBB", 2, "AABABB"),
    ("AAABBB", 1, "ABABAB"),
    ("AAAA", 2, "AAAA"),
    ("AAAAB", 3, "AAABA"),
    ("ABAB", 1, "ABAB"),
    ("AABBCC", 9, "AABBCC"),
]


@pytest.mark.parametrize(("providers", "most", "shown"), RUNS)
def test_runs_of_one_provider_are_broken(providers: str, most: int, shown: str) -> None:
    ids = [str(number) for number in range(len(providers))]
    places = vary(ids, providers, most, 60)
    assert "".join(providers[place] for place in places) == shown


@given(st.lists(st.sampled_from("ABC")), st.integers(1, 4), st.integers(0, 12))
def test_varying_loses_nothing_and_keeps_each_provider_s_order(
    providers: list[str], most: int, limit: int
) -> None:
    ids = [str(number) for number in range(len(providers))]
    places = vary(ids, providers, most, limit)
    assert len(places) == len(set(places)) == min(limit, len(ids))
    for name in "ABC":
        own = [place for place in places if providers[place] == name]
        assert own == sorted(own)
    if len(places) == len(ids):
        runs = [len(list(run)) for _, run in groupby(providers[place] for place in places)]
        assert all(run <= most for run in runs[:-1])


def test_top_stories_are_the_best_varied() -> None:
    harbour = [record(f"h{n}", hours_ago(n), provider="Harbour Post") for n in range(4)]
    other = record("q", hours_ago(10), provider="Quillon Courier")
    library = library_of(*harbour, other)
    assert top_stories(library, Ranking(per_provider=2)) == ("h0", "h1", "q", "h2", "h3")
    assert top_stories(library, Ranking(per_provider=4)) == ("h0", "h1", "h2", "h3", "q")


def test_top_stories_are_not_all() -> None:
    records = [record(f"r{n:03}", hours_ago(n)) for n in range(TOP_STORIES + 20)]
    found = top_stories(library_of(*records), Ranking())
    assert found == tuple(f"r{n:03}" for n in range(TOP_STORIES))


def test_no_records_have_no_top_stories() -> None:
    assert top_stories(library_of(), Ranking()) == ()


def test_age_is_counted_from_the_newest_record() -> None:
    """The same records rank the same however long ago they were published."""

    def ranked(shift: float) -> tuple[str, ...]:
        records = [record(str(n), hours_ago(shift + 7 * n), heat=(n * 37) % 50) for n in range(20)]
        return top_stories(library_of(*records), Ranking())

    assert ranked(0) == ranked(20_000)
