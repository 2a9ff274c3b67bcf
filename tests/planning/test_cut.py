"""Lists are cut into pages that stay: numbered from the oldest record on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.plan.lists import ListPage, cut

lengths = st.integers(0, 120)
sizes = st.integers(1, 12)


def newest_first(length: int) -> list[str]:
    """Ids whose numbers tell which came when: the highest is the newest."""
    return [str(number) for number in range(length, 0, -1)]


EXAMPLES = [
    (0, 3, {0: ""}),
    (1, 3, {0: "1"}),
    (5, 3, {0: "54321"}),
    (6, 3, {0: "654", 1: "321"}),
    (8, 3, {0: "87654", 1: "321"}),
    (9, 3, {0: "987", 2: "654", 1: "321"}),
    (1, 1, {0: "1"}),
    (3, 1, {0: "3", 2: "2", 1: "1"}),
]


@pytest.mark.parametrize(("length", "size", "pages"), EXAMPLES)
def test_pages_of_a_short_list(length: int, size: int, pages: dict[int, str]) -> None:
    found = cut(newest_first(length), size)
    assert {page.number: "".join(page.ids) for page in found} == pages
    assert [page.number for page in found] == list(pages)


def test_pages_lead_to_each_other() -> None:
    ids = tuple("987654321")
    assert cut(ids, 3) == [
        ListPage(0, ids[:3], newer=None, older=2, older_ids=ids[3:6], total=9),
        ListPage(2, ids[3:6], newer=3, older=1, older_ids=ids[6:]),
        ListPage(1, ids[6:], newer=2, older=None, older_ids=()),
    ]


@given(lengths, sizes)
def test_every_record_is_on_one_page_in_order(length: int, size: int) -> None:
    ids = newest_first(length)
    assert [id_ for page in cut(ids, size) for id_ in page.ids] == ids


@given(lengths, sizes)
def test_numbered_pages_are_full_and_the_front_holds_up_to_two(length: int, size: int) -> None:
    front, *numbered = cut(newest_first(length), size)
    assert len(front.ids) <= 2 * size - 1
    assert len(front.ids) >= min(length, size)
    assert all(len(page.ids) == size for page in numbered)
    assert [page.number for page in numbered] == list(range(len(numbered), 0, -1))


@given(lengths, sizes, st.integers(1, 30))
def test_newer_records_change_no_numbered_page(length: int, size: int, more: int) -> None:
    before = cut(newest_first(length), size)[1:]
    after = {page.number: page for page in cut(newest_first(length + more), size)}
    for page in before:
        assert after[page.number] == page


@given(lengths, sizes)
def test_older_leads_through_all_pages(length: int, size: int) -> None:
    pages = {page.number: page for page in cut(newest_first(length), size)}
    read, page = [0], pages[0]
    while page.older is not None:
        assert page.older_ids == pages[page.older].ids
        page = pages[page.older]
        assert page.newer == page.number + 1
        read.append(page.number)
    assert read == list(pages)
    assert page.older_ids == ()
    assert pages[0].newer is None
