"""The laws of grouping, with each likeness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.config import Stories
from site_gen.model import Record
from site_gen.stories import Likeness
from tests.records import CONFIG, record
from tests.stored import Stored, grouping_in
from tests.stories.newsrooms import (
    EVENTS,
    WINDOW,
    address,
    after,
    articles,
    compared_by,
    each_likeness,
    group,
    newsrooms,
    story_of,
    thresholds,
)

Make = Callable[[], Likeness]
quick = settings(derandomize=True, max_examples=80, deadline=None)


@quick
@each_likeness
@given(records=newsrooms(), threshold=thresholds)
def test_record_is_in_one_story_at_most(
    likeness: Make, records: list[Record], threshold: float
) -> None:
    found = group(records, likeness(), threshold).stories
    at = {item.id: (item.published_at, item.id) for item in records}
    grouped = [id_ for story in found for id_ in story]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= at.keys()
    for story in found:
        assert len(story) > 1
        assert list(story) == sorted(story, key=at.__getitem__)


@quick
@each_likeness
@given(records=newsrooms(), threshold=thresholds, data=st.data())
def test_order_of_the_records_does_not_matter(
    likeness: Make, records: list[Record], threshold: float, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(records))
    assert group(records, likeness(), threshold) == group(shuffled, likeness(), threshold)


@quick
@each_likeness
@given(records=newsrooms(), threshold=thresholds)
def test_story_is_no_longer_than_three_fifths_of_the_window(
    likeness: Make, records: list[Record], threshold: float
) -> None:
    at = {item.id: item.published_at for item in records}
    for story in group(records, likeness(), threshold).stories:
        assert at[story[-1]] - at[story[0]] < timedelta(hours=WINDOW * 3 / 5)


@settings(quick, max_examples=150)
@each_likeness
@given(records=newsrooms(), threshold=thresholds, data=st.data())
def test_new_record_changes_no_story_a_window_away(
    likeness: Make, records: list[Record], threshold: float, data: st.DataObject
) -> None:
    """Nor do near records of a story that also has a far one."""
    new = data.draw(articles(len(records), len(records) + 1))
    before = story_of(group(records, likeness(), threshold), records)
    later = story_of(group([*records, new], likeness(), threshold), [*records, new])
    for item in records:
        if abs(item.published_at - new.published_at) >= timedelta(hours=WINDOW):
            assert later[item.id] == before[item.id]


@each_likeness
@pytest.mark.parametrize("event", range(2))
def test_new_record_in_a_long_story_changes_no_story_a_window_away(
    likeness: Make, event: int
) -> None:
    """All records are alike, and one comes every half hour: all that can change does."""
    providers = ["Harbour Post", "Quillon Courier"]
    records = [
        record(
            f"r{number:02}",
            after(number / 2),
            title=" ".join(EVENTS[event][: 3 + number % 3]),
            provider=providers[number % 2],
            original_url=address(number),
        )
        for number in range(100)
    ]
    stored = Stored(msgspec.structs.replace(CONFIG, stories=Stories(window_hours=WINDOW)))

    def stories() -> dict[str, tuple[str, ...]]:
        return story_of(grouping_in(stored.library), records)

    changed = set()
    with compared_by(likeness()):
        stored.put(*records)
        whole = stories()
        for new in records:
            stored.update(gone=[new.path])
            before = stories()
            stored.put(new)
            assert stories() == whole
            for item in records:
                far = abs(item.published_at - new.published_at) >= timedelta(hours=WINDOW)
                same = whole[item.id] == before[item.id]
                assert same or not far
                changed |= set() if same or item is new else {item.id}
    assert len(changed) > 50
