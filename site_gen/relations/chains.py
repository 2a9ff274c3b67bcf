"""The chain of each record: clusters that continue each other, as far as a story may be long.

A chain is identified by the first record of its first cluster.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from site_gen.store import Store
from site_gen.stories.blocks import ClusterId, Grouped
from site_gen.stories.chains import Chains

_decode = msgspec.msgpack.Decoder(Grouped).decode


def stored_block(store: Store, number: int | None) -> Grouped | None:
    """The stored result for a block; None if it has no records."""
    data = store.value("SELECT data FROM blocks WHERE number = ?", number)
    return _decode(data) if data else None


def update_chains(
    store: Store, changed: set[int], before: Mapping[int, Grouped | None], most: int
) -> set[int]:
    """Write the chains of the records that these changes affect.

    ``changed`` are the numbers of blocks with changed records, ``before`` has what was stored for
    them and for the blocks that may continue them; a story spans at most ``most`` blocks. Returns
    the chains that have lost or won records.
    """
    blocks = _StoredBlocks(store)
    chains = Chains(blocks.get, most)
    clusters: set[ClusterId] = set()
    for number, old in before.items():
        new = blocks.get(number)
        if number in changed or old != new:
            clusters.update((number, index) for index in range(len(new.clusters) if new else 0))
            clusters.update(_parents(number, old))
    by_block: dict[int, dict[int, int]] = {}
    for cluster in chains.near(clusters):
        members = blocks.members(cluster)
        if not members:
            continue
        chain = blocks.members(chains.first(cluster))[0]
        by_block.setdefault(cluster[0], {}).update(dict.fromkeys(members, chain))
    moved: set[int] = set()
    for number, chain_of in sorted(by_block.items()):
        moved |= _write_chains(store, number, chain_of)
    return moved


class _StoredBlocks:
    """Blocks that are read from the store once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._decoded: dict[int, Grouped | None] = {}

    def get(self, number: int) -> Grouped | None:
        if number not in self._decoded:
            self._decoded[number] = stored_block(self.store, number)
        return self._decoded[number]

    def members(self, cluster: ClusterId) -> list[int]:
        """Row ids of a cluster's records, by time; none if the cluster does not exist any more."""
        number, index = cluster
        block = self.get(number)
        if block is None or index >= len(block.clusters):
            return []
        return [block.members[member] for member in block.clusters[index]]


def _parents(number: int, block: Grouped | None) -> Iterator[ClusterId]:
    """The clusters that those of a block continued."""
    for back, index in block.parents.values() if block else ():
        yield number - back, index


def _write_chains(store: Store, block: int, chains: Mapping[int, int]) -> set[int]:
    before = dict(store.execute("SELECT n, chain FROM shown WHERE block = ?", (block,)))
    changed = [(chain, n) for n, chain in chains.items() if before.get(n) != chain]
    store.executemany("UPDATE shown SET chain = ? WHERE n = ?", changed)
    lost = {chain for _, n in changed if (chain := before.get(n)) is not None}
    return lost.union(chain for chain, _ in changed)
