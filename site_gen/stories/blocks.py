"""Grouping records in blocks of time, which takes linear time and limits how far a record reaches.

A block is a fifth of the story window. The records of a block are clustered by themselves; then
each cluster may continue one of at most two blocks earlier. It joins that one's story
unless the story would then span more than three blocks.

So the story of a cluster depends on its own block and the four before it, and a record has no
influence on records that are a window or more away, before or after. This lets an update leave old
pages as they are. The clusters of a block and what they continue depend only on the block and the
two before it, so several processes can share the work, and results can be stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from site_gen.model import ProviderRef, Record
from site_gen.provider_keys import SharedHosts, provider_key
from site_gen.stories.clusters import Bond, Cluster, Clusters, bonds_of, score
from site_gen.stories.likeness import Likeness
from site_gen.stories.lists import BlockMember, RelatedPairs
from site_gen.urls import provider_slug

BLOCKS = 5
"""Blocks in a window."""
REACH = 2
"""How many blocks back a cluster may continue another; a story spans one block more."""

ClusterId = tuple[int, int]
"""Number of the block, and the cluster's index in it."""


class Block(msgspec.Struct, frozen=True):
    """The records of one block of time, and their clusters."""

    number: int
    records: tuple[Record, ...]
    clusters: tuple[Cluster, ...]
    related: RelatedPairs


class Grouped(msgspec.Struct, frozen=True, array_like=True):
    """The result for one block, as it is stored."""

    members: tuple[int, ...]
    """Row ids of its records, by time."""
    clusters: tuple[tuple[int, ...], ...]
    """For each cluster the indexes of its records in ``members``."""
    parents: dict[int, tuple[int, int]]
    """Index of a cluster → the cluster that it continues: how many blocks back, and its index."""


class Blocks:
    """Groups records by their words and their related lists, block by block.

    ``members_of`` reads a block's records, by time, then id.
    """

    def __init__(
        self,
        likeness: Likeness,
        threshold: float,
        members_of: Callable[[int], Sequence[BlockMember]],
    ) -> None:
        self.likeness = likeness
        self.threshold = threshold
        self._members_of = members_of
        self._members: dict[int, tuple[int, ...]] = {}
        self._blocks: dict[int, Block] = {}

    def group(self, number: int) -> Grouped:
        """Cluster a block and, unless that was done before, the two blocks before it."""
        for old in [old for old in self._blocks if not 0 <= number - old <= REACH]:
            self.likeness.forget(self._blocks.pop(old).records)
            del self._members[old]
        earlier = [self._block(number - back) for back in range(REACH, 0, -1)]
        block = self._block(number)
        parents = self._continued(block, [other for other in earlier if other.records])
        return Grouped(
            self._members[number],
            tuple(tuple(cluster.members) for cluster in block.clusters),
            {index: (number - other, parent) for (_, index), (other, parent) in parents.items()},
        )

    def _block(self, number: int) -> Block:
        if number not in self._blocks:
            members = self._members_of(number)
            self._members[number] = tuple([member.n for member in members])
            self._blocks[number] = self._cluster(number, members)
        return self._blocks[number]

    def _cluster(self, number: int, members: Sequence[BlockMember]) -> Block:
        records = tuple([member.record for member in members])
        products = self.likeness.products(records, records) if self.threshold else {}
        single = [
            Cluster(
                [index],
                1.0,
                record.story,
                frozenset((_provider(record.provider),)),
            )
            for index, record in enumerate(records)
        ]
        related = RelatedPairs(members)
        bonds = bonds_of(products, related.pairs(), len(records))
        merged = Clusters(single, bonds, self.threshold).merged()
        return Block(number, records, tuple(merged), related)

    def _continued(self, block: Block, earlier: Sequence[Block]) -> dict[ClusterId, ClusterId]:
        """For each cluster of a block the earlier one that it continues, if any."""
        best: dict[ClusterId, tuple[float, ClusterId]] = {}
        for other in earlier:
            for (left_index, right_index), bond in self._bonds(block, other).items():
                left, right = block.clusters[left_index], other.clusters[right_index]
                value = score(left, right, bond, self.threshold)
                if not value or left.story_name or not _may_continue(left, right, bond):
                    continue
                candidate = (-value, (other.number, right_index))
                cluster = (block.number, left_index)
                best[cluster] = min(best.get(cluster, candidate), candidate)
        return {cluster: parent for cluster, (_, parent) in best.items()}

    def _bonds(self, block: Block, other: Block) -> dict[tuple[int, int], Bond]:
        """The bonds between clusters of two blocks, by their indexes in these."""
        bonds: dict[tuple[int, int], Bond] = {}
        left_of, right_of = _cluster_of(block), _cluster_of(other)
        if self.threshold:
            for left, row in self.likeness.products(block.records, other.records).items():
                for right, product in row.items():
                    pair = left_of[left], right_of[right]
                    bond = bonds.get(pair)
                    if bond is None:
                        bond = bonds[pair] = Bond()
                    bond.product += product
        for left, right in block.related.pairs_with(other.related):
            bonds.setdefault((left_of[left], right_of[right]), Bond()).listed += 1
        return bonds


def _provider(ref: ProviderRef) -> str:
    """All names on one host count as one provider, unless the host is known to be shared."""
    slug = provider_slug(ref.name, ref.domain)
    return provider_key(ref.name, ref.domain, ref.channel) if _SHARED.has(slug) else slug


_SHARED = SharedHosts()


def block_at(window_hours: float, published: int) -> int:
    """The number of the block, counted from 1970, at an instant in microseconds."""
    return int(published / 1_000_000 // (window_hours / BLOCKS * 3600))


def block_number(record: Record, window_hours: float) -> int:
    """The number of the block that a record was published in."""
    return int(record.published_at.timestamp() // (window_hours / BLOCKS * 3600))


def split(records: Sequence[Record], window_hours: float) -> dict[int, tuple[Record, ...]]:
    """Number of a block → its records."""
    blocks: dict[int, list[Record]] = {}
    for record in records:
        blocks.setdefault(block_number(record, window_hours), []).append(record)
    return {number: tuple(block) for number, block in sorted(blocks.items())}


def _may_continue(left: Cluster, right: Cluster, bond: Bond) -> bool:
    """Not if all is of one provider: a column that returns a day later is another story."""
    return bool(bond.listed) or len(left.providers | right.providers) > 1


def _cluster_of(block: Block) -> dict[int, int]:
    """Index of a record → index of its cluster."""
    return {
        member: index for index, cluster in enumerate(block.clusters) for member in cluster.members
    }


def first_cluster(cluster: ClusterId, parents: Mapping[ClusterId, ClusterId]) -> ClusterId:
    """The first cluster of a cluster's story.

    That is the end of the chain of parents if it is at most ``REACH`` blocks earlier, else the
    cluster itself: what goes on for longer begins a new story with each block.
    """
    first = cluster
    while first in parents:
        first = parents[first]
        if cluster[0] - first[0] > REACH:
            return cluster
    return first
