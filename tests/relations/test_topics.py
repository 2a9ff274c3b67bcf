"""Topics: spellings, notes and parents."""

from __future__ import annotations

import pytest

from site_gen.model import Image, Notes, Severity, Topic, TopicNote
from site_gen.relations.aliases import note_problems
from site_gen.store.library import Library
from tests.records import hours_ago, record, topic_note
from tests.stored import library_of


def made_of(*names: tuple[str, ...], notes: tuple[TopicNote, ...] = ()) -> Library:
    """Records a, b, c …, each older than the next, with these topics."""
    records = [
        record(chr(ord("a") + n), hours_ago(len(names) - n), topics=own)
        for n, own in enumerate(names)
    ]
    return library_of(*records, notes=Notes(topics=notes))


def topics_of(*names: tuple[str, ...], notes: tuple[TopicNote, ...] = ()) -> dict[str, Topic]:
    """The topics of records with these topics."""
    return {topic.slug: topic for topic in made_of(*names, notes=notes).topics()}


def ids_of(*names: tuple[str, ...], notes: tuple[TopicNote, ...] = ()) -> dict[str, str]:
    """Slug of each topic → the ids of its records, newest first."""
    library = made_of(*names, notes=notes)
    found = {
        topic.slug: (topic.count, library.topic_ids(topic.slug, 99)) for topic in library.topics()
    }
    assert all(count == len(ids) for count, ids in found.values())
    return {slug: "".join(ids) for slug, (_, ids) in found.items()}


def test_spellings_that_differ_by_case_or_space_are_one_topic() -> None:
    found = ids_of(("Sea  Ice",), ("sea ice", "SEA ICE"), ("Sea-Ice",))
    assert found == {"sea-ice": "cba"}


def test_first_spelling_wins_in_the_order_of_time() -> None:
    assert topics_of(("Sea  Ice",), ("SEA ICE",))["sea-ice"].name == "Sea Ice"


def test_names_with_similar_slugs_are_different_topics() -> None:
    topics = topics_of(("C", "C++", "C#", "事实", "实事"))
    assert sorted(topic.name for topic in topics.values()) == ["C", "C#", "C++", "事实", "实事"]


def test_records_of_a_topic_are_newest_first_and_once() -> None:
    assert ids_of(("AI", "ai"), ("AI",), ("AI", "A.I"))["ai"] == "cba"


def test_topics_of_a_record_keep_its_order() -> None:
    library = library_of(record("a", topics=("Weather", "AI", "weather", "C++")))
    assert library.relations("a").topics == ("weather", "ai", "c-plus-plus")


def test_note_gives_name_description_and_pictures() -> None:
    note = topic_note("Artificial Intelligence", "ai", body="Machines.", images=(Image("/a.svg"),))
    topic = topics_of(("ai",), notes=(note,))["ai"]
    assert (topic.name, topic.description) == ("Artificial Intelligence", "Machines.")
    assert topic.images == (Image("/a.svg"),)


def test_alias_of_a_note_merges_spellings() -> None:
    note = topic_note("C++", "c-plus-plus", aliases=("CPP", "Old C"))
    found = ids_of(("cpp",), ("C++",), ("OLD  c",), ("C",), notes=(note,))
    assert found == {"c": "d", "c-plus-plus": "cba"}


def test_title_of_a_note_is_an_alias_of_its_slug() -> None:
    note = topic_note("Artificial Intelligence", "ai")
    assert ids_of(("Artificial intelligence",), ("AI",), notes=(note,)) == {"ai": "ba"}


def test_alias_that_two_notes_claim_stays_with_the_first() -> None:
    notes = (
        topic_note("Cities", "cities", aliases=("Town",)),
        topic_note("Towns", "towns", aliases=("town",)),
    )
    assert ids_of(("Town",), notes=notes) == {"cities": "a"}
    [problem] = note_problems(Notes(topics=notes), (), "en")
    assert (problem.path, problem.severity, problem.code) == (
        "topics/towns.md",
        Severity.WARNING,
        "alias-taken",
    )
    assert problem.message == "“town” is already claimed by topics/cities.md"
    assert problem.hint == "it stays with topics/cities.md"


def test_notes_with_names_of_their_own_are_no_problem() -> None:
    notes = (topic_note("Cities", "cities", aliases=("cities", "Town")), topic_note("C", "c"))
    assert note_problems(Notes(topics=notes), (), "en") == ()


def test_unknown_parent_of_a_shown_topic_is_reported() -> None:
    notes = Notes(
        topics=(
            topic_note("Ferries", "ferries", parent="Harbor"),
            topic_note("Trams", "trams", parent="Rails"),
            topic_note("Buses", "buses", parent="Roads"),
        )
    )
    [problem] = note_problems(notes, ("ferries", "buses", "roads"), "en")
    assert (problem.path, problem.code) == ("topics/ferries.md", "no-parent")
    assert problem.message == "parent is “Harbor”, which is not a topic"


def family(topics: dict[str, Topic]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {slug: (topic.parent, topic.children) for slug, topic in topics.items()}


def test_parent_has_its_children() -> None:
    notes = (
        topic_note("C++", "c-plus-plus", parent="Computing"),
        topic_note("AI", "ai", parent="computing"),
        topic_note("Computing", "computing"),
    )
    assert family(topics_of(("AI",), ("C++",), ("Computing",), notes=notes)) == {
        "ai": ("computing", ()),
        "c-plus-plus": ("computing", ()),
        "computing": ("", ("ai", "c-plus-plus")),
    }


def test_parent_may_be_named_by_an_alias() -> None:
    notes = (
        topic_note("AI", "ai", parent="Software"),
        topic_note("Computing", "computing", aliases=("Software",)),
    )
    assert family(topics_of(("AI",), notes=notes))["ai"] == ("computing", ())


def test_parent_without_records_of_its_own_has_a_page_for_its_children() -> None:
    notes = (topic_note("AI", "ai", parent="Computing"), topic_note("Computing", "computing"))
    assert family(topics_of(("AI",), notes=notes)) == {
        "ai": ("computing", ()),
        "computing": ("", ("ai",)),
    }


def test_grandparent_of_a_topic_with_records_has_a_page() -> None:
    notes = (
        topic_note("AI", "ai", parent="Computing"),
        topic_note("Computing", "computing", parent="Science"),
        topic_note("Science", "science"),
    )
    assert list(topics_of(("AI",), notes=notes)) == ["ai", "computing", "science"]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_topic_without_records_has_no_page(depth: int) -> None:
    names = ["A", "B", "C"][:depth]
    notes = tuple(
        topic_note(name, name.lower(), parent=parent)
        for name, parent in zip(names, ["", *names], strict=False)
    )
    assert list(topics_of(("Weather",), notes=notes)) == ["weather"]


def test_parent_that_does_not_exist_is_left_out() -> None:
    notes = (topic_note("AI", "ai", parent="Nowhere"),)
    assert family(topics_of(("AI",), notes=notes)) == {"ai": ("", ())}


def test_parent_that_records_name_needs_no_note() -> None:
    notes = (topic_note("AI", "ai", parent="Computing"),)
    assert family(topics_of(("AI",), ("Computing",), notes=notes))["computing"] == ("", ("ai",))


@pytest.mark.parametrize("circle", ["A", "AB", "ABC", "ABCD"])
def test_parents_never_form_a_cycle(circle: str) -> None:
    notes = tuple(
        topic_note(name, name.lower(), parent=circle[(place + 1) % len(circle)])
        for place, name in enumerate(circle)
    )
    topics = topics_of(tuple(circle), notes=notes)
    for slug in topics:
        seen = set()
        above = slug
        while above:
            assert above not in seen
            seen.add(above)
            above = topics[above].parent
    assert sum(1 for topic in topics.values() if not topic.parent) == 1
