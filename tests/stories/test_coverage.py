"""Related entries: each article once, the record itself never; which are records of the site."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.canonical import article_keys
from site_gen.model import Record, Related
from tests.records import hours_ago, record, related
from tests.stored import grouping_of

A, B, C = (f"https://{name}.example/ferry" for name in "abc")


def coverage(item: Record) -> tuple[Related, ...]:
    """The related entries of the record that are shown."""
    grouping = grouping_of(item)
    entries = grouping.related[item.id]
    assert grouping.related_keys[item.id] == tuple(article_keys(one.addresses) for one in entries)
    return entries


def urls(*entries: Related) -> list[str]:
    """The web addresses of the related entries that are shown."""
    return [entry.web_url for entry in coverage(record(original_url=A, related=entries))]


def test_entries_keep_their_order() -> None:
    assert urls(related(C), related(B)) == [C, B]


SAME_AS_B = {
    "itself": related(B),
    "other scheme": related("http://b.example/ferry"),
    "www": related("https://www.b.example/ferry"),
    "last slash": related("https://b.example/ferry/"),
    "tracking": related("https://b.example/ferry?utm_source=c#top"),
    "its original address": related(C, original_url=B),
    "its AMP address": related(C, amp_web_url=B),
    "its cached AMP address": related(C, cdn_amp_web_url=B),
    "another provider's name": related(B, provider="Someone"),
}


@pytest.mark.parametrize("entry", SAME_AS_B.values(), ids=list(SAME_AS_B))
def test_article_is_shown_once_by_any_of_its_addresses(entry: Related) -> None:
    assert urls(related(B), entry) == [B]
    assert urls(entry, related(B)) == [entry.web_url]


@pytest.mark.parametrize("entry", SAME_AS_B.values(), ids=list(SAME_AS_B))
@pytest.mark.parametrize("field", ["original_url", "web_url", "amp_web_url", "cdn_amp_web_url"])
def test_record_is_not_its_own_coverage(field: str, entry: Related) -> None:
    addresses: dict[str, Any] = {"original_url": "", field: B}
    own = record(**addresses, related=(entry,))
    assert coverage(own) == ()


def test_an_address_of_a_dropped_entry_still_counts() -> None:
    assert urls(related(B), related(B, amp_web_url=C), related(C)) == [B]


def test_same_headline_elsewhere_is_another_article() -> None:
    assert urls(related(B, title="Ferry"), related(C, title="Ferry")) == [B, C]


def test_record_without_related_has_no_coverage() -> None:
    assert coverage(record()) == ()


hosts = st.sampled_from(["a", "b", "c", "d"]).map("https://{}.example/x".format)
entries = st.builds(
    related, hosts, amp_web_url=st.one_of(st.just(""), hosts), quality=st.integers(0, 9)
)


@given(st.lists(entries, max_size=8))
def test_no_two_entries_share_an_address(found: list[Related]) -> None:
    own = record(original_url="https://a.example/x", related=tuple(found))
    entries = coverage(own)
    seen = set(article_keys(own.addresses))
    for entry in entries:
        assert seen.isdisjoint(article_keys(entry.addresses))
        seen.update(article_keys(entry.addresses))
    places = [found.index(entry) for entry in entries]
    assert places == sorted(places)


def ids(*records: Record) -> dict[str, tuple[str, ...]]:
    """Id of a record with a related list → ids of the records that the list names."""
    found = grouping_of(*records).related_ids
    assert found.keys() == {item.id for item in records}
    return {id_: named for id_, named in found.items() if named}


def test_entry_that_is_a_record_is_resolved() -> None:
    own = record("own", original_url=A, related=(related(C), related(f"{B}/?fbclid=1")))
    assert ids(own, record("b", original_url=B)) == {"own": ("", "b")}


@pytest.mark.parametrize("field", ["original_url", "web_url", "amp_web_url", "cdn_amp_web_url"])
def test_entry_is_resolved_by_any_address_of_the_record(field: str) -> None:
    addresses: dict[str, Any] = {"original_url": "https://x.example/ferry", field: B}
    own = record("own", original_url=A, related=(related(B),))
    assert ids(own, record("b", **addresses)) == {"own": ("b",)}


def test_entry_that_is_two_records_is_the_first_of_them() -> None:
    own = record("own", original_url=A, related=(related(B, original_url=C),))
    c, b = record("c", original_url=C), record("b", original_url=B)
    assert ids(own, c, b) == ids(own, b, c) == {"own": ("b",)}


@pytest.mark.parametrize("hours", [0, 96, 97, 5000])
def test_record_has_the_records_within_the_window_that_list_it(hours: float) -> None:
    records = [
        record("own", original_url=A),
        record("near", hours_ago(1), related=(related(A),), original_url=B),
        record("far", hours_ago(hours), related=(related(A),), original_url=C),
        record("later", hours_ago(-96), related=(related(A),), original_url=f"{C}/later"),
    ]
    named = {"near", "far", "later"} if hours <= 96 else {"near", "later"}
    found = grouping_of(*records).listed_by
    assert found.keys() == {"own"}
    assert set(found["own"]) == named
    assert grouping_of(*records).related_ids["far"] == ("own",)


def test_record_that_lists_an_article_twice_lists_it_once() -> None:
    own = record("own", original_url=A)
    lister = record("b", original_url=B, related=(related(A), related(f"{A}/#again")))
    assert grouping_of(own, lister).listed_by == {"own": ("b",)}
