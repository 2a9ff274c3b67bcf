"""Every look into the library is recorded, however it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from site_gen import dependencies as items
from site_gen.dependencies import RecordedCache, Recorder, item, parts, place_key, placed_record
from site_gen.store.library import Library
from tests.records import NOON, hours_ago, record
from tests.stored import Stored

DAY = int(NOON.timestamp()) // 86_400


@pytest.fixture
def stored() -> Stored:
    """Two records: a, of a topic, and b."""
    made = Stored()
    made.put(record("a", hours_ago(2), topics=("Sea",)), record("b", hours_ago(1)))
    return made


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def library(stored: Stored, recorder: Recorder) -> Library:
    return Library(stored.store.db, recorder)


def names(stored: Stored, found: set[int]) -> set[str]:
    """Items as ``record a``: with the id or slug in place of the number."""
    known = {
        "record": "SELECT id FROM shown WHERE n = ?",
        "story": "SELECT id FROM stories WHERE n = ?",
        "topic": "SELECT slug FROM topics WHERE t = ?",
        "topic-name": "SELECT slug FROM topics WHERE t = ?",
        "topic-tree": "SELECT slug FROM topics WHERE t = ?",
        "provider": "SELECT slug FROM providers WHERE p = ?",
        "provider-name": "SELECT slug FROM providers WHERE p = ?",
    }
    return {
        f"{kind} {stored.store.value(known[kind], key) if kind in known else name or key}"
        for kind, key, name in map(parts, found)
        if kind not in ("older", "newer")
    } | {
        f"{kind} {stored.store.value(known['record'], placed_record(key))}"
        for kind, key, _ in map(parts, found)
        if kind in ("older", "newer")
    }


Look = Callable[[Library], Any]


@pytest.mark.parametrize(
    ("look", "recorded"),
    [
        (lambda library: library.record("a"), {"record a"}),
        (lambda library: library.article("a"), {"record a"}),
        (lambda library: library.relations("a"), {"record a"}),
        (lambda library: library.related("a"), {"record a"}),
        (lambda library: library.times("a"), {"record a"}),
        (lambda library: library.story("a"), {"story a"}),
        (lambda library: library.story_of("a"), {"record a", "story a"}),
        (lambda library: library.heat_of(library.record("a")), {"record a", "story a"}),
        (lambda library: library.top_leads(1), {"list stories"}),
        (lambda library: library.newest_ids(1), {"list latest"}),
        (lambda library: [*library.newest_first()], {"list latest"}),
        (lambda library: library.topic("sea"), {"topic sea"}),
        (lambda library: library.topic_ids("sea", 1), {"topic sea"}),
        (lambda library: [*library.topic_news("sea")], {"topic sea", "record a"}),
        (lambda library: library.topic_summary("sea"), {"topic-name sea"}),
        (
            lambda library: library.topic_of_name("SEA"),
            {f"slug {items.slug_key('sea')}"},
        ),
        (lambda library: library.topics(), {"list topics"}),
        (lambda library: library.topic_summaries(), {"list topic-names"}),
        (lambda library: library.provider("harbour-post"), {"provider harbour-post"}),
        (lambda library: library.provider_ids("harbour-post", 1), {"provider harbour-post"}),
        (lambda library: library.main_topics("harbour-post"), {"provider harbour-post"}),
        (lambda library: library.provider_summary("harbour-post"), {"provider-name harbour-post"}),
        (lambda library: library.providers(), {"list providers"}),
        (lambda library: library.provider_summaries(), {"list provider-names"}),
        (lambda library: library.day_ids(DAY), {f"day {DAY}"}),
        (lambda library: library.best_of_day(DAY), {f"day {DAY}"}),
        (lambda library: library.day_changed(DAY), {f"day {DAY}"}),
        (lambda library: library.depend_on_month(24_257), {"month 24257"}),
        (lambda library: library.depend_on_years(), {"list archive"}),
        (lambda library: library.best_of_month(24_257, DAY, DAY + 1), {"month 24257"}),
        (
            lambda library: library.neighbours(items.MONTHS, 24_257, DAY, DAY + 1),
            {f"neighbours {items.period_key(items.MONTHS, 24_257)}"},
        ),
        (lambda library: library.parts(), {"list sitemaps"}),
        (lambda library: library.topic_in_tree("sea"), {"topic-tree sea"}),
        (lambda library: [*library.older("b")], {"record b", "older b", "older a"}),
        (lambda library: [*library.newer("a")], {"record a", "newer a", "newer b"}),
        (lambda library: next(library.older("b")), {"record b", "older b"}),
        # What shows a record or story shows these with it, and depends on it anyway.
        (lambda library: library.topic_name("sea"), set()),
        (lambda library: library.topic_above("sea"), set()),
        (lambda library: library.named_provider("harbour-post"), set()),
    ],
)
def test_look_is_recorded(
    stored: Stored, library: Library, recorder: Recorder, look: Look, recorded: set[str]
) -> None:
    for _ in range(2):  # though the second time it is known already
        with recorder.recording() as found:
            look(library)
        assert names(stored, found) == recorded


@pytest.mark.parametrize(
    "look",
    [
        lambda library: library.record("none"),
        lambda library: library.times("none"),
        lambda library: library.story("none"),
        lambda library: [*library.older("none")],
        lambda library: library.topic("none"),
        lambda library: library.provider("none"),
    ],
)
def test_nothing_is_to_be_seen_of_what_is_not_there(library: Library, look: Look) -> None:
    with pytest.raises(KeyError):
        look(library)


def test_who_takes_what_was_made_once_depends_on_what_it_was_made_of(
    stored: Stored, library: Library, recorder: Recorder
) -> None:
    made: list[str] = []

    def title(id_: str) -> str:
        made.append(id_)
        return library.record(id_).title

    inner = RecordedCache(title, recorder)
    outer = RecordedCache(lambda id_: inner(id_).upper(), recorder)
    for _ in range(2):
        with recorder.recording() as found:
            assert outer("a") == "NEWS OF A"
        assert names(stored, found) == {"record a"}
    assert made == ["a"]


def test_memo_that_is_full_makes_a_value_again(recorder: Recorder) -> None:
    made: list[str] = []
    memo = RecordedCache(made.append, recorder, size=1)
    for key in "aaba":
        memo(key)
    assert made == ["a", "b", "a"]


def test_what_is_looked_at_inside_is_not_looked_at_outside(
    stored: Stored, library: Library, recorder: Recorder
) -> None:
    with recorder.recording() as outside:
        with recorder.recording() as inside:
            library.record("a")
        library.record("b")
    assert (names(stored, outside), names(stored, inside)) == ({"record b"}, {"record a"})


def test_recording_ends_with_an_error_too(library: Library, recorder: Recorder) -> None:
    before = recorder.items
    with pytest.raises(KeyError), recorder.recording():
        library.record("none")
    assert recorder.items is before


def test_items_are_numbers_of_their_own() -> None:
    kinds = range(items.PART + 1)
    found = {item(kind, key): (kind, key) for kind in kinds for key in (0, 1, 7, 2**32 - 1)}
    assert len(found) == 4 * len(kinds)
    assert parts(item(items.TOPIC, 3)) == ("topic", 3, "")
    assert parts(item(items.LIST, items.YEARS)) == ("list", items.YEARS, "archive")


def test_place_s_key_is_one_of_each_record_and_list() -> None:
    keys = {
        place_key(name, list_id, record)
        for name in items.PLACED_LISTS
        for list_id in (0, 1, 2**24 - 1)
        for record in (1, 2, 2**32 - 1)
    }
    assert len(keys) == 27
    assert {placed_record(key) for key in keys} == {1, 2, 2**32 - 1}
    assert all(item(items.NEWER, key) < 2**63 for key in keys)  # what SQLite can store
