"""Each sample in ``data`` has the expected result."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from site_gen.fetch.feeds import parse_feed
from site_gen.fetch.types import Feed
from tests.fetch.feeds.samples import NAMES, load_sample


def as_data(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.asdict(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", NAMES)
def test_feed_has_expected_items(name: str) -> None:
    sample = load_sample(name)
    feed = parse_feed(sample.body, sample.content_type, sample.url, 500)
    assert isinstance(feed, Feed), feed
    assert {key: getattr(feed, key) for key in sample.feed} == sample.feed
    found = [
        {key: as_data(getattr(item, key)) for key in fields}
        for item, fields in zip(feed.items, sample.items, strict=True)
    ]
    assert found == sample.items
    if sample.faults is not None:
        assert len(feed.faults) == len(sample.faults), feed.faults
        assert all(part in fault for part, fault in zip(sample.faults, feed.faults, strict=True)), (
            feed.faults
        )


@pytest.mark.parametrize(
    "name", [name for name in NAMES if load_sample(name).faults != ["cut off"]]
)
def test_truncated_feed_has_no_other_links(name: str) -> None:
    """A truncated URL would become a second record."""
    sample = load_sample(name)
    complete = parse_feed(sample.body, sample.content_type, sample.url, 500)
    assert isinstance(complete, Feed)
    links = {link for item in complete.items for link in item.links}
    step = max(len(sample.body) // 12, 2) // 2 * 2  # between characters of UTF-16
    for end in range(step, len(sample.body) - step, step):
        part = parse_feed(sample.body[:end], sample.content_type, sample.url, 500)
        if isinstance(part, Feed):
            assert {link for item in part.items for link in item.links} <= links, end
