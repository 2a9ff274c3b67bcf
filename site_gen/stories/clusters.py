"""Records of one time → clusters about one event, by merging the most alike first.

Two clusters are as alike as their centroids: the cosine of the sums of their vectors.
The sums themselves are not needed: products of sums are sums of products, so a merge only adds
up the products of the two. This is agglomerative clustering with centroid linkage
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
"""Score of clusters that related lists connect; above that of any likeness."""
_HALF = 0.5


class Cluster(msgspec.Struct):
    """Records about one event, by their indexes in the block."""

    members: list[int]
    square: float
    """Square of the length of the sum of the members' vectors."""
    story_name: str = ""
    """The name by which an editor joins its records with others."""
    providers: frozenset[str] = frozenset()


class Bond(msgspec.Struct):
    """What two clusters have in common."""

    product: float = 0.0
    """Product of the sums of their vectors."""
    listed: int = 0
    """Pairs of members that related lists connect."""


def score(left: Cluster, right: Cluster, bond: Bond, threshold: float) -> float:
    """How strongly two clusters belong together; 0 if they do not.

    One story name joins before all else, two different ones separate. Related lists decide alone
    if they connect more than half of all pairs of records; if they connect some, half of the
    threshold is enough.
    """
    if left.story_name or right.story_name:
        if left.story_name == right.story_name:
            return 2 * _BY_LIST
        if left.story_name and right.story_name:
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

    def __init__(self, single: Iterable[Cluster], bonds: list[dict[int, Bond]], threshold: float):
        self.alive = dict(enumerate(single))
        self.bonds = bonds
        self.threshold = threshold
        self.queue: list[tuple[float, int, int]] = []
        self.best: dict[int, tuple[float, int]] = {}
        for index in self.alive:
            self._find_best(index)

    def merged(self) -> list[Cluster]:
        """The clusters once no two belong together any more, by their first members."""
        while self.queue:
            value, index, partner = heapq.heappop(self.queue)
            if self.best.get(index) == (value, partner) and index in self.alive:
                self._merge(*sorted((index, partner)))
        return sorted(self.alive.values(), key=lambda cluster: cluster.members[0])

    def _find_best(self, index: int) -> None:
        """Find the best partner of a cluster, and put the pair into the queue."""
        cluster = self.alive[index]
        best = (0.0, 0)
        for other, bond in self.bonds[index].items():
            value = score(cluster, self.alive[other], bond, self.threshold)
            if value and (-value, other) < best:
                best = (-value, other)
        if best[0]:
            self.best[index] = best
            heapq.heappush(self.queue, (best[0], index, best[1]))
        else:
            self.best.pop(index, None)

    def _merge(self, target: int, source: int) -> None:
        """Merge the second cluster into the first."""
        into, other = self.alive[target], self.alive.pop(source)
        bonds, other_bonds = self.bonds[target], self.bonds[source]
        into.square += other.square + 2 * bonds.pop(source).product
        other_bonds.pop(target)
        into.members = sorted(into.members + other.members)
        into.story_name = into.story_name or other.story_name
        into.providers |= other.providers
        for index, bond in other_bonds.items():
            merged = bonds.setdefault(index, Bond())
            merged.product += bond.product
            merged.listed += bond.listed
            third_bonds = self.bonds[index]
            del third_bonds[source]
            third_bonds[target] = merged
        self.bonds[source] = {}
        self.best.pop(source, None)
        self._find_best(target)
        # Clusters whose best was one of the two need a new one. For all others the merged cluster
        # may be a better one, but then its own best is in the queue.
        for index in sorted(bonds):
            if index in self.best and self.best[index][1] in (target, source):
                self._find_best(index)


def bonds_of(
    products: Products, pairs: Collection[tuple[int, int]], size: int
) -> list[dict[int, Bond]]:
    """The bonds of ``size`` single records, each shared by its two ends."""
    bonds: list[dict[int, Bond]] = [{} for _ in range(size)]
    for index, row in products.items():
        for other, product in row.items():
            if other > index:
                bonds[index][other] = bonds[other][index] = Bond(product)
    for index, other in pairs:
        bond = bonds[index].setdefault(other, Bond())
        bonds[other][index] = bond
        bond.listed = 1
    return bonds
