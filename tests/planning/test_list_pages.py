"""Division of lists into numbered pages."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.plan.list_members import ListMembers
from site_gen.plan.lists import ListPage, divide
from site_gen.relations.changes import Place
from site_gen.store import Store

lengths = st.integers(0, 120)
sizes = st.integers(1, 12)


def list_of(numbers: Iterable[int]) -> ListMembers:
    """The list of all records of a site that were published at these times."""
    store = Store(None)
    store.executemany(
        "INSERT INTO shown (id, published) VALUES (?, ?)", ((str(each), each) for each in numbers)
    )
    return ListMembers(store, "latest", 0)


def oldest_first(length: int) -> list[str]:
    """Ids from oldest to newest; the highest number is the newest."""
    return [str(number) for number in range(1, length + 1)]


def pages_of(length: int, size: int) -> dict[int, ListPage]:
    """The pages of a list by their numbers."""
    return {page.number: page for page in divide(list_of(range(1, length + 1)), size)}


EXAMPLES = [
    (0, 3, {0: ""}),
    (1, 3, {0: "1"}),
    (5, 3, {0: "54321"}),
    (6, 3, {1: "321", 0: "654"}),
    (8, 3, {1: "321", 0: "87654"}),
    (9, 3, {1: "321", 2: "654", 0: "987"}),
    (1, 1, {0: "1"}),
    (3, 1, {1: "1", 2: "2", 0: "3"}),
]


@pytest.mark.parametrize(("length", "size", "pages"), EXAMPLES)
def test_pages_of_a_short_list(length: int, size: int, pages: dict[int, str]) -> None:
    result = pages_of(length, size)
    assert {number: "".join(page.ids) for number, page in result.items()} == pages
    assert list(result) == list(pages)


def test_pages_link_to_each_other() -> None:
    first, second, front = pages_of(9, 3).values()
    assert first == ListPage(1, tuple("321"))
    assert second == ListPage(2, tuple("654"), older=1, older_span=(1, 3))
    assert front == ListPage(0, tuple("987"), older=2, older_span=(4, 6), total=9)
    assert (first.newer, second.newer, front.newer) == (2, 3, None)


@given(lengths, sizes)
def test_every_record_is_on_one_page_in_order(length: int, size: int) -> None:
    pages = pages_of(length, size).values()
    assert [id_ for page in pages for id_ in reversed(page.ids)] == oldest_first(length)


@given(lengths, sizes)
def test_numbered_pages_are_full_and_the_front_holds_up_to_two(length: int, size: int) -> None:
    *numbered, front = pages_of(length, size).values()
    assert len(front.ids) <= 2 * size - 1
    assert len(front.ids) >= min(length, size)
    assert all(len(page.ids) == size for page in numbered)
    assert [page.number for page in numbered] == list(range(1, len(numbered) + 1))
    assert front.number == 0


@given(lengths, sizes, st.integers(1, 30))
def test_newer_records_change_no_numbered_page(length: int, size: int, more: int) -> None:
    before, after = pages_of(length, size), pages_of(length + more, size)
    for number in before.keys() - {0}:
        assert after[number] == before[number]


@given(lengths, sizes)
def test_links_to_older_pages_reach_all_pages(length: int, size: int) -> None:
    pages = pages_of(length, size)
    read, page = [0], pages[0]
    while page.older is not None:
        older = pages[page.older]
        assert page.older_span == (int(older.ids[-1]), int(older.ids[0]))
        page = older
        assert page.newer == page.number + 1
        read.append(page.number)
    assert sorted(read) == sorted(pages)
    assert page.older_span is None
    assert pages[0].newer is None


numbers = st.sets(st.integers(1, 60), max_size=50)


@given(numbers, numbers, sizes)
def test_pages_before_the_first_change_do_not_change(
    before: set[int], after: set[int], size: int
) -> None:
    old = {page.number: page for page in divide(list_of(before), size)}
    new = {page.number: page for page in divide(list_of(after), size)}
    oldest = min(before ^ after, default=99)
    since: Place = (oldest, str(oldest))
    divided = {page.number: page for page in divide(list_of(after), size, since, old.__contains__)}
    assert {number: new[number] for number in divided} == divided
    assert {number for number, page in new.items() if old.get(number) != page} <= divided.keys()
    assert 0 in divided


def test_only_pages_from_the_change_on_are_divided_again() -> None:
    members = list_of(range(1, 31))
    assert [page.number for page in divide(members, 3, (16, "16"))] == [6, 7, 8, 9, 0]
    assert [page.number for page in divide(members, 3, (99, ""))] == [0]
    assert [page.number for page in divide(members, 3, (99, ""), {1, 2, 7}.__contains__)] == [
        8,
        9,
        0,
    ]
