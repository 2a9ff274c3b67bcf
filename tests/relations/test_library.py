"""The library: everything by id, whatever the order it came in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from site_gen.library import one_per_url
from site_gen.model import Notes, PageNote, ProviderNote, Record, Related, Severity
from tests.records import NOON, hours_ago, library_of, record, related, topic_note

NAMES = ["AI", "ai", "A.I", "C", "C++", "c plus plus", "事实", "实事", "Sea Ice", "SEA  ICE"]
OUTLETS = [
    ("Harbour Post", "harbourpost.example"),
    ("HARBOUR POST", "www.harbourpost.example"),
    ("Harbour Post", ""),
    ("harbour post", "harbour.example"),
    ("Kelp & Current", ""),
]
NOTES = Notes(
    topics=(
        topic_note("C++", "c-plus-plus", aliases=("Cpp",), parent="Computing"),
        topic_note("Computing", "computing", parent="C++"),
    ),
    providers=(
        ProviderNote(name="Harbour", slug="harbourpost.example", aliases=("harbour post",)),
    ),
)

topics = st.lists(st.sampled_from(NAMES), max_size=3).map(tuple)
outlets = st.sampled_from(OUTLETS)
instants = st.sampled_from([NOON, hours_ago(1), hours_ago(2)])


def entry(outlet: tuple[str, str], number: int, at: datetime | None) -> Related:
    return related(f"https://q.example/{number}", *outlet, published_at=at)


entries = st.builds(entry, outlets, st.integers(0, 5), st.one_of(st.none(), instants))


@st.composite
def newsrooms(draw: st.DrawFn) -> list[Record]:
    def one(number: int) -> Record:
        name, domain = draw(outlets)
        return record(
            f"r{number}",
            draw(instants),
            provider=name,
            domain=domain,
            topics=draw(topics),
            related=tuple(draw(st.lists(entries, max_size=2))),
        )

    return [one(number) for number in range(draw(st.integers(1, 6)))]


@given(newsrooms(), st.sampled_from([Notes(), NOTES]), st.data())
def test_order_of_the_files_does_not_matter(
    records: list[Record], notes: Notes, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(records))
    library, other = library_of(*records, notes=notes), library_of(*shuffled, notes=notes)
    assert library == other
    assert list(library.records) == list(other.records)
    assert list(library.topics) == list(other.topics)
    assert list(library.providers) == list(other.providers)


@given(newsrooms(), st.sampled_from([Notes(), NOTES]))
def test_relations_agree_from_both_sides(records: list[Record], notes: Notes) -> None:
    library = library_of(*records, notes=notes)
    assert set(library.records) == set(library.newest_first) == {item.id for item in records}
    for slug, topic in library.topics.items():
        assert set(topic.record_ids) == {
            id_ for id_, slugs in library.topic_slugs.items() if slug in slugs
        }
        assert all(library.topics[child].parent == slug for child in topic.children)
        assert not topic.parent or slug in library.topics[topic.parent].children
    for slug, provider in library.providers.items():
        assert set(provider.record_ids) == {
            id_ for id_, own in library.provider_slugs.items() if own == slug
        }
        for ref in provider.coverage:
            assert library.related_slugs[ref.record_id][ref.index] == slug
    named = {slug for slugs in library.related_slugs.values() for slug in slugs}
    assert set(library.providers) == named | set(library.provider_slugs.values())


def test_records_are_newest_first_then_by_id() -> None:
    library = library_of(
        record("b", NOON), record("old", hours_ago(1)), record("c", NOON), record("a", NOON)
    )
    assert library.newest_first == ("a", "b", "c", "old")
    assert library.newest == NOON


def test_library_of_nothing_is_empty() -> None:
    library = library_of()
    assert (library.newest, library.newest_first, library.topics) == (None, (), {})


def test_pages_are_in_the_editor_s_order() -> None:
    def page(slug: str, **fields: Any) -> PageNote:
        return PageNote(title=slug, slug=slug, **fields)

    notes = Notes(pages=(page("c"), page("b", order=2), page("a", order=2), page("d", order=1)))
    assert [each.slug for each in library_of(notes=notes).pages] == ["d", "a", "b", "c"]


def test_two_files_that_claim_one_url_are_told_and_the_first_stays() -> None:
    first = record("Ferry", path="news/2021/Ferry.md")
    second = record("ferry", path="news/ferry.md")
    other = record("train")
    kept, problems = one_per_url([other, second, first])
    assert [item.path for item in kept] == [
        "news/2021/Ferry.md",
        "news/train.md",
    ]
    [problem] = problems
    assert (problem.path, problem.severity, problem.code) == (
        "news/ferry.md",
        Severity.ERROR,
        "url-taken",
    )
    assert problem.message == "claims the URL /news/ferry/ of news/2021/Ferry.md"
    assert problem.hint == "rename one of the two files"
