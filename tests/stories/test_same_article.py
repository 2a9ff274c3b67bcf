"""Duplicates: one record is shown in place of all that are the same article."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.canonical import article_keys
from site_gen.model import Record
from tests.records import hours_ago, record, related
from tests.stored import library_of

A, B, C = (f"https://{name}.example/2021/ferry" for name in "abc")


def shown(*records: Record) -> tuple[list[str], dict[str, str]]:
    """Sorted ids of the records that are shown; id of each other record → id of the shown one."""
    library = library_of(*records)
    return sorted(library.newest_ids()), dict(library.duplicates())


@pytest.mark.parametrize("one", ["original_url", "web_url", "amp_web_url", "cdn_amp_web_url"])
@pytest.mark.parametrize("other", ["original_url", "web_url", "amp_web_url", "cdn_amp_web_url"])
def test_records_that_share_an_address_are_one_article(one: str, other: str) -> None:
    mine: dict[str, Any] = {"original_url": B, one: A}
    theirs: dict[str, Any] = {"original_url": C, other: f"{A}?utm_source=feed"}
    assert shown(record("a", **mine), record("b", **theirs)) == (["a"], {"b": "a"})


def test_records_with_different_addresses_are_different_articles() -> None:
    records = [record("a", original_url=A), record("b", original_url=B, title="News of a")]
    assert shown(*records) == (["a", "b"], {})


def test_no_records_have_no_duplicates() -> None:
    assert shown() == ([], {})


@pytest.mark.parametrize(
    ("best", "other"),
    [
        ({"quality": 2}, {"quality": 1, "at": hours_ago(9)}),
        ({"at": hours_ago(2)}, {"at": hours_ago(1)}),
        ({}, {}),
    ],
    ids=["quality", "earliest", "id"],
)
def test_best_record_is_shown(best: dict[str, Any], other: dict[str, Any]) -> None:
    pair = [record("best", original_url=A, **best), record("other", original_url=A, **other)]
    assert shown(*pair) == shown(*reversed(pair)) == (["best"], {"other": "best"})


def test_third_record_makes_two_articles_one() -> None:
    records = [
        record("a", original_url=A, quality=3),
        record("b", original_url=B, quality=2),
        record("c", original_url=A, web_url=B, quality=1),
    ]
    for ordered in permutations(records):
        assert shown(*ordered) == (["a"], {"b": "a", "c": "a"})


def test_best_of_all_is_shown_for_a_chain_of_records() -> None:
    chain = [
        record(f"r{n}", original_url=f"{A}/{n}", web_url=f"{A}/{n + 1}", quality=n % 3)
        for n in range(8)
    ]
    assert shown(*chain)[0] == ["r2"]
    assert set(shown(*chain)[1].values()) == {"r2"}


def test_lists_of_all_are_shown_the_best_record_s_first() -> None:
    urls = [f"https://elsewhere.example/{n}" for n in range(4)]
    good = record("good", original_url=A, quality=9, related=(related(urls[0]), related(urls[1])))
    poor = record("poor", original_url=A, related=(related(urls[1]), related(urls[2])))
    library = library_of(poor, good)
    assert shown(poor, good) == (["good"], {"poor": "good"})
    assert library.all_related("good") == (*good.related, *poor.related)
    assert [item.web_url for item in library.related("good")] == urls[:3]


def test_address_that_only_the_hidden_record_has_is_the_shown_one_s() -> None:
    hidden = record("hidden", original_url=A, web_url=B)
    shown_one = record("shown", original_url=A, quality=9)
    lister = record("lister", original_url=C, related=(related(B, title="As b has it"),))
    library = library_of(hidden, shown_one, lister)
    assert library.relations("lister").related_ids == ("shown",)
    assert library.story_of("lister") == library.story_of("shown")


def test_list_that_names_the_hidden_record_names_the_shown_one() -> None:
    shown_one = record("a", original_url=A, web_url=B, quality=9)
    hidden = record("b", original_url=B, amp_web_url=C)
    lister = record("c", related=(related(B),))
    assert library_of(shown_one, hidden, lister).relations("c").related_ids == ("a",)


addresses = st.sampled_from([f"https://x.example/2021/{n}" for n in range(7)])


@st.composite
def copies(draw: st.DrawFn) -> list[Record]:
    return [
        record(
            f"r{n}",
            hours_ago(draw(st.integers(0, 2))),
            quality=draw(st.integers(0, 2)),
            original_url=draw(addresses),
            web_url=draw(addresses),
        )
        for n in range(draw(st.integers(1, 7)))
    ]


@settings(derandomize=True)
@given(copies(), st.data())
def test_every_record_is_shown_or_has_another_in_its_place(
    records: list[Record], data: st.DataObject
) -> None:
    shown_ids, replaced = shown(*records)
    assert sorted([*shown_ids, *replaced]) == [item.id for item in records]
    assert set(replaced.values()) <= set(shown_ids)
    seen: set[str] = set()
    of = {item.id: replaced.get(item.id, item.id) for item in records}
    for id_ in shown_ids:
        keys = [article_keys(item.addresses) for item in records if of[item.id] == id_]
        assert seen.isdisjoint(frozenset().union(*keys))
        seen |= frozenset().union(*keys)
    assert shown(*data.draw(st.permutations(records))) == (shown_ids, replaced)
