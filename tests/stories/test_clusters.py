"""Merging the most alike clusters first, compared with a simple implementation."""

from __future__ import annotations

from itertools import combinations, permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.stories.clusters import Bond, Cluster, Clusters, likeness, score

Pair = tuple[int, int]


class Case(msgspec.Struct, frozen=True):
    """Records: their products, what crowded terms add to these, the pairs that related lists
    connect, and their story names."""

    hands: list[str]
    products: dict[Pair, float]
    excess: dict[Pair, float]
    listed: set[Pair]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    size = draw(st.integers(2, 9))
    pairs = list(combinations(range(size), 2))
    # Sixteenths, which add up without rounding: the two ways to sum them up agree.
    products = {pair: max(0, draw(st.integers(0, 16)) - 6) / 16 for pair in pairs}
    shares = st.sampled_from([0.0, 0.0, 0.0, 0.5, 1.0])
    return Case(
        draw(st.lists(st.sampled_from(["", "", "", "a", "b"]), min_size=size, max_size=size)),
        products,
        {pair: product * draw(shares) for pair, product in products.items()},
        set(draw(st.lists(st.sampled_from(pairs), max_size=4))),
    )


def plainly(case: Case, threshold: float) -> list[list[int]]:
    """Clusters by comparing all pairs before every merge."""
    clusters = {place: [place] for place in range(len(case.hands))}

    def value(left: int, right: int) -> float:
        pairs = [tuple(sorted((a, b))) for a in clusters[left] for b in clusters[right]]
        bond = Bond(
            sum(case.products[a, b] for a, b in pairs),
            sum(case.excess[a, b] for a, b in pairs),
            sum((a, b) in case.listed for a, b in pairs),
        )
        return score(cluster(left), cluster(right), bond, threshold)

    def cluster(place: int) -> Cluster:
        members = clusters[place]
        within = sum(case.products[pair] for pair in combinations(members, 2))
        excess = sum(case.excess[pair] for pair in combinations(members, 2))
        hand = next((case.hands[member] for member in members if case.hands[member]), "")
        return Cluster(members, len(members) + 2 * within, 2 * excess, story_name=hand)

    def known(left: int, right: int) -> bool:
        pairs = (tuple(sorted((a, b))) for a in clusters[left] for b in clusters[right])
        return any(case.products[a, b] or (a, b) in case.listed for a, b in pairs)

    while True:
        found = [
            (-value(left, right), left, right)
            for left, right in permutations(clusters, 2)
            if known(left, right) and value(left, right)
        ]
        if not found:
            return sorted(clusters.values())
        _, left, right = min(found)
        target, source = sorted((left, right))
        clusters[target] = sorted(clusters[target] + clusters.pop(source))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(cases(), st.sampled_from([0.0, 0.125, 0.25, 0.5]))
def test_clusters_equal_those_of_the_simple_implementation(case: Case, threshold: float) -> None:
    bonds = {
        pair: Bond(product, case.excess[pair], int(pair in case.listed))
        for pair, product in case.products.items()
        if product or pair in case.listed
    }
    merging = Clusters([Cluster([n], story_name=hand) for n, hand in enumerate(case.hands)], bonds)
    merging.merge(threshold)
    assert [cluster.members for cluster in merging.sorted()] == plainly(case, threshold)


def test_new_member_must_agree_with_the_whole_group() -> None:
    """0 and 1 are alike, and so are 1 and 2; 2 is like neither 0 nor the two together."""

    def members(threshold: float) -> list[list[int]]:
        bonds = {(0, 1): Bond(0.75), (1, 2): Bond(0.5)}
        merging = Clusters([Cluster([place]) for place in range(3)], bonds)
        merging.merge(threshold)
        return [cluster.members for cluster in merging.sorted()]

    assert members(0.4) == [[0, 1], [2]]
    assert members(0.2) == [[0, 1, 2]]
    assert members(0.8) == [[0], [1], [2]]


def test_merging_goes_on_with_a_lower_threshold() -> None:
    bonds = {(0, 1): Bond(0.75), (1, 2): Bond(0.5)}
    merging = Clusters([Cluster([place]) for place in range(3)], bonds)
    merging.merge(0.4)
    merging.merge(0.2)
    assert [cluster.members for cluster in merging.sorted()] == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("rest", "expected"), [(0.0, 0.0), (0.02, 0.02), (0.055, 0.1775), (0.09, 0.3), (0.3, 0.3)]
)
def test_crowded_terms_count_if_clusters_are_alike_without_them(
    rest: float, expected: float
) -> None:
    found = likeness(Cluster([0]), Cluster([1]), Bond(0.3, 0.3 - rest))
    assert found == pytest.approx(expected)


def test_clusters_of_copies_are_as_alike_as_their_texts() -> None:
    copies = Cluster([0, 1, 2], square=9.0)
    assert likeness(copies, Cluster([3]), Bond(3 * 0.4)) == pytest.approx(0.4)
    assert likeness(copies, Cluster([3]), Bond(3 * 0.4, 3 * 0.1)) == pytest.approx(0.4)
