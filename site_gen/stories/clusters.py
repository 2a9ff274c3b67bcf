"""Records of one time → clusters that tell one event, by merging the most alike first.

Two clusters are as alike as their centroids: the cosine of the sums of their vectors.
Sums need not be made: products of sums are sums of products, so a merge only adds
up what is known of the two. This is agglomerative clustering with centroid linkage
(Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 17.4): each new
member must agree with the whole group, not with one of it.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable

import msgspec

from site_gen.stories.likeness import Products

_BY_LIST = 2.0
"""Score of clusters that lists put together; above that of any likeness."""
_HALF = 0.5


class Cluster(msgspec.Struct):
    """Places of records that tell one event, and what must be known to merge them."""

    members: list[int]
    square: float
    """Square of the length of the sum of the members' vectors."""
    hand: str = ""
    """The story that an editor put its records in."""
    providers: frozenset[str] = frozenset()


class Bond(msgspec.Struct):
    """What two clusters have in common."""

    product: float = 0.0
    """Of the sums of their vectors."""
    listed: int = 0
    """Pairs of members that lists put together."""


def score(left: Cluster, right: Cluster, bond: Bond, threshold: float) -> float:
    """How strongly two clusters belong together; 0 if they do not.

    By hand and by lists before all else. Lists decide alone where they put together more
    than half of all pairs; where they put some, half of the likeness is enough.
    """
    if left.hand or right.hand:
        if left.hand == right.hand:
            return 2 * _BY_LIST
        if left.hand and right.hand:
            return 0.0
    if bond.listed:
        share = bond.listed / (len(left.members) * len(right.members))
        if share > _HALF:
            return _BY_LIST + bond.product / math.sqrt(left.square * right.square)
        threshold *= _HALF
    squares = left.square * right.square
    if not threshold or bond.product * bond.product < threshold * threshold * squares:
        return 0.0
    return bond.product / math.sqrt(squares)


class Clusters:
    """Clusters being merged, each with its bonds to others and its best partner."""

    def __init__(self, single: Iterable[Cluster], bonds: list[dict[int, Bond]], at_least: float):
        self.alive = dict(enumerate(single))
        self.bonds = bonds
        self.threshold = at_least
        self.queue: list[tuple[float, int, int]] = []
        self.best: dict[int, tuple[float, int]] = {}
        for place in self.alive:
            self._find_best(place)

    def merged(self) -> list[Cluster]:
        """All clusters once nothing more belongs together, by their first members."""
        while self.queue:
            value, place, partner = heapq.heappop(self.queue)
            if self.best.get(place) == (value, partner) and place in self.alive:
                self._merge(*sorted((place, partner)))
        return sorted(self.alive.values(), key=lambda cluster: cluster.members[0])

    def _find_best(self, place: int) -> None:
        cluster = self.alive[place]
        found = (0.0, 0)
        for other, bond in self.bonds[place].items():
            value = score(cluster, self.alive[other], bond, self.threshold)
            if value and (-value, other) < found:
                found = (-value, other)
        self._prefer(place, found)

    def _prefer(self, place: int, found: tuple[float, int]) -> None:
        if found[0]:
            self.best[place] = found
            heapq.heappush(self.queue, (found[0], place, found[1]))
        else:
            self.best.pop(place, None)

    def _merge(self, kept: int, gone: int) -> None:
        into, other = self.alive[kept], self.alive.pop(gone)
        bonds, others = self.bonds[kept], self.bonds[gone]
        into.square += other.square + 2 * bonds.pop(gone).product
        others.pop(kept)
        into.members = sorted(into.members + other.members)
        into.hand = into.hand or other.hand
        into.providers |= other.providers
        for place, bond in others.items():
            mine = bonds.setdefault(place, Bond())
            mine.product += bond.product
            mine.listed += bond.listed
            theirs = self.bonds[place]
            del theirs[gone]
            theirs[kept] = mine
        self.bonds[gone] = {}
        self.best.pop(gone, None)
        self._find_best(kept)
        # Who preferred one of the two looks again; all others' bonds to the merged one are
        # known to that one, whose own best is in the queue.
        for place in sorted(bonds):
            if place in self.best and self.best[place][1] in (kept, gone):
                self._find_best(place)


def bonds_of(
    products: Products, pairs: Collection[tuple[int, int]], size: int
) -> list[dict[int, Bond]]:
    """The bonds of ``size`` single records, each shared by its two ends."""
    bonds: list[dict[int, Bond]] = [{} for _ in range(size)]
    for place, row in products.items():
        for other, product in row.items():
            if other > place:
                bonds[place][other] = bonds[other][place] = Bond(product)
    for place, other in pairs:
        bond = bonds[place].setdefault(other, Bond())
        bonds[other][place] = bond
        bond.listed = 1
    return bonds
