"""Merging the most alike clusters first, compared with a simple implementation."""

from __future__ import annotations

from itertools import combinations, permutations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.stories.clusters import Bond, Cluster, Clusters, bonds_of, score

Pair = tuple[int, int]


class Case(msgspec.Struct, frozen=True):
    """Records: their products, the pairs that related lists connect, and their story names."""

    hands: list[str]
    products: dict[Pair, float]
    listed: set[Pair]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    size = draw(st.integers(2, 9))
    pairs = list(combinations(range(size), 2))
    # Sixteenths, which add up without rounding: the two ways to sum them up agree.
    products = st.integers(0, 16).map(lambda value: max(0, value - 6) / 16)
    return Case(
        draw(st.lists(st.sampled_from(["", "", "", "a", "b"]), min_size=size, max_size=size)),
        {pair: draw(products) for pair in pairs},
        set(draw(st.lists(st.sampled_from(pairs), max_size=4))),
    )


def plainly(case: Case, threshold: float) -> list[list[int]]:
    """Clusters by comparing all pairs before every merge."""
    clusters = {place: [place] for place in range(len(case.hands))}

    def value(left: int, right: int) -> float:
        pairs = [tuple(sorted((a, b))) for a in clusters[left] for b in clusters[right]]
        bond = Bond(
            sum(case.products[a, b] for a, b in pairs),
            sum((a, b) in case.listed for a, b in pairs),
        )
        return score(cluster(left), cluster(right), bond, threshold)

    def cluster(place: int) -> Cluster:
        members = clusters[place]
        within = sum(case.products[pair] for pair in combinations(members, 2))
        hand = next((case.hands[member] for member in members if case.hands[member]), "")
        return Cluster(members, len(members) + 2 * within, hand)

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
    size = len(case.hands)
    rows: dict[int, dict[int, float]] = {place: {place: 1.0} for place in range(size)}
    for (left, right), product in case.products.items():
        if product:
            rows[left][right] = rows[right][left] = product
    single = [Cluster([place], 1.0, case.hands[place]) for place in range(size)]
    merged = Clusters(single, bonds_of(rows, case.listed, size), threshold).merged()
    assert [cluster.members for cluster in merged] == plainly(case, threshold)


def test_new_member_must_agree_with_the_whole_group() -> None:
    """0 and 1 are alike, and so are 1 and 2; 2 is like neither 0 nor the two together."""
    rows = {0: {1: 0.75}, 1: {0: 0.75, 2: 0.5}, 2: {1: 0.5}}

    def members(threshold: float) -> list[list[int]]:
        single = [Cluster([place], 1.0) for place in range(3)]
        merged = Clusters(single, bonds_of(rows, set(), 3), threshold).merged()
        return [cluster.members for cluster in merged]

    assert members(0.4) == [[0, 1], [2]]
    assert members(0.2) == [[0, 1, 2]]
    assert members(0.8) == [[0], [1], [2]]
