"""Which records have another neighbour in a list after an update."""

from __future__ import annotations

from datetime import datetime

from site_gen.dependencies import NEWER, OLDER, parts, placed_record
from site_gen.model import Record
from site_gen.relations import RelationChanges
from tests.records import hours_ago, record
from tests.stored import Stored


def sea(name: str, hours: float, **fields: object) -> Record:
    at: datetime = hours_ago(hours)
    return record(name, at, **{"topics": ("Sea",), **fields})  # type: ignore[arg-type]


def site() -> Stored:
    """Records a (the oldest) to d, three hours apart, of one topic and provider."""
    stored = Stored()
    stored.put(sea("a", 9), sea("b", 6), sea("c", 3), sea("d", 0))
    return stored


def changed(stored: Stored, changes: RelationChanges) -> set[str]:
    """Records with another neighbour in any list: ``older b``."""
    found = set()
    for kind, key, _ in map(parts, changes.items):
        if kind in ("older", "newer"):
            id_ = stored.store.value("SELECT id FROM records WHERE n = ?", placed_record(key))
            found.add(f"{kind} {id_}")
    return found


def test_new_record_is_a_neighbour_of_the_newest_only() -> None:
    stored = site()
    assert changed(stored, stored.put(sea("e", -3))) == {"newer d"}


def test_old_record_is_a_neighbour_on_both_sides() -> None:
    stored = site()
    assert changed(stored, stored.put(sea("x", 4))) == {"older c", "newer b"}


def test_removed_record_gives_its_neighbours_others() -> None:
    stored = site()
    changes = stored.update(gone=["news/b.md"])
    assert changed(stored, changes) == {"older c", "newer a"}


def test_redated_record_changes_both_places() -> None:
    stored = site()
    changes = stored.put(sea("b", -1))
    assert changed(stored, changes) == {"older c", "newer a", "newer d"}


def test_edited_record_has_the_same_neighbours() -> None:
    stored = site()
    assert changed(stored, stored.put(sea("b", 6, title="Another"))) == set()


def test_other_topic_changes_the_lists_of_topics_only() -> None:
    stored = site()
    changes = stored.put(sea("b", 6, topics=("Sky",)))
    assert {parts(number)[0] for number in changes.items} >= {"older", "newer"}
    assert changed(stored, changes) == {"older c", "newer a"}
    lists = {parts(number)[1] >> 56 for number in changes.items if number & 15 in (OLDER, NEWER)}
    assert lists == {1}


def test_records_of_one_instant_are_ordered_by_id() -> None:
    stored = site()
    changes = stored.put(sea("bb", 6))
    assert changed(stored, changes) == {"older b", "newer a"}


def test_library_walks_in_both_directions() -> None:
    library = site().library
    assert [*library.older("c")] == ["b", "a"]
    assert [*library.newer("b", topic="sea")] == ["c", "d"]
    assert [*library.newer("b", provider="harbour-post")] == ["c", "d"]
    assert [*library.older("a")] == []


def test_records_of_a_new_site_need_no_look_at_their_neighbours() -> None:
    stored = Stored()
    assert stored.put(sea("a", 9), sea("b", 6)).places == set()
    assert stored.put(sea("c", 3)).places
