"""Time cut into blocks: what makes grouping linear, and keeps it from reaching far.

A block is a fifth of the window. Records of one block are clustered by themselves; then
each cluster looks back for the one it continues, at most two blocks earlier. It
joins that one's story unless the story would then span more than three blocks.

What a cluster is part of thus depends on its own block and the four before it, so a record
has no influence on any other that is a window or more away, before or after. That is
what lets an update leave old pages alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from site_gen.model import Record
from site_gen.stories.clusters import Bond, Cluster, Clusters, bonds_of, score
from site_gen.stories.keys import ArticleKeys
from site_gen.stories.likeness import Likeness
from site_gen.stories.lists import Lists
from site_gen.urls import provider_slug

_BLOCKS = 5
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
    lists: Lists


class Blocks:
    """Groups records by what they say and what their lists say, block by block."""

    def __init__(self, likeness: Likeness, keys: ArticleKeys, threshold: float) -> None:
        self.likeness = likeness
        self.keys = keys
        self.threshold = threshold

    def stories(self, records: Sequence[Record], window_hours: float) -> Iterator[list[str]]:
        """Ids of the records of each story; ``records`` are in their order of time."""
        blocks: list[Block] = []
        parents: dict[Place, Place] = {}
        for number, block_records in cut(records, window_hours).items():
            block = self._cluster(number, block_records)
            earlier = [other for other in blocks[-REACH:] if number - other.number <= REACH]
            parents |= self._continued(block, earlier)
            blocks.append(block)
            if len(blocks) > REACH:
                self.likeness.forget(blocks[-1 - REACH].records)
        groups: dict[Place, list[str]] = {}
        for block in blocks:
            for place, cluster in enumerate(block.clusters):
                first = root((block.number, place), parents)
                groups.setdefault(first, []).extend(
                    block.records[member].id for member in cluster.members
                )
        yield from groups.values()

    def _cluster(self, number: int, records: tuple[Record, ...]) -> Block:
        products = self.likeness.products(records, records) if self.threshold else {}
        single = [
            Cluster(
                [place],
                1.0,
                record.story,
                frozenset((provider_slug(record.provider.name, record.provider.domain),)),
            )
            for place, record in enumerate(records)
        ]
        lists = Lists(records, self.keys)
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


def block_number(record: Record, window_hours: float) -> int:
    """The number of the block, counted from 1970, that a record was published in."""
    return int(record.published_at.timestamp() // (window_hours / _BLOCKS * 3600))


def cut(records: Sequence[Record], window_hours: float) -> dict[int, tuple[Record, ...]]:
    """Records by the number of their block."""
    blocks: dict[int, list[Record]] = {}
    for record in records:
        blocks.setdefault(block_number(record, window_hours), []).append(record)
    return {number: tuple(block) for number, block in sorted(blocks.items())}


def _told_on(left: Cluster, right: Cluster, bond: Bond) -> bool:
    """A column that one outlet has again a day later is no story that goes on."""
    return bool(bond.listed) or len(left.outlets | right.outlets) > 1


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
