"""Which records of a day or week are one story, as far as the records until its end tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from site_gen.relations.chains import stored_block
from site_gen.store import Store
from site_gen.stories.blocks import ClusterId, Grouped

_CACHE_SIZE = 64
_Group = tuple[str, str | int | ClusterId]


class DayClusters:
    """Groups records by the stored clusters of blocks.

    Two records are one story if their clusters are, or continue, one cluster. What a cluster
    continues does not depend on later blocks, so later records change nothing.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._block = lru_cache(_CACHE_SIZE)(self._read)

    def groups(
        self,
        blocks: Mapping[int, int | None],
        names: Mapping[int, str],
        earliest: int,
        last: int,
        buried: Iterable[int],
    ) -> list[list[int]]:
        """The records of each story, in the order of ``blocks``, without buried stories.

        ``blocks`` has the block of each record, None for one that is alone; ``names`` the names by
        which editors join them. Clusters are followed back to the block ``earliest``.
        """
        buried_clusters, buried_records = set(), set(buried)
        for n in buried_records:
            block = self.store.value("SELECT block FROM shown WHERE n = ?", n)
            if block is not None and earliest <= block <= last:
                buried_clusters.add(self._root(n, block, earliest))
        roots = {
            n: ("alone", n) if block is None else ("cluster", self._root(n, block, earliest))
            for n, block in blocks.items()
        }
        name_of: dict[_Group, str] = {}
        for n, name in names.items():
            name_of.setdefault(roots[n], name)
        groups: dict[_Group, list[int]] = {}
        left_out: set[_Group] = set()
        for n, root in roots.items():
            key: _Group = ("name", name_of[root]) if root in name_of else root
            groups.setdefault(key, []).append(n)
            if n in buried_records or root[1] in buried_clusters:
                left_out.add(key)
        return [group for key, group in groups.items() if key not in left_out]

    def _root(self, n: int, block: int, earliest: int) -> ClusterId:
        """The first cluster that a record's cluster continues, not before ``earliest``."""
        _, cluster_of = self._block(block)
        cluster = (block, cluster_of[n])
        while True:
            grouped, _ = self._block(cluster[0])
            parent = grouped.parents.get(cluster[1]) if grouped else None
            if parent is None or cluster[0] - parent[0] < earliest:
                return cluster
            cluster = (cluster[0] - parent[0], parent[1])

    def _read(self, number: int) -> tuple[Grouped | None, Mapping[int, int]]:
        """A block, and the index of each of its records' cluster."""
        grouped = stored_block(self.store, number)
        if grouped is None:
            return None, {}
        return grouped, {
            grouped.members[member]: index
            for index, members in enumerate(grouped.clusters)
            for member in members
        }
