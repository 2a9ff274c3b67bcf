"""How many events a block is about, and what that means for the threshold."""

from __future__ import annotations

import pytest

from site_gen.stories.clusters import Cluster
from site_gen.stories.thresholds import event_count, threshold_for


def clusters(*texts: int) -> list[Cluster]:
    return [Cluster([], texts=number) for number in texts]


def test_events_are_clusters_of_several_texts_beside_ten_texts_of_a_loud_day() -> None:
    assert event_count(clusters(45, 45)) == pytest.approx((90 * 2 + 10 * 20) / 100)


def test_single_texts_are_events_too() -> None:
    assert event_count(clusters(*[1] * 90)) == pytest.approx((90 * 90 + 10 * 20) / 100)


def test_block_without_texts_is_taken_for_a_loud_day() -> None:
    assert event_count([]) == 20


def test_copies_do_not_make_an_event_larger() -> None:
    once, often = Cluster([0]), Cluster(list(range(50)))
    assert event_count([once] * 40) == event_count([often] * 40)


@pytest.mark.parametrize(
    ("events", "threshold"),
    [(0, 0.08), (1, 0.08), (5, 0.08), (10, 0.14), (20, 0.2), (21, 0.2), (1000, 0.2)],
)
def test_threshold_grows_with_the_logarithm_of_events(events: float, threshold: float) -> None:
    assert threshold_for(events, 0.2) == pytest.approx(threshold)


def test_no_threshold_stays_none() -> None:
    assert threshold_for(1, 0) == threshold_for(100, 0) == 0
