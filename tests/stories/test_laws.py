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
from tests.stored import Stored, grouping_in, grouping_of
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
@given(records=newsrooms(), data=st.data())
def test_likeness_is_symmetric(likeness: Make, records: list[Record], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(records)))
    left, right = records[:cut], records[cut:]
    for forth, back in zip(
        likeness().products(left, right), likeness().products(right, left), strict=True
    ):
        assert {
            (one, other): value for one, row in forth.items() for other, value in row.items()
        } == {
            (one, other): pytest.approx(value)
            for other, row in back.items()
            for one, value in row.items()
        }


MAX_DAYS = 0.75
"""Nine blocks."""


@quick
@each_likeness
@given(records=newsrooms(), threshold=thresholds)
def test_story_is_not_longer_than_it_may_be(
    likeness: Make, records: list[Record], threshold: float
) -> None:
    at = {item.id: item.published_at for item in records}
    for story in group(records, likeness(), threshold, max_days=MAX_DAYS).stories:
        assert at[story[-1]] - at[story[0]] < timedelta(days=MAX_DAYS)


@settings(quick, max_examples=150)
@each_likeness
@given(records=newsrooms(), threshold=thresholds, data=st.data())
def test_new_record_changes_no_story_whose_nearest_record_is_a_window_away(
    likeness: Make, records: list[Record], threshold: float, data: st.DataObject
) -> None:
    new = data.draw(articles(len(records), len(records) + 1))
    before = story_of(group(records, likeness(), threshold), records)
    later = story_of(group([*records, new], likeness(), threshold), [*records, new])
    far = {item.id for item in records if is_far(item, new)}
    for story in {*before.values()} ^ {*later.values()}:
        assert not far.issuperset(story)


@settings(quick, max_examples=150)
@each_likeness
@given(records=newsrooms(), data=st.data())
def test_new_record_changes_where_long_stories_are_cut_only_as_far_as_they_may_be_long(
    likeness: Make, records: list[Record], data: st.DataObject
) -> None:
    new = data.draw(articles(len(records), len(records) + 1))
    before = story_of(group(records, likeness(), max_days=MAX_DAYS), records)
    later = story_of(group([*records, new], likeness(), max_days=MAX_DAYS), [*records, new])
    for item in records:
        if abs(item.published_at - new.published_at) >= timedelta(hours=WINDOW, days=MAX_DAYS):
            assert later[item.id] == before[item.id]


def is_far(one: Record, other: Record) -> bool:
    return abs(one.published_at - other.published_at) >= timedelta(hours=WINDOW)


@each_likeness
@pytest.mark.parametrize("event", range(2))
@pytest.mark.parametrize("max_days", [MAX_DAYS, 14.0])
def test_updates_of_a_long_story_equal_grouping_anew(
    likeness: Make, event: int, max_days: float
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
    rules = Stories(window_hours=WINDOW, max_days=max_days)
    stored = Stored(msgspec.structs.replace(CONFIG, stories=rules))

    def stories() -> dict[str, tuple[str, ...]]:
        return story_of(grouping_in(stored.library), records)

    changed = set()
    with compared_by(likeness()):
        stored.put(*records)
        whole = stories()
        for new in records:
            stored.update(gone=[new.path])
            before = stories()
            assert before == story_of(
                grouping_of(*(item for item in records if item is not new), rules=rules), records
            )
            stored.put(new)
            assert stories() == whole
            changed |= {item.id for item in records if whole[item.id] != before[item.id]}
    assert len(changed) > 50
