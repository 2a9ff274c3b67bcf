"""B-cubed precision and recall, and what each group and story takes from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_scores import Fault, Scores, b_cubed, merges, splits

Names = dict[str, str]


def named(names: str) -> Names:
    """A record for each letter, which is the name of its group or story."""
    return {f"r{number}": name for number, name in enumerate(names)}


def test_groups_that_are_the_stories() -> None:
    assert b_cubed(named("xxyz"), named("aabc")) == Scores(1.0, 1.0)
    assert merges(named("xxyz"), named("aabc")) == splits(named("xxyz"), named("aabc")) == []


def test_two_stories_in_one_group() -> None:
    """Three records share their group with two others of theirs, one with none."""
    found, labels = named("xxxx"), named("aaab")
    assert b_cubed(found, labels) == Scores((3 * 3 / 4 + 1 / 4) / 4, 1.0)
    assert merges(found, labels) == [Fault(1.5 / 4, (("r0", "r1", "r2"), ("r3",)))]
    assert splits(found, labels) == []


def test_a_story_in_three_groups() -> None:
    found, labels = named("xyyz"), named("aaaa")
    assert b_cubed(found, labels) == Scores(1.0, (1 / 4 + 2 * 2 / 4 + 1 / 4) / 4)
    assert splits(found, labels) == [Fault(2.5 / 4, (("r1", "r2"), ("r0",), ("r3",)))]
    assert merges(found, labels) == []


def test_both() -> None:
    """Groups r0 r1 r2, r3 r4; stories r0 r1, r2 r3 r4."""
    found, labels = named("xxxyy"), named("aabbb")
    scores = b_cubed(found, labels)
    assert scores.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert scores.recall == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert scores.f1 == pytest.approx(11 / 15)
    [merge], [split] = merges(found, labels), splits(found, labels)
    assert merge.parts == (("r0", "r1"), ("r2",))
    assert split.parts == (("r3", "r4"), ("r2",))


def test_the_worst_comes_first() -> None:
    found, labels = named("xxyyyy"), named("abccdd")
    assert [fault.parts[0] for fault in merges(found, labels)] == [("r2", "r3"), ("r0",)]
    assert [fault.parts[0] for fault in splits(labels, found)] == [("r2", "r3"), ("r0",)]


def test_f1_of_nothing() -> None:
    assert Scores(0.0, 0.0).f1 == 0.0


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abc")), min_size=1))
def test_faults_add_up_to_what_is_missing(pairs: list[tuple[str, str]]) -> None:
    found = named("".join(group for group, _ in pairs))
    labels = named("".join(label for _, label in pairs))
    scores = b_cubed(found, labels)
    lost = sum(fault.lost for fault in merges(found, labels))
    assert lost == pytest.approx(1 - scores.precision)
    assert sum(fault.lost for fault in splits(found, labels)) == pytest.approx(1 - scores.recall)
