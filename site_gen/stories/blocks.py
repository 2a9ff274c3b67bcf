"""Time cut into blocks: what makes grouping linear, and keeps it from reaching far.

A block is a fifth of the window. Records of one block are clustered by themselves; then
each cluster looks back for the one it continues, at most two blocks earlier. It
joins that one's story unless the story would then span more than three blocks.

What a cluster is part of thus depends on its own block and the four before it, so a record
has no influence on any other that is a window or more away, before or after. That is
what lets an update leave old pages alone, and what lets several processes share the blocks:
each is told apart by what it and the two before it hold, and need not be clustered again
where that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from site_gen.model import ProviderRef, Record
from site_gen.provider_keys import SharedHosts, provider_key
from site_gen.stories.clusters import Bond, Cluster, Clusters, bonds_of, score
from site_gen.stories.likeness import Likeness
from site_gen.stories.lists import StoryListMember, StoryLists
from site_gen.urls import provider_slug

BLOCKS = 5
"""Blocks in a window."""
REACH = 2
"""How many blocks back a cluster may continue; a story spans one more."""

Place = tuple[int, int]
"""A cluster, by its block's number and its place in the block."""


class Block(msgspec.Struct, frozen=True):
    """The records of one stretch of time, and the clusters that they form."""

    number: int
    records: tuple[Record, ...]
    clusters: tuple[Cluster, ...]
    lists: StoryLists


class Grouped(msgspec.Struct, frozen=True, array_like=True):
    """What was found of one block."""

    members: tuple[int, ...]
    """Numbers of its records, by time."""
    clusters: tuple[tuple[int, ...], ...]
    """Of each cluster the places of its records in the block."""
    parents: dict[int, tuple[int, int]]
    """Place of a cluster → of the earlier one that it continues, how many blocks back and where."""


class Blocks:
    """Groups records by what they say and what their lists say, block by block.

    ``members_of`` reads a block's records, by time, then id.
    """

    def __init__(
        self,
        likeness: Likeness,
        threshold: float,
        members_of: Callable[[int], Sequence[StoryListMember]],
    ) -> None:
        self.likeness = likeness
        self.threshold = threshold
        self._members_of = members_of
        self._members: dict[int, tuple[int, ...]] = {}
        self._blocks: dict[int, Block] = {}

    def group(self, number: int) -> Grouped:
        """What is to be found of one block; the two before it are clustered for it too."""
        for old in [old for old in self._blocks if not 0 <= number - old <= REACH]:
            self.likeness.forget(self._blocks.pop(old).records)
            del self._members[old]
        earlier = [self._block(number - back) for back in range(REACH, 0, -1)]
        block = self._block(number)
        parents = self._continued(block, [each for each in earlier if each.records])
        return Grouped(
            self._members[number],
            tuple(tuple(cluster.members) for cluster in block.clusters),
            {place: (number - other, there) for (_, place), (other, there) in parents.items()},
        )

    def _block(self, number: int) -> Block:
        if number not in self._blocks:
            members = self._members_of(number)
            self._members[number] = tuple([member.n for member in members])
            self._blocks[number] = self._cluster(number, members)
        return self._blocks[number]

    def _cluster(self, number: int, members: Sequence[StoryListMember]) -> Block:
        records = tuple([member.record for member in members])
        products = self.likeness.products(records, records) if self.threshold else {}
        single = [
            Cluster(
                [place],
                1.0,
                record.story,
                frozenset((_provider(record.provider),)),
            )
            for place, record in enumerate(records)
        ]
        lists = StoryLists(members)
        bonds = bonds_of(products, lists.together(), len(records))
        merged = Clusters(single, bonds, self.threshold).merged()
        return Block(number, records, tuple(merged), lists)

    def _continued(self, block: Block, earlier: Sequence[Block]) -> dict[Place, Place]:
        """For each cluster of a block the earlier one that it continues, if any."""
        best: dict[Place, tuple[float, Place]] = {}
        for other in earlier:
            for (mine, theirs), bond in self._bonds(block, other).items():
                left, right = block.clusters[mine], other.clusters[theirs]
                value = score(left, right, bond, self.threshold)
                if not value or left.hand or not _told_on(left, right, bond):
                    continue
                found = (-value, (other.number, theirs))
                here = (block.number, mine)
                best[here] = min(best.get(here, found), found)
        return {here: found[1] for here, found in best.items()}

    def _bonds(self, block: Block, other: Block) -> dict[Place, Bond]:
        """What clusters of two blocks have in common, by their places in the two."""
        bonds: dict[Place, Bond] = {}
        here, there = _cluster_of(block), _cluster_of(other)
        if self.threshold:
            for place, row in self.likeness.products(block.records, other.records).items():
                for place_there, product in row.items():
                    pair = here[place], there[place_there]
                    bond = bonds.get(pair)
                    if bond is None:
                        bond = bonds[pair] = Bond()
                    bond.product += product
        for place, place_there in block.lists.together_with(other.lists):
            bonds.setdefault((here[place], there[place_there]), Bond()).listed += 1
        return bonds


def _provider(ref: ProviderRef) -> str:
    """Names of one host are one newsroom here, unless it is known to be shared."""
    slug = provider_slug(ref.name, ref.domain)
    return provider_key(ref.name, ref.domain, ref.channel) if _SHARED.has(slug) else slug


_SHARED = SharedHosts()


def block_number(record: Record, window_hours: float) -> int:
    """The number of the block, counted from 1970, that a record was published in."""
    return int(record.published_at.timestamp() // (window_hours / BLOCKS * 3600))


def cut(records: Sequence[Record], window_hours: float) -> dict[int, tuple[Record, ...]]:
    """Records by the number of their block."""
    blocks: dict[int, list[Record]] = {}
    for record in records:
        blocks.setdefault(block_number(record, window_hours), []).append(record)
    return {number: tuple(block) for number, block in sorted(blocks.items())}


def _told_on(left: Cluster, right: Cluster, bond: Bond) -> bool:
    """A column that one outlet has again a day later is no story that goes on."""
    return bool(bond.listed) or len(left.providers | right.providers) > 1


def _cluster_of(block: Block) -> dict[int, int]:
    return {
        member: place for place, cluster in enumerate(block.clusters) for member in cluster.members
    }


def root(cluster: Place, parents: Mapping[Place, Place]) -> Place:
    """The cluster that a cluster's story begins with.

    The one at the end of its chain of continuations if all of the chain is within reach;
    else itself: what goes on for longer is told anew, block by block.
    """
    at = cluster
    while at in parents:
        at = parents[at]
        if cluster[0] - at[0] > REACH:
            return cluster
    return at
