"""Stories that editors pin until an instant, or bury."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.config import Ranking, Stories
from site_gen.dependencies import Recorder
from site_gen.model import Record
from site_gen.ranking import top_stories
from site_gen.store.library import Library
from tests.records import CONFIG, NOON, hours_ago, record
from tests.relations.tables import differences, tables
from tests.stored import Stored

RULES = msgspec.structs.replace(CONFIG, stories=Stories(threshold=0))
LATER, EARLIER = hours_ago(-5), hours_ago(1)


def stored(*records: Record, now: datetime = NOON) -> Stored:
    found = Stored(RULES, now=now)
    found.put(*records)
    return found


def top(*records: Record, now: datetime = NOON, most: int = 2) -> tuple[str, ...]:
    return top_stories(stored(*records, now=now).library, Ranking(per_provider=most))


def plain(count: int = 3) -> list[Record]:
    return [record(f"r{n}", hours_ago(n), provider=f"Outlet {n}") for n in range(count)]


def old(id_: str = "old", hours: float = 500, **fields: Any) -> Record:
    return record(id_, hours_ago(hours), **{"provider": id_.capitalize(), **fields})


def test_pinned_story_is_first_until_the_instant() -> None:
    records = [*plain(), old(pin=LATER)]
    assert top(*records) == ("old", "r0", "r1", "r2")
    assert top(*records, now=LATER) == ("r0", "r1", "r2", "old")
    assert top(*plain(), old(pin=EARLIER)) == ("r0", "r1", "r2", "old")


def test_of_several_pins_that_which_ends_first_is_first() -> None:
    pinned = [old("a", 2, pin=hours_ago(-9)), old("b", 300, pin=LATER), old("c", 3, pin=LATER)]
    for _ in range(3):
        random.shuffle(pinned)
        assert top(*plain(1), *pinned) == ("c", "b", "a", "r0")


def test_buried_story_is_last_but_in_order_among_buried_ones() -> None:
    records = [*plain(), old(), old("b", 2, bury=True), old("c", 1, bury=True)]
    assert top(*records) == ("r0", "r1", "r2", "old", "c", "b")


def test_pin_and_bury_are_those_of_the_story() -> None:
    story: dict[str, Any] = {"story": "gale"}
    records = [old("a", 400, **story, pin=LATER), old("b", 399, **story, bury=True), *plain(1)]
    library = stored(*records).library
    found = library.story_of("b")
    assert (found.pin, found.buried, found.lead) == (LATER, False, "a")
    assert top(*records) == ("a", "r0")
    after = stored(*records, now=LATER).library.story_of("b")
    assert (after.pin, after.buried, after.lead) == (None, True, "b")
    assert top(*records, now=LATER) == ("r0", "b")


def test_of_several_pinned_records_of_a_story_that_which_is_pinned_longest_leads_it() -> None:
    records = [
        old("a", 1, story="gale", pin=LATER),
        old("b", 30, story="gale", pin=hours_ago(-9)),
        old("c", 0, story="gale"),
    ]
    assert stored(*records).library.story_of("a").lead == "b"
    assert stored(*records, now=LATER).library.story_of("a").lead == "b"
    assert stored(*records, now=hours_ago(-9)).library.story_of("a").lead == "c"


def test_pin_of_a_record_that_another_of_its_article_is_shown_for_counts() -> None:
    address: dict[str, Any] = {"original_url": "https://harbourpost.example/same"}
    records = [old("a", quality=9, **address), old("b", **address, pin=LATER), *plain(1)]
    assert top(*records) == ("a", "r0")
    assert top(*plain(1), old("a", 0, quality=9, **address), old("b", **address, bury=True)) == (
        "r0",
        "a",
    )


def test_pin_of_a_record_that_is_not_shown_yet_does_not_count() -> None:
    assert top(*plain(1), old("next", -1, pin=LATER)) == ("r0",)


def test_runs_of_one_provider_end_after_pinned_stories_of_it() -> None:
    harbour = [record(f"h{n}", hours_ago(n)) for n in range(4)]
    pinned = record("pinned", hours_ago(50), pin=LATER)
    other = old("other", 60)
    assert top(*harbour, pinned, other, most=2) == ("pinned", "h0", "other", "h1", "h2", "h3")


def test_topic_has_its_pinned_stories() -> None:
    sea: dict[str, Any] = {"topics": ("Sea",)}
    records = [
        old("pinned", 400, **sea, story="gale", pin=LATER),
        old("joined", 380, **sea, story="gale"),
        old("elsewhere", 400, topics=("Land",), pin=LATER),
        old("plain", 0, **sea),
    ]
    assert stored(*records).library.pinned_news("sea") == ["joined"]
    assert stored(*records, now=LATER).library.pinned_news("sea") == []


def test_end_of_a_pin_changes_only_what_shows_its_story() -> None:
    sea: dict[str, Any] = {"topics": ("Sea",)}
    land: dict[str, Any] = {"topics": ("Land",)}
    site = stored(old("a", pin=LATER, **sea), old("b", 2, **land), old("c", 3, **sea))
    depend = {
        name: _items(site, run)
        for name, run in {
            "pinned": lambda library: library.pinned_news("sea"),
            "top": lambda library: library.top_leads(5),
            "story": lambda library: library.story_of("a"),
            "other topic": lambda library: [*library.topic_news("land")],
            "other story": lambda library: library.story_of("b"),
        }.items()
    }
    site.now = hours_ago(-4.9)
    assert not site.update().items & set().union(*depend.values())
    site.now = LATER
    changed = site.update().items
    assert {name for name, items in depend.items() if items & changed} == {"pinned", "top", "story"}
    site.now = NOON
    changed = site.update().items
    assert {name for name, items in depend.items() if items & changed} == {"pinned", "top", "story"}


def _items(site: Stored, run: Any) -> set[int]:
    recorder = Recorder()
    with recorder.recording() as items:
        run(Library(site.store.db, recorder))
    return set(items)


pinned_records = st.builds(
    lambda number, hours, pin, bury, story, address, topics: record(
        f"r{number}",
        hours_ago(hours),
        provider=f"Outlet {number}",
        pin=None if pin is None else hours_ago(pin),
        bury=bury,
        story=story,
        original_url=f"https://harbourpost.example/{address}",
        topics=topics,
        quality=number,
    ),
    st.integers(0, 5),
    st.integers(0, 200),
    st.one_of(st.none(), st.integers(-6, 3)),
    st.booleans(),
    st.sampled_from(["", "gale", "calm"]),
    st.integers(0, 8),
    st.sampled_from([(), ("Sea",), ("Sea", "Land")]),
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.lists(pinned_records, min_size=1, max_size=6, unique_by=lambda one: one.id),
    st.lists(
        st.tuples(st.integers(-7, 4), st.lists(pinned_records, max_size=1)), min_size=1, max_size=4
    ),
)
def test_updates_while_pins_begin_and_end_equal_a_store_built_from_nothing(
    first: list[Record], later: list[tuple[int, list[Record]]]
) -> None:
    """Also if the clock is set back."""
    site = stored(*first)
    existing = {one.path: one for one in first}
    for hours, changed in later:
        site.now = hours_ago(hours)
        site.put(*changed)
        existing.update({one.path: one for one in changed})
        clean = stored(*existing.values(), now=site.now)
        assert differences(tables(site.store), tables(clean.store)) == []
