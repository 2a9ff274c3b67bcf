"""The library: the same content, whatever the order of the updates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import Notes, PageNote, ProviderNote, Record, Related, Severity
from site_gen.relations.admission import address_problems
from tests.records import NOON, hours_ago, record, related, topic_note
from tests.relations.tables import tables
from tests.stored import Stored, library_of

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
providers = st.sampled_from(OUTLETS)
instants = st.sampled_from([NOON, hours_ago(1), hours_ago(2)])


def entry(provider: tuple[str, str], number: int, at: datetime | None) -> Related:
    return related(f"https://q.example/{number}", *provider, published_at=at)


entries = st.builds(entry, providers, st.integers(0, 5), st.one_of(st.none(), instants))


@st.composite
def newsrooms(draw: st.DrawFn) -> list[Record]:
    def one(number: int) -> Record:
        name, domain = draw(providers)
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
    stored, other = Stored(), Stored()
    stored.put(*records, notes=notes)
    other.put(*shuffled, notes=notes)
    assert tables(stored.store) == tables(other.store)
    library = stored.library
    assert library.newest_ids() == other.library.newest_ids()
    for slugs in (
        [topic.slug for topic in library.topics()],
        [provider.slug for provider in library.providers()],
    ):
        assert slugs == sorted(slugs)


@given(newsrooms(), st.sampled_from([Notes(), NOTES]))
def test_relations_agree_from_both_sides(records: list[Record], notes: Notes) -> None:
    library = library_of(*records, notes=notes)
    ids = library.newest_ids()
    assert set(ids) == {item.id for item in records}
    found = {id_: library.relations(id_) for id_ in ids}
    for topic in library.topics():
        slug = topic.slug
        assert set(library.topic_ids(slug, -1)) == {
            id_ for id_, each in found.items() if slug in each.topics
        }
        assert all(library.topic(child).parent == slug for child in topic.children)
        assert not topic.parent or slug in library.topic(topic.parent).children
    providers = {provider.slug for provider in library.providers()}
    for slug in providers:
        assert set(library.provider_ids(slug, -1)) == {
            id_ for id_, each in found.items() if each.provider == slug
        }
        for ref in library.provider(slug).covers:
            assert found[ref.record_id].related_providers[ref.index] == slug
    named = {slug for each in found.values() for slug in each.related_providers}
    assert providers == named | {each.provider for each in found.values()}


def test_records_are_newest_first_then_by_id() -> None:
    library = library_of(
        record("b", NOON), record("old", hours_ago(1)), record("c", NOON), record("a", NOON)
    )
    assert library.newest_ids() == [*library.newest_first()] == ["a", "b", "c", "old"]
    assert library.newest == NOON


def test_library_without_records_is_empty() -> None:
    library = library_of()
    assert (library.newest, library.count) == (None, 0)
    assert [*library.newest_ids(), *library.topics(), *library.providers()] == []


def test_pages_are_in_the_editor_s_order() -> None:
    def page(slug: str, **fields: Any) -> PageNote:
        return PageNote(title=slug, slug=slug, **fields)

    notes = Notes(pages=(page("c"), page("b", order=2), page("a", order=2), page("d", order=1)))
    assert [each.slug for each in library_of(notes=notes).pages] == ["d", "a", "b", "c"]


def test_two_files_that_claim_one_url_are_reported_and_the_first_has_it() -> None:
    first = record("Ferry", path="news/2021/Ferry.md")
    second = record("ferry", path="news/ferry.md")
    other = record("train")
    stored = Stored()
    stored.put(other, second, first)
    assert {article.record.path for article in stored.library.articles()} == {
        "news/2021/Ferry.md",
        "news/train.md",
    }
    [problem] = address_problems(stored.store)
    assert (problem.path, problem.severity, problem.code) == (
        "news/ferry.md",
        Severity.ERROR,
        "url-taken",
    )
    assert problem.message == "claims the URL /news/ferry/ of news/2021/Ferry.md"
    assert problem.hint == "rename one of the two files"
