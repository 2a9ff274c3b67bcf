"""Every look into the library is noted, however it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from site_gen.model import Library
from site_gen.reads import Once, Reads
from tests.records import hours_ago, library_of, record


@pytest.fixture
def library() -> Library:
    return library_of(record("a", hours_ago(2), topics=("Sea",)), record("b", hours_ago(1)))


Look = Callable[[Library], Any]


@pytest.mark.parametrize(
    ("look", "noted"),
    [
        (lambda library: library.records["a"], {"r a"}),
        (lambda library: library.records.get("a"), {"r a"}),
        (lambda library: library.listed_by.get("a", ()), {"r a"}),
        (lambda library: "none" in library.records, {"r none"}),
        (lambda library: library.story_of("a"), {"r a", "s a"}),
        (lambda library: library.topics["sea"], {"T sea"}),
        (lambda library: library.topic_faces["sea"], {"t sea"}),
        (lambda library: [*library.topics], {"T *"}),
        (lambda library: [*library.topic_faces.items()], {"t *"}),
        (lambda library: [*library.providers.values()], {"P *"}),
        (lambda library: library.provider_faces.keys(), {"p *"}),
        (lambda library: len(library.stories), {"s *"}),
        (lambda library: library.newest, {"r *", "r b"}),
        (lambda library: library.newest_first[:1], {"r *"}),
        (lambda library: [*library.newest_first], {"r *"}),
        (lambda library: len(library.pages), {"r *"}),
        (lambda library: "a" in library.newest_first, {"r *"}),
    ],
)
def test_look_is_noted(library: Library, look: Look, noted: set[str]) -> None:
    reads = Reads()
    watched = reads.watch(library)
    with reads.noted() as read:
        found = look(watched)
    assert read == noted
    assert found == look(library) or [*found] == [*look(library)]


def test_who_takes_what_was_made_once_has_read_what_was_read_for_it(library: Library) -> None:
    reads = Reads()
    watched = reads.watch(library)
    made = []

    def title(id_: str) -> str:
        made.append(id_)
        return str(watched.records[id_].title)

    inner = Once(title, reads)
    outer = Once(lambda id_: inner(id_).upper(), reads)
    for _ in range(2):
        with reads.noted() as read:
            assert outer("a") == "NEWS OF A"
        assert read == {"r a"}
    assert made == ["a"]


def test_what_is_read_inside_is_not_read_outside(library: Library) -> None:
    reads = Reads()
    watched = reads.watch(library)
    with reads.noted() as outside:
        with reads.noted() as inside:
            assert watched.records["a"]
        assert watched.records["b"]
    assert (outside, inside) == ({"r b"}, {"r a"})
