"""Which shown records tell one story: blocks grouped, clusters followed through blocks, and what
editors joined by hand.

A block is grouped again when a record of it or of the two before it has changed; clusters are
followed again in those blocks and the two after. A thread is a chain of clusters that
continue each other; it is known by the first record of its first cluster. The threads to which
editors gave one name are one story.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from site_gen import workers
from site_gen.config import Stories
from site_gen.model import Record
from site_gen.model.facts import RecordFacts
from site_gen.relations.duplicates import ShownRecord, decode_facts
from site_gen.relations.related_entries import RelatedLists
from site_gen.store import Store, encode, reader
from site_gen.stories import likeness_for
from site_gen.stories.blocks import REACH, Blocks, Grouped, root
from site_gen.stories.lists import StoryListMember

_decode = msgspec.msgpack.Decoder(Grouped).decode
_resolved = msgspec.msgpack.Decoder(tuple[int, ...]).decode
_record = msgspec.msgpack.Decoder(Record).decode
_MEMBERS = (
    "SELECT s.n, t.record, s.facts, s.resolved FROM shown s JOIN texts t ON t.n = s.n "
    "WHERE s.block = ? ORDER BY s.published, s.id"
)


class GroupingRules(msgspec.Struct, frozen=True):
    """How records are grouped."""

    stories: Stories
    locale: str
    cache: Path
    """Where what is known of languages and meanings is kept."""


class AffectedBlocks(msgspec.Struct):
    """Whose stories may have changed."""

    blocks: set[int] = msgspec.field(default_factory=set)
    threads: set[int] = msgspec.field(default_factory=set)
    hands: set[str] = msgspec.field(default_factory=set)
    stories: set[int] = msgspec.field(default_factory=set)


def before_linking(store: Store, shown: ShownRecord) -> AffectedBlocks:
    """What the records that are about to change belong to now."""
    stirred = AffectedBlocks()
    with store.set_of((*shown.removed, *shown.updated)) as some:
        sql = f"SELECT block, thread, hand, story FROM {some} CROSS JOIN shown ON n = x"  # noqa: S608
        rows = store.execute(sql).fetchall()
    for block, thread, hand, story in rows:
        stirred.blocks.update(() if block is None else (block,))
        stirred.threads.update(() if thread is None else (thread,))
        stirred.hands.update((hand,) if hand else ())
        stirred.stories.update(() if story is None else (story,))
    return stirred


def regroup(
    store: Store,
    shown: ShownRecord,
    lists: RelatedLists,
    stirred: AffectedBlocks,
    rules: GroupingRules,
    jobs: int,
) -> int:
    """Group the blocks that have changed, and follow their clusters; how many blocks that were."""
    numbers = stirred.blocks
    with store.set_of((*shown.updated, *lists.changed)) as some:
        sql = f"SELECT n, block, thread, hand FROM {some} CROSS JOIN shown ON n = x"  # noqa: S608
        rows = store.execute(sql).fetchall()
    alone = [n for n, block, _, _ in rows if block is None]
    store.executemany("UPDATE shown SET thread = n WHERE n = ?", ((n,) for n in alone))
    stirred.threads.update(alone)
    # What a list names is part of a story even where its records stay the same.
    stirred.threads.update(thread for _, _, thread, _ in rows if thread is not None)
    stirred.hands.update(hand for *_, hand in rows if hand)
    numbers.update(block for _, block, _, _ in rows if block is not None)
    dirty = sorted({number + after for number in numbers for after in range(REACH + 1)})
    dirty = [number for number in dirty if _has_records(store, number)]
    for number, found in zip(dirty, _grouped(store, dirty, rules, jobs), strict=True):
        store.execute("REPLACE INTO blocks VALUES (?, ?)", (number, encode(found)))
    for number in numbers:
        if not _has_records(store, number):
            store.execute("DELETE FROM blocks WHERE number = ?", (number,))
    stirred.threads |= _follow(
        store, {number + after for number in (*numbers, *dirty) for after in range(REACH + 1)}
    )
    return len(dirty)


def _has_records(store: Store, number: int) -> bool:
    return bool(store.value("SELECT 1 FROM shown WHERE block = ? LIMIT 1", number))


def _grouped(
    store: Store, dirty: Sequence[int], rules: GroupingRules, jobs: int
) -> Iterable[Grouped]:
    if len(dirty) >= 2 * _WORTH_IT and jobs > 1 and not rules.stories.semantic:
        store.set("unfinished", value=True)
        # Should this build be killed, the next one has something to do.
        store.execute("DELETE FROM meta WHERE name = 'report'")
        store.commit()  # so that workers see what there is
        task = _GroupTask(store.address, rules)
        chunk = max(_WORTH_IT, -(-len(dirty) // (4 * jobs)))
        found = list(workers.map_ordered(task, dirty, jobs, worth_it=0, chunk=chunk))
        store.begin()
        store.execute("DELETE FROM meta WHERE name = 'unfinished'")
        return found
    blocks = _blocks(store.db, rules)
    return list(map(blocks.group, dirty))


_WORTH_IT = 8
"""Blocks that are worth starting a process for."""


class _GroupTask:
    """Groups blocks in a worker, which keeps what it knows of the ones before."""

    def __init__(self, address: str, rules: GroupingRules) -> None:
        self.address = address
        self.rules = rules
        self._blocks: Blocks | None = None

    def __call__(self, number: int) -> Grouped:
        if self._blocks is None:
            self._blocks = _blocks(reader(self.address), self.rules)
        return self._blocks.group(number)


def _blocks(db: Any, rules: GroupingRules) -> Blocks:
    likeness = likeness_for(rules.stories, rules.locale, rules.cache)
    return Blocks(likeness, rules.stories.threshold, partial(members_of, db))


def members_of(db: Any, number: int) -> list[StoryListMember]:
    """The records of a block, by time, then id."""
    return [
        _member(n, _record(text), decode_facts(facts), resolved)
        for n, text, facts, resolved in db.execute(_MEMBERS, (number,))
    ]


def _member(n: int, record: Any, facts: RecordFacts, resolved: bytes | None) -> StoryListMember:
    keys = frozenset(facts.keys).union(*[entry.keys for entry in facts.shown])
    named = frozenset(_resolved(resolved)) - {0} if resolved else frozenset[int]()
    return StoryListMember(n, record, keys, named)


def _follow(store: Store, numbers: set[int]) -> set[int]:
    """Follow the clusters of these blocks; the threads that have lost or won records."""
    known: dict[int, Grouped | None] = {}

    def grouped(number: int) -> Grouped | None:
        if number not in known:
            data = store.value("SELECT data FROM blocks WHERE number = ?", number)
            known[number] = _decode(data) if data else None
        return known[number]

    changed: set[int] = set()
    for number in sorted(numbers):
        found = grouped(number)
        if found is None:
            continue
        parents = {
            (near, place): (near - back, there)
            for near in range(number - REACH, number + 1)
            for place, (back, there) in _parents(grouped(near))
        }
        threads = {}
        for place, members in enumerate(found.clusters):
            first, there = root((number, place), parents)
            block = grouped(first)
            assert block is not None  # noqa: S101  a parent's block has records
            thread = block.members[block.clusters[there][0]]
            threads.update({found.members[member]: thread for member in members})
        changed |= _put_threads(store, number, threads)
    return changed


def _parents(found: Grouped | None) -> Iterable[tuple[int, tuple[int, int]]]:
    return found.parents.items() if found else ()


def _put_threads(store: Store, number: int, threads: dict[int, int]) -> set[int]:
    before = dict(store.execute("SELECT n, thread FROM shown WHERE block = ?", (number,)))
    changed = [(thread, n) for n, thread in threads.items() if before.get(n) != thread]
    store.executemany("UPDATE shown SET thread = ? WHERE n = ?", changed)
    lost = {before[n] for _, n in changed} - {None}
    return {thread for thread, _ in changed} | lost


def stories_of(store: Store, stirred: AffectedBlocks) -> tuple[set[int], list[list[int]]]:
    """Numbers of the stories of before that may have changed, and the records of each story that
    may be another one now, the oldest first."""
    rows_of: dict[int, list[tuple[int, str, int, str, int | None]]] = {}
    threads, hands, stories = set(stirred.threads), set(stirred.hands), set(stirred.stories)
    asked_hands: set[str] = set()
    asked_stories: set[int] = set()
    while threads or hands - asked_hands or stories - asked_stories:
        for thread in threads - rows_of.keys():
            rows = rows_of[thread] = store.execute(_THREAD, (thread,)).fetchall()
            hands.update(hand for *_, hand, _ in rows if hand)
            stories.update(story for *_, story in rows if story is not None)
        threads = set()
        for hand in hands - asked_hands:
            threads.update(store.column("SELECT thread FROM shown WHERE hand = ?", hand))
        for story in stories - asked_stories:
            threads.update(store.column("SELECT thread FROM shown WHERE story = ?", story))
        asked_hands, asked_stories = set(hands), set(stories)
        threads -= rows_of.keys()
    joined: dict[tuple[str, int], list[tuple[int, str, int]]] = {}
    for thread, rows in rows_of.items():
        hand = next((hand for *_, hand, _ in rows if hand), "")
        group = joined.setdefault((hand, 0 if hand else thread), [])
        group += [(published, id_, n) for published, id_, n, _, _ in rows]
    return stories, [[n for *_, n in sorted(group)] for group in joined.values() if group]


_THREAD = "SELECT published, id, n, hand, story FROM shown WHERE thread = ?"
