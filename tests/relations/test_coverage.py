"""A record's related entries: each article once, itself never."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.links import article_keys
from site_gen.model import Related
from site_gen.stories import coverage
from tests.records import record, related

A, B, C = (f"https://{name}.example/ferry" for name in "abc")


def urls(*entries: Related) -> list[str]:
    """The web addresses of what is kept."""
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
def test_article_is_kept_once_by_any_of_its_addresses(entry: Related) -> None:
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
    kept = coverage(own)
    seen = set(article_keys(own.addresses))
    for entry in kept:
        assert seen.isdisjoint(article_keys(entry.addresses))
        seen |= article_keys(entry.addresses)
    places = [found.index(entry) for entry in kept]
    assert places == sorted(places)
