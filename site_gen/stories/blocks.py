"""Grouping records in blocks of time, which takes linear time and limits how far a record reaches.

A block is a fifth of the story window. The records of a block are clustered by themselves; then
each cluster may continue one of at most three blocks earlier, if no more than half of a window has
passed since that one's last record.

The clusters of a block and what they continue depend only on the block and the three before it. So
a record changes only what continues what within four blocks, which is less than a window, and an
update leaves old pages as they are. Several processes can share the work, and results can be
stored. ``chains.py`` makes stories of clusters that continue each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from site_gen.config import Stories
from site_gen.model import ProviderRef, Record
from site_gen.provider_keys import SharedHosts, provider_key
from site_gen.stories.clusters import Bond, Cluster, Clusters, score
from site_gen.stories.likeness import Likeness
from site_gen.stories.lists import BlockMember, RelatedPairs
from site_gen.stories.texts import Texts, texts_of
from site_gen.stories.thresholds import event_count, threshold_for
from site_gen.urls import provider_slug

BLOCKS = 5
"""Blocks in a window."""
REACH = 3
"""How many blocks back a cluster may continue another."""
LONGEST_PAUSE = 0.5
"""The longest time between a cluster and the one that it continues, as a share of the window."""

ClusterId = tuple[int, int]
"""Number of the block, and the cluster's index in it."""


class Block(msgspec.Struct, frozen=True):
    """The records of one block of time, and their clusters."""

    number: int
    records: tuple[Record, ...]
    texts: Texts
    clusters: tuple[Cluster, ...]
    cluster_of: dict[int, int]
    """Index of a record → index of its cluster."""
    events: float
    """How many events the clusters are about."""
    related: RelatedPairs


class Grouped(msgspec.Struct, frozen=True, array_like=True):
    """The result for one block, as it is stored."""

    members: tuple[int, ...]
    """Row ids of its records, by time."""
    clusters: tuple[tuple[int, ...], ...]
    """For each cluster the indexes of its records in ``members``."""
    parents: dict[int, tuple[int, int]]
    """Index of a cluster → the cluster that it continues: how many blocks back, and its index."""
    events: float
    """How many events the clusters are about."""


class Blocks:
    """Groups records by their words and their related lists, block by block.

    ``members_of`` reads a block's records, by time, then id.
    """

    def __init__(
        self,
        likeness: Likeness,
        rules: Stories,
        members_of: Callable[[int], Sequence[BlockMember]],
    ) -> None:
        self.likeness = likeness
        self.threshold = rules.threshold
        self.longest_pause = rules.window_hours * 3600 * LONGEST_PAUSE
        self._members_of = members_of
        self._members: dict[int, tuple[int, ...]] = {}
        self._blocks: dict[int, Block] = {}

    def group(self, number: int) -> Grouped:
        """Cluster a block and, unless that was done before, the blocks that it may continue."""
        for old in [old for old in self._blocks if not 0 <= number - old <= REACH]:
            self.likeness.forget(self._blocks.pop(old).records)
            del self._members[old]
        earlier = [self._block(number - back) for back in range(REACH, 0, -1)]
        block = self._block(number)
        parents = self._continued(block, [other for other in earlier if other.records])
        return Grouped(
            self._members[number],
            tuple(tuple(cluster.members) for cluster in block.clusters),
            {index: (number - other, parent) for index, (other, parent) in parents.items()},
            block.events,
        )

    def _block(self, number: int) -> Block:
        if number not in self._blocks:
            members = self._members_of(number)
            self._members[number] = tuple([member.n for member in members])
            self._blocks[number] = self._cluster(number, members)
        return self._blocks[number]

    def _cluster(self, number: int, members: Sequence[BlockMember]) -> Block:
        records = tuple([member.record for member in members])
        texts = texts_of(records, self.likeness.copies(records) if self.threshold else None)
        related = RelatedPairs(members)
        bonds = self._bonds(texts, texts)
        for pair in related.pairs():
            one, other = sorted(texts.of[member] for member in pair)
            if one != other:
                bonds.setdefault((one, other), Bond()).listed += 1
        merging = Clusters((_cluster_of(same, records) for same in texts.copies), bonds)
        merging.merge(self.threshold)
        events = event_count(merging.alive.values())
        merging.merge(threshold_for(events, self.threshold))
        clusters = tuple(merging.sorted())
        cluster_of = {
            member: index for index, cluster in enumerate(clusters) for member in cluster.members
        }
        return Block(number, records, texts, clusters, cluster_of, events, related)

    def _continued(self, block: Block, earlier: Sequence[Block]) -> dict[int, ClusterId]:
        """For each cluster of a block, by its index, the earlier one that it continues, if any."""
        best: dict[int, tuple[float, ClusterId]] = {}
        for other in earlier:
            threshold = threshold_for(max(block.events, other.events), self.threshold)
            for (left_index, right_index), bond in self._bonds_between(block, other).items():
                left, right = block.clusters[left_index], other.clusters[right_index]
                value = score(left, right, bond, threshold)
                if not value or left.story_name or not _may_continue(left, right, bond):
                    continue
                if self._pause(block, left, other, right) > self.longest_pause:
                    continue
                candidate = (-value, (other.number, right_index))
                best[left_index] = min(best.get(left_index, candidate), candidate)
        return {index: parent for index, (_, parent) in best.items()}

    def _pause(self, block: Block, left: Cluster, other: Block, right: Cluster) -> float:
        """Seconds from the last record of an earlier cluster to the first of a later one."""
        first, last = block.records[left.members[0]], other.records[right.members[-1]]
        return (first.published_at - last.published_at).total_seconds()

    def _bonds_between(self, block: Block, other: Block) -> dict[tuple[int, int], Bond]:
        """The bonds between clusters of two blocks, by their indexes in these."""
        bonds: dict[tuple[int, int], Bond] = {}
        for (left, right), bond in self._bonds(block.texts, other.texts).items():
            pair = (
                block.cluster_of[block.texts.copies[left][0]],
                other.cluster_of[other.texts.copies[right][0]],
            )
            if pair in bonds:
                bonds[pair].add(bond)
            else:
                bonds[pair] = bond
        for left, right in block.related.pairs_with(other.related):
            pair = block.cluster_of[left], other.cluster_of[right]
            bonds.setdefault(pair, Bond()).listed += 1
        return bonds

    def _bonds(self, left: Texts, right: Texts) -> dict[tuple[int, int], Bond]:
        """The bonds between the copies of each text of the first and of the second; each pair once
        if these are the same."""
        if not self.threshold:
            return {}
        bonds = {}
        products = self.likeness.products(left.records, right.records)
        for index, row in products.whole.items():
            excess = products.excess.get(index, {})
            for other, product in row.items():
                if left is right and other <= index:
                    continue
                times = len(left.copies[index]) * len(right.copies[other])
                bonds[index, other] = Bond(times * product, times * excess.get(other, 0.0))
        return bonds


def _cluster_of(copies: Sequence[int], records: Sequence[Record]) -> Cluster:
    return Cluster(
        list(copies),
        square=float(len(copies) ** 2),
        story_name=records[copies[0]].story,
        providers=frozenset(_provider(records[index].provider) for index in copies),
    )


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
