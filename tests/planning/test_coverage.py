"""The order of covering articles on pages and of providers on cards."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import Record, Related
from site_gen.plan.coverage import CoveringArticle, best_by_provider, covering_articles
from tests.records import hours_ago, record, related
from tests.stored import library_of


def entry(provider: str, end: str = "1", quality: int = 0, hours: float | None = 0) -> Related:
    """A related entry of a provider (``a``), titled ``a1``."""
    return related(
        f"https://{provider}.example/{end}",
        provider,
        title=f"{provider}{end}",
        quality=quality,
        published_at=None if hours is None else hours_ago(-hours),
    )


def named(articles: list[CoveringArticle] | tuple[CoveringArticle, ...]) -> list[str]:
    return [covering.article.title for covering in articles]


def shown(*entries: Related, **fields: Any) -> list[str]:
    """Titles of covering articles on the page of a record of the provider ``own``."""
    return named(
        covering_articles(library_of(record(provider="own", related=entries, **fields)), "ferry")
    )


def test_no_provider_comes_twice_before_each_came_once() -> None:
    entries = [entry("a", "1", 9), entry("a", "2", 8), entry("a", "3", 7), entry("b", "1", 1)]
    assert shown(*entries, entry("c", "1"), entry("b", "2")) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_page_s_provider_is_left_out_of_the_first_round() -> None:
    assert shown(entry("own", "1", 99), entry("a", "1", 1), entry("a", "2", 1)) == [
        "a1",
        "own1",
        "a2",
    ]


def test_rounds_are_ordered_by_quality_time_and_provider_name() -> None:
    entries = [
        entry("e", hours=None),
        entry("d", hours=None),
        entry("c", hours=2),
        entry("b", hours=2),
        entry("z", quality=1, hours=None),
        entry("f", hours=1),
    ]
    assert shown(*entries) == ["z1", "f1", "b1", "c1", "d1", "e1"]


def test_articles_of_a_provider_are_ordered_by_quality_time_and_title() -> None:
    entries = [("4", 0, None), ("3", 0, 5), ("2", 0, 5), ("1", 0, 4), ("0", 3, 9)]
    assert shown(*(entry("a", *each) for each in entries)) == ["a0", "a1", "a2", "a3", "a4"]


def test_each_record_of_a_story_shows_the_others_and_all_related_entries() -> None:
    first = record("first", hours_ago(3), title="first", related=(entry("a"), entry("b")))
    second = record(
        "second",
        hours_ago(2),
        title="second",
        provider="Quay",
        related=(related(first.url), entry("b"), entry("c")),
    )
    library = library_of(first, second)
    assert library.story_of("first") == library.story_of("second")
    assert sorted(named(covering_articles(library, "first"))) == ["a1", "b1", "c1", "second"]
    assert sorted(named(covering_articles(library, "second"))) == ["a1", "b1", "c1", "first"]


def test_related_entry_of_a_record_of_the_site_is_shown_as_the_record() -> None:
    ours = record("ours", title="ours", provider="Quay")
    other = record("other", related=(related(f"{ours.url}?utm_source=x", "Quay"),))
    (covering,) = covering_articles(library_of(ours, other), "other")
    assert isinstance(covering.article, Record)


def test_records_of_two_stories_show_each_other_if_one_lists_the_other() -> None:
    alone = record("alone", title="alone", story="none", provider="Quay")
    names = record("names", title="names", story="none", related=(related(alone.url),))
    library = library_of(alone, names)
    assert library.story_of("alone") != library.story_of("names")
    assert named(covering_articles(library, "names")) == ["alone"]
    assert named(covering_articles(library, "alone")) == ["names"]


def test_page_never_shows_its_own_article() -> None:
    first = record("first", amp_web_url="https://amp.example/first")
    second = record(
        "second",
        provider="Quay",
        related=(related(first.url), related("https://amp.example/first")),
    )
    library = library_of(first, second)
    assert named(covering_articles(library, "first")) == ["News of second"]
    assert named(covering_articles(library, "second")) == ["News of first"]


def test_best_article_of_each_provider_comes_in_the_same_order() -> None:
    entries = (entry("a", "1", 1), entry("a", "2", 5), entry("b", "1", 3), entry("own", "2", 9))
    library = library_of(record(provider="own", title="own1", quality=4, related=entries))
    story = library.story_of("ferry")
    assert named(best_by_provider(library, story, 9)) == ["own2", "a2", "b1"]
    assert named(best_by_provider(library, story, 2)) == ["own2", "a2"]


entries = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.integers(1, 9).map(str),
        st.integers(0, 2),
        st.one_of(st.none(), st.integers(0, 3)),
    ),
    max_size=12,
    unique_by=lambda each: each[:2],
)


@given(entries, st.randoms())
def test_order_does_not_depend_on_the_order_of_the_list(entries: list[Any], chance: Any) -> None:
    shuffled = chance.sample(entries, len(entries))
    titles = shown(*(entry(*each) for each in entries))
    assert titles == shown(*(entry(*each) for each in shuffled))
    assert sorted(titles) == sorted(f"{provider}{end}" for provider, end, *_ in entries)
    # Rounds: the second article of any outlet comes after the first of every other.
    turns = [titles[: place + 1].count(title) for place, title in enumerate(titles)]
    assert turns == [1] * len(titles)
    providers = [title[0] for title in titles]
    rounds = [providers[:place].count(provider) for place, provider in enumerate(providers)]
    assert rounds == sorted(rounds)


@given(entries, st.integers(1, 5))
def test_cards_name_providers_in_the_order_of_the_first_round(
    entries: list[Any], count: int
) -> None:
    library = library_of(record(provider="own", related=[entry(*each) for each in entries]))
    first: dict[str, CoveringArticle] = {}
    for each in covering_articles(library, "ferry"):
        first.setdefault(each.provider, each)
    story = library.story_of("ferry")
    best = best_by_provider(library, story, 9)
    own = library.relations("ferry").provider
    assert [each for each in best if each.provider != own] == list(first.values())
    assert best_by_provider(library, story, count) == best[:count]
