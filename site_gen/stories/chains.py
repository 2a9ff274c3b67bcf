"""Stories of clusters that continue each other, and their end.

Each cluster continues one earlier cluster at most, so the clusters that are connected form a tree.
A tree is one story if it is not longer than a story may be. A longer one is cut at fixed lines in
time, which lie that far apart: where it is cut does not depend on its first record, so a new record
at one end does not move what is a story at the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_gen.stories.blocks import BLOCKS, REACH, ClusterId, Grouped

_NO_END = 1e12
"""Blocks of a story without an end, such as one of infinitely many days."""


def most_blocks(window_hours: float, max_days: float) -> int:
    """How many blocks a story of at most so many days may span; at least one."""
    return max(1, int(min(max_days * 24 / (window_hours / BLOCKS), _NO_END)))


class Chains:
    """The trees of clusters in stored blocks.

    ``grouped`` reads a block; it returns None if the block has no records. ``most`` is how many
    blocks a story may span.
    """

    def __init__(self, grouped: Callable[[int], Grouped | None], most: int) -> None:
        self.grouped = grouped
        self.most = most
        self._long: dict[ClusterId, bool] = {}
        self._first_after: dict[ClusterId, dict[int, ClusterId]] = {}
        self._continued_by: dict[int, dict[int, list[ClusterId]]] = {}

    def first(self, cluster: ClusterId) -> ClusterId:
        """The first cluster of the cluster's story."""
        root = self._ancestor(cluster, cluster[0] - self.most - REACH)
        if cluster[0] - root[0] < self.most and not self._is_long(root):
            return root
        line = cluster[0] // self.most * self.most
        # What continues one cluster on the other side of the line is one story on this side.
        last_before = self._ancestor(cluster, line - REACH)
        known = self._first_after.setdefault(last_before, {})
        if line not in known:
            end = max(last_before[0], line + REACH)
            later = self._later(last_before, end)
            known[line] = min(cluster for cluster in later if cluster[0] >= line)
        return known[line]

    def near(self, clusters: Iterable[ClusterId]) -> set[ClusterId]:
        """The clusters whose story may change when these do: those of their trees that are not
        further away than a story may be long."""
        ends: dict[ClusterId, int] = {}
        reach = self.most + REACH
        for cluster in clusters:
            ancestor = self._ancestor(cluster, cluster[0] - reach)
            ends[ancestor] = max(cluster[0] + reach, ends.get(ancestor, 0))
        return {later for ancestor, end in ends.items() for later in self._later(ancestor, end)}

    def parent(self, cluster: ClusterId) -> ClusterId | None:
        """The cluster that this one continues."""
        number, index = cluster
        block = self.grouped(number)
        parent = block.parents.get(index) if block else None
        return (number - parent[0], parent[1]) if parent else None

    def _ancestor(self, cluster: ClusterId, earliest: int) -> ClusterId:
        """The first cluster of the tree that leads to this one and is not before that block."""
        while (parent := self.parent(cluster)) and parent[0] >= earliest:
            cluster = parent
        return cluster

    def _is_long(self, root: ClusterId) -> bool:
        """Whether the tree of this first cluster is longer than a story may be."""
        if root not in self._long:
            end = root[0] + self.most
            self._long[root] = any(number >= end for number, _ in self._later(root, end + REACH))
        return self._long[root]

    def _later(self, cluster: ClusterId, end: int) -> Iterator[ClusterId]:
        """The cluster and those that continue it, directly or not, up to the block ``end``."""
        waiting = [cluster]
        while waiting:
            number, index = waiting.pop()
            yield number, index
            waiting += [later for later in self._children(number).get(index, ()) if later[0] <= end]

    def _children(self, number: int) -> dict[int, list[ClusterId]]:
        """Index of a cluster of this block → the clusters that continue it."""
        children = self._continued_by.get(number)
        if children is None:
            children = self._continued_by[number] = {}
            for later in range(number + 1, number + REACH + 1):
                block = self.grouped(later)
                for index, (back, parent) in block.parents.items() if block else ():
                    if later - back == number:
                        children.setdefault(parent, []).append((later, index))
        return children
