"""Which shown records are one story: clusters in blocks of time, chains of clusters that continue
each other, and what editors join by name.

A block is clustered again when a record of it or of the blocks that it may continue has changed;
``chains.py`` then updates the chains. The chains to which editors give one story name are one
story.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from site_gen.config import Stories
from site_gen.model import Record
from site_gen.model.facts import RecordFacts
from site_gen.relations.chains import stored_block, update_chains
from site_gen.relations.duplicates import ShownChanges, decode_facts
from site_gen.relations.related_entries import RelatedChanges, decode_resolved
from site_gen.store import Store, encode, reader
from site_gen.stories import likeness_for
from site_gen.stories.blocks import REACH, Blocks, Grouped
from site_gen.stories.chains import most_blocks
from site_gen.stories.lists import BlockMember
from site_gen.workers import Task, Workers

_decode_record = msgspec.msgpack.Decoder(Record).decode
_MEMBERS = (
    "SELECT s.n, t.record, s.facts, s.resolved FROM shown s JOIN texts t ON t.n = s.n "
    "WHERE s.block = ? ORDER BY s.published, s.id"
)
_BLOCKS_PER_PROCESS = 8
"""How many blocks make it worth starting a process."""


class GroupingRules(msgspec.Struct, frozen=True):
    """How records are grouped."""

    stories: Stories
    locale: str
    cache: Path
    """The folder of cached word lists and embeddings."""


class AffectedStories(msgspec.Struct):
    """What contains, or contained, changed records."""

    blocks: set[int] = msgspec.field(default_factory=set)
    chains: set[int] = msgspec.field(default_factory=set)
    names: set[str] = msgspec.field(default_factory=set)
    """Names by which editors join records."""
    stories: set[int] = msgspec.field(default_factory=set)


def affected_before(store: Store, shown: ShownChanges) -> AffectedStories:
    """What contains the records that have changed, before their rows are written."""
    affected = AffectedStories()
    with store.temp_table((*shown.removed, *shown.updated)) as table:
        rows = store.execute(
            f"SELECT block, chain, story_name, story FROM {table} CROSS JOIN shown ON n = x"  # noqa: S608
        ).fetchall()
    for block, chain, name, story in rows:
        affected.blocks.update(() if block is None else (block,))
        affected.chains.update(() if chain is None else (chain,))
        affected.names.update((name,) if name else ())
        affected.stories.update(() if story is None else (story,))
    return affected


def regroup(
    store: Store,
    shown: ShownChanges,
    related: RelatedChanges,
    affected: AffectedStories,
    rules: GroupingRules,
    workers: Workers,
) -> int:
    """Cluster the blocks that have changed and update chains; adds to ``affected``.

    Returns how many blocks were clustered.
    """
    blocks = affected.blocks
    with store.temp_table((*shown.updated, *related.changed)) as table:
        rows = store.execute(
            f"SELECT n, block, chain, story_name FROM {table} CROSS JOIN shown ON n = x"  # noqa: S608
        ).fetchall()
    alone = [n for n, block, _, _ in rows if block is None]
    store.executemany("UPDATE shown SET chain = n WHERE n = ?", ((n,) for n in alone))
    affected.chains.update(alone)
    # The entries of a related list are part of a story even if its records stay the same.
    affected.chains.update(chain for _, _, chain, _ in rows if chain is not None)
    affected.names.update(name for *_, name in rows if name)
    blocks.update(block for _, block, _, _ in rows if block is not None)
    dirty = sorted({block + after for block in blocks for after in range(REACH + 1)})
    before = {block: stored_block(store, block) for block in dirty}
    filled = [block for block in dirty if _has_records(store, block)]
    for block, grouped in zip(filled, _group_blocks(store, filled, rules, workers), strict=True):
        store.execute("REPLACE INTO blocks VALUES (?, ?)", (block, encode(grouped)))
    for block in blocks.difference(filled):
        store.execute("DELETE FROM blocks WHERE number = ?", (block,))
    most = most_blocks(rules.stories.window_hours, rules.stories.max_days)
    affected.chains |= update_chains(store, blocks, before, most)
    return len(filled)


def _has_records(store: Store, block: int) -> bool:
    return bool(store.value("SELECT 1 FROM shown WHERE block = ? LIMIT 1", block))


def _group_blocks(
    store: Store, dirty: Sequence[int], rules: GroupingRules, workers: Workers
) -> Iterable[Grouped]:
    if len(dirty) >= 2 * _BLOCKS_PER_PROCESS and workers.count > 1 and not rules.stories.semantic:
        # Workers see only what is committed. Should this build be killed, the next one must not
        # take the store for up to date.
        store.set("unfinished", value=True)
        store.execute("DELETE FROM meta WHERE name = 'report'")
        store.commit()
        task = _GroupTask(store.address, rules)
        chunk = max(_BLOCKS_PER_PROCESS, -(-len(dirty) // (4 * workers.count)))
        grouped = list(workers.map(task, dirty, worth_it=0, chunk=chunk))
        store.begin()
        store.execute("DELETE FROM meta WHERE name = 'unfinished'")
        return grouped
    return list(map(_blocks(store.db, rules).group, dirty))


class _GroupTask(Task[int, Grouped]):
    """Groups blocks in a worker, which reuses what it has computed of the blocks before."""

    def __init__(self, store: str, rules: GroupingRules) -> None:
        self.store = store
        self.rules = rules
        self._db: sqlite3.Connection | None = None
        self._blocks: Blocks | None = None

    def elsewhere(self, store: str, cache: Path) -> _GroupTask:
        return _GroupTask(store, msgspec.structs.replace(self.rules, cache=cache))

    def compute(self, items: Sequence[int]) -> list[Grouped]:
        if self._blocks is None:
            self._db = reader(self.store)
            self._blocks = _blocks(self._db, self.rules)
        return list(map(self._blocks.group, items))

    def name_of(self, item: int) -> str:
        return f"the stories of block {item}"

    def close(self) -> None:
        if self._db:
            self._db.close()
        self._db = self._blocks = None


def _blocks(db: sqlite3.Connection, rules: GroupingRules) -> Blocks:
    likeness = likeness_for(rules.stories, rules.locale, rules.cache)
    return Blocks(likeness, rules.stories, partial(_members_of, db))


def _members_of(db: sqlite3.Connection, number: int) -> list[BlockMember]:
    """The records of a block, by time, then id."""
    return [
        _member(n, _decode_record(text), decode_facts(facts), resolved)
        for n, text, facts, resolved in db.execute(_MEMBERS, (number,))
    ]


def _member(n: int, record: Record, facts: RecordFacts, resolved: bytes | None) -> BlockMember:
    keys = frozenset(facts.keys).union(*[entry.keys for entry in facts.shown_related])
    targets = frozenset(decode_resolved(resolved)) - {0} if resolved else frozenset[int]()
    return BlockMember(n, record, keys, targets)


def affected_groups(store: Store, affected: AffectedStories) -> tuple[set[int], list[list[int]]]:
    """The stories of the last build that may have changed, and the records of each story that may
    be a new one, oldest first."""
    rows_of: dict[int, list[tuple[int, str, int, str, int | None]]] = {}
    chains, names, stories = set(affected.chains), set(affected.names), set(affected.stories)
    seen_names: set[str] = set()
    seen_stories: set[int] = set()
    while chains or names - seen_names or stories - seen_stories:
        for chain in chains - rows_of.keys():
            rows = rows_of[chain] = store.execute(_CHAIN, (chain,)).fetchall()
            names.update(name for *_, name, _ in rows if name)
            stories.update(story for *_, story in rows if story is not None)
        chains = set()
        for name in names - seen_names:
            chains.update(store.column("SELECT chain FROM shown WHERE story_name = ?", name))
        for story in stories - seen_stories:
            chains.update(store.column("SELECT chain FROM shown WHERE story = ?", story))
        seen_names, seen_stories = set(names), set(stories)
        chains -= rows_of.keys()
    groups: dict[tuple[str, int], list[tuple[int, str, int]]] = {}
    for chain, rows in rows_of.items():
        name = next((name for *_, name, _ in rows if name), "")
        group = groups.setdefault((name, 0 if name else chain), [])
        group += [(published, id_, n) for published, id_, n, _, _ in rows]
    return stories, [[n for *_, n in sorted(group)] for group in groups.values() if group]


_CHAIN = "SELECT published, id, n, story_name, story FROM shown WHERE chain = ?"
