"""The score of a story: its outlets, and when they joined it."""

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
from site_gen.model import Arrival, Record
from site_gen.ranking import top_stories
from site_gen.relations.breadth import breadths, head_start
from tests.docs.reading import section, tables
from tests.records import HALF_LIFE, NOON, hours_ago, record, related
from tests.relations.simulated_day import OUTLETS, rows, simulated
from tests.stored import library_of

few = settings(derandomize=True, max_examples=60, deadline=None)


def told(number: int, hours: float, **fields: Any) -> Record:
    """A record of the story ``gale``, by an outlet of its own unless ``fields`` name one."""
    return record(
        f"t{number}",
        hours_ago(hours),
        **{"story": "gale", "provider": f"Outlet {number}", **fields},
    )


def rank(*records: Record) -> float:
    """The score of the only story of these records, with the age counted from 1970."""
    (story,) = library_of(*records).all_ranked()
    return story.rank


def newer_by(*records: Record, than: Record | None = None) -> float:
    """How many hours newer the story counts as than a record at noon that nobody else covers."""
    return (rank(*records) - rank(than or record("alone"))) * HALF_LIFE


STARTS = [
    # breadth, hours
    (1, 0),
    (2, 4),
    (4, 8),
    (16, 16),
    (32, 20),
    (1000, 20),
    (0.5, 0),
]


@pytest.mark.parametrize(("breadth", "hours"), STARTS)
def test_twice_the_outlets_are_worth_four_hours(breadth: float, hours: float) -> None:
    assert head_start(breadth) == hours


def test_story_of_one_record_has_the_score_of_heat_0() -> None:
    assert newer_by(told(0, 0)) == pytest.approx(0)
    assert newer_by(told(0, 5)) == pytest.approx(-5)
    assert rank(told(0, 0)) == rank(told(0, 0, heat=0))


def test_outlets_that_join_at_once_count_in_full() -> None:
    assert newer_by(*(told(n, 0) for n in range(8))) == pytest.approx(12)


def test_outlets_of_before_fade_with_the_half_life() -> None:
    assert newer_by(told(0, 24), told(1, 0)) == pytest.approx(4 * math.log2(1.5))


def test_many_articles_of_one_outlet_are_not_breadth() -> None:
    same = {"provider": "Harbour Post"}
    many = [told(n, n / 10, **same) for n in range(30)]
    assert newer_by(*many) == pytest.approx(0)
    other = told(99, 1)
    assert rank(*many, other) == pytest.approx(rank(many[0], many[-1], other))


def test_copies_of_one_article_are_not_breadth() -> None:
    address = {"original_url": "https://harbourpost.example/gale"}
    assert newer_by(*(told(n, 0, **address) for n in range(5))) == pytest.approx(0)


def test_outlet_that_writes_again_lifts_its_story_like_one_that_is_alone() -> None:
    many = [told(n, 30) for n in range(8)]
    again = told(99, 0, provider="Outlet 1")
    assert newer_by(*many) == pytest.approx(12 - 30)
    assert newer_by(*many, again) == pytest.approx(0)


def test_related_entries_are_breadth_but_their_times_make_no_story_newer() -> None:
    entries = [
        related(f"https://q{n}.example/", f"Q{n}", published_at=at)
        for n, at in enumerate((NOON, hours_ago(-5), hours_ago(-24 * 365 * 50)))
    ]
    assert newer_by(told(0, 0, related=tuple(entries))) == pytest.approx(8)


def test_outlet_of_unknown_time_counts_half() -> None:
    entry = related("https://q.example/", "Q")
    assert newer_by(told(0, 0, related=(entry,))) == pytest.approx(4 * math.log2(1.5))


def test_story_ranks_by_the_heat_of_its_records_where_that_is_more() -> None:
    hot, others = told(0, 3, heat=200), [told(n, 0) for n in (1, 2)]
    assert rank(hot, *others) == rank(hot)
    cool = told(0, 0, heat=0)
    assert rank(cool, *others) == rank(told(0, 0), *others)


def test_record_of_heat_minus_1_makes_its_story_neither_newer_nor_older() -> None:
    unranked, others = told(0, 0, heat=-1), [told(n, 6) for n in (1, 2)]
    assert rank(unranked, *others) == rank(told(0, 6), *others)
    assert newer_by(unranked) == pytest.approx(-HALF_LIFE)


PATTERNS = {
    "one an hour": [float(hour) for hour in range(OUTLETS)],
    "most at once": [*(n / 10 for n in range(15)), *(2 + 2.0 * n for n in range(10))],
    "slowly": [3.0 * n for n in range(OUTLETS)],
    "with a night": [*(n / 2 for n in range(12)), *(14 + n / 2 for n in range(13))],
}


@pytest.mark.parametrize("joined", PATTERNS.values(), ids=PATTERNS)
@pytest.mark.parametrize("half_life", [6.0, 24.0, 72.0])
def test_story_leads_while_it_grows_and_falls_within_a_day(
    joined: Sequence[float], half_life: float
) -> None:
    """From the third outlet on it is before all newer stories of one outlet; a day after the last
    one it is behind those of the hours before."""
    last = math.ceil(joined[-1])
    hours = [*simulated(joined, half_life, last + 25)]
    growing = [hour for hour in hours if hour.outlets > 2 and hour.number <= last]
    assert growing[-1].outlets == OUTLETS
    assert growing[-1].newer >= OUTLETS
    assert {hour.place for hour in growing} == {1}
    assert hours[-1].place > 4  # more than the two of this hour


def test_simulated_day_is_as_documented() -> None:
    documented = tables(section("docs/urls-and-lists.md", "A simulated day"))[0]
    assert documented == rows()
    first = [row[:4] for row in documented]
    assert first[-1][1:3] == [str(OUTLETS), "40"]
    assert {row[3] for row in first} == {"1"}
    assert int(documented[-1][5]) > 10


@given(
    st.lists(st.floats(0, 200), min_size=1, max_size=15),
    st.lists(st.booleans(), min_size=15, max_size=15),
    st.integers(0, 4),
    st.sampled_from([0.25, 6.0, 24.0, 1e300, math.inf]),
)
@few
def test_running_sums_are_those_over_all_outlets(
    firsts: list[float], asked: list[bool], untimed: int, half_life: float
) -> None:
    times = sorted(hours_ago(hours) for hours in firsts)
    arrivals = [Arrival(at, f"o{n}") for n, at in enumerate(times)]
    moments = sorted({at for at, is_asked in zip(times, asked, strict=False) if is_asked})

    def term(at: datetime, of: datetime) -> float:
        hours = max(0.0, (at - of).total_seconds() / 3600)
        return float(0.5 ** (hours / min(half_life, 1e300)))

    exact = [sum(term(at, each) for each in times) + untimed / 2 for at in moments]
    assert breadths(moments, arrivals, untimed, half_life) == pytest.approx(exact)


stories = st.lists(
    st.builds(
        lambda hours, outlet, heat, listed: (hours, outlet, heat, listed),
        st.floats(0, 100),
        st.integers(0, 6),
        st.sampled_from([None, None, None, -1, 5, 60]),
        st.lists(
            st.tuples(st.one_of(st.none(), st.floats(-50, 100)), st.integers(5, 9)), max_size=3
        ),
    ),
    min_size=1,
    max_size=8,
)


def records_of(drawn: Sequence[tuple[Any, ...]]) -> list[Record]:
    return [
        told(
            number,
            hours,
            provider=f"Outlet {outlet}",
            heat=heat,
            related=tuple(
                related(
                    f"https://q.example/{number}/{place}",
                    f"Outlet {other}",
                    published_at=None if at is None else hours_ago(at),
                )
                for place, (at, other) in enumerate(listed)
            ),
        )
        for number, (hours, outlet, heat, listed) in enumerate(drawn)
    ]


@given(stories, st.randoms(use_true_random=False))
@few
def test_order_of_the_records_does_not_matter(drawn: Any, chance: random.Random) -> None:
    records = records_of(drawn)
    assert rank(*records) == rank(*chance.sample(records, len(records)))


@given(stories, st.floats(-60, 200), st.sampled_from([None, -1, 40]), st.booleans())
@few
def test_outlet_that_joins_never_lowers_its_story(
    drawn: Any, hours: float, heat: int | None, is_entry: bool
) -> None:
    records = records_of(drawn)
    if is_entry:
        at = hours_ago(hours)
        entry = related("https://new.example/", "Somebody else", published_at=at)
        lists = records[0].related
        joined = [told(0, 0), *records[1:]]
        joined[0] = record(
            "t0",
            records[0].published_at,
            story="gale",
            provider=records[0].provider.name,
            heat=records[0].heat,
            related=(*lists, entry),
        )
    else:
        joined = [*records, told(99, hours, provider="Somebody else", heat=heat)]
    assert rank(*joined) >= rank(*records)


@given(stories, stories, st.floats(0, 20_000))
@few
def test_time_changes_no_order(one: Any, other: Any, shift: float) -> None:
    """Newer records that do not join a story leave the order of the others as it was."""

    def order(*more: Record) -> list[str]:
        first = records_of(one)
        second = [
            record(f"s{n}", each.published_at, provider=each.provider.name, story="calm")
            for n, each in enumerate(records_of(other))
        ]
        found = top_stories(library_of(*first, *second, *more), Ranking())
        return [id_[0] for id_ in found if id_ != "new"]

    newest = record("new", NOON + timedelta(hours=shift), story="none", provider="New")
    assert order(newest) == order()
