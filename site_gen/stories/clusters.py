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
from collections.abc import Iterable, Mapping

import msgspec

_BY_LIST = 2.0
"""Score of clusters that related lists connect; above that of any likeness."""
_HALF = 0.5
_UNKNOWN = -1
"""Instead of the partner of a cluster."""
_ALONE, _WITH_OTHERS = 0.03, 0.08
"""A crowded term adds nothing to the likeness of clusters that are less alike than the first
without it, and all of its product if they are more alike than the second."""


class Cluster(msgspec.Struct):
    """Records about one event, by their indexes in the block."""

    members: list[int]
    square: float = 1.0
    """Square of the length of the sum of the members' vectors."""
    excess: float = 0.0
    """The part of ``square`` that crowded terms add to products of different members."""
    texts: int = 1
    """How many different texts there are; copies of one count once."""
    story_name: str = ""
    """The name by which an editor joins its records with others."""
    providers: frozenset[str] = frozenset()


class Bond(msgspec.Struct):
    """What two clusters have in common."""

    product: float = 0.0
    """Product of the sums of their vectors."""
    excess: float = 0.0
    """The part of it that crowded terms add."""
    listed: int = 0
    """Pairs of members that related lists connect."""

    def add(self, other: Bond) -> None:
        self.product += other.product
        self.excess += other.excess
        self.listed += other.listed


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
    value = likeness(left, right, bond)
    return value if value >= threshold else 0.0


def likeness(left: Cluster, right: Cluster, bond: Bond) -> float:
    """The cosine of the sums of two clusters' vectors, 0 to 1.

    What crowded terms add to it counts only as far as the clusters are alike without them. The name
    of a town is in all headlines of its paper and makes no story of them, but if two headlines have
    more in common, the name is part of that.
    """
    whole = bond.product / math.sqrt(left.square * right.square)
    if not bond.excess:
        return whole
    squares = (left.square - left.excess) * (right.square - right.excess)
    rest = (bond.product - bond.excess) / math.sqrt(squares)
    share = (rest - _ALONE) / (_WITH_OTHERS - _ALONE)
    return rest + (whole - rest) * min(1.0, max(0.0, share))


class Clusters:
    """Clusters being merged, each with its bonds to others and its best partner."""

    def __init__(self, clusters: Iterable[Cluster], bonds: Mapping[tuple[int, int], Bond]) -> None:
        self.alive = dict(enumerate(clusters))
        self.bonds: list[dict[int, Bond]] = [{} for _ in self.alive]
        """For each cluster the index of another → their bond, which the two share."""
        for (one, other), bond in bonds.items():
            self.bonds[one][other] = self.bonds[other][one] = bond
        self.queue: list[tuple[float, int, int]] = []
        self.best: dict[int, tuple[float, int]] = {}
        """For each cluster minus the score of its best pair, and the partner. The partner is
        ``_UNKNOWN`` if it was merged: the best score is then not above that one."""
        self.threshold = 0.0

    def merge(self, threshold: float) -> None:
        """Merge until no two clusters belong together any more."""
        self.threshold = threshold
        for index in self.alive:
            self._find_best(index)
        while self.queue:
            value, index, partner = heapq.heappop(self.queue)
            if self.best.get(index) != (value, partner):
                continue
            if partner == _UNKNOWN:
                self._find_best(index)
            else:
                self._merge(*sorted((index, partner)))

    def sorted(self) -> list[Cluster]:
        """The clusters by their first members."""
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
        bond = bonds.pop(source)
        other_bonds.pop(target)
        into.square += other.square + 2 * bond.product
        into.excess += other.excess + 2 * bond.excess
        into.texts += other.texts
        into.members = sorted(into.members + other.members)
        into.story_name = into.story_name or other.story_name
        into.providers |= other.providers
        for index, other_bond in other_bonds.items():
            merged = bonds.setdefault(index, Bond())
            merged.add(other_bond)
            third_bonds = self.bonds[index]
            del third_bonds[source]
            third_bonds[target] = merged
        self.bonds[source] = {}
        self.best.pop(source, None)
        self._find_best(target)
        # Clusters whose best was one of the two need a new one, which is looked for when no pair
        # with a higher score is left. The merged cluster may be a better one for some, but then its
        # own best is in the queue.
        for index in bonds:
            if index in self.best and self.best[index][1] in (target, source):
                value = self.best[index][0]
                self.best[index] = value, _UNKNOWN
                heapq.heappush(self.queue, (value, index, _UNKNOWN))
