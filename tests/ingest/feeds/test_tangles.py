"""Each fixture in ``data`` is read as the file beside it says."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from site_gen.fetch.feeds import parse_feed
from site_gen.fetch.types import Feed
from tests.ingest.feeds.tangles import NAMES, tangle


def as_data(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.asdict(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", NAMES)
def test_feed_is_read_as_a_reader_should_see_it(name: str) -> None:
    wanted = tangle(name)
    feed = parse_feed(wanted.body, wanted.content_type, wanted.url, 500)
    assert isinstance(feed, Feed), feed
    assert {key: getattr(feed, key) for key in wanted.feed} == wanted.feed
    found = [
        {key: as_data(getattr(item, key)) for key in fields}
        for item, fields in zip(feed.items, wanted.items, strict=True)
    ]
    assert found == wanted.items
    if wanted.faults is not None:
        assert len(feed.faults) == len(wanted.faults), feed.faults
        assert all(word in fault for word, fault in zip(wanted.faults, feed.faults, strict=True)), (
            feed.faults
        )


@pytest.mark.parametrize("name", [name for name in NAMES if tangle(name).faults != ["cut off"]])
def test_feed_that_is_cut_off_anywhere_tells_nothing_that_the_whole_does_not(name: str) -> None:
    """Half an address would make a second record later."""
    wanted = tangle(name)
    whole = parse_feed(wanted.body, wanted.content_type, wanted.url, 500)
    assert isinstance(whole, Feed)
    known = {link for item in whole.items for link in item.links}
    step = max(len(wanted.body) // 12, 2) // 2 * 2  # UTF-16 is cut between its letters
    for end in range(step, len(wanted.body) - step, step):
        part = parse_feed(wanted.body[:end], wanted.content_type, wanted.url, 500)
        if isinstance(part, Feed):
            assert {link for item in part.items for link in item.links} <= known, end
