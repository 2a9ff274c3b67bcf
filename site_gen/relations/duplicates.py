"""Records that are one article: shown once, where it is told best.

Best is the highest quality, then the earliest, then the first id. Records are one article if
their addresses agree, also through a third record; the best one has the related entries of the
others too, so that no coverage is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from site_gen.facts import kept_places
from site_gen.model.facts import RecordFacts
from site_gen.store import Store, encode

decode_facts = msgspec.msgpack.Decoder(RecordFacts).decode


class ShownRecord(msgspec.Struct):
    """Which records are shown has changed."""

    updated: set[int] = msgspec.field(default_factory=set)
    """Records that are shown, new or told otherwise than before."""
    merged: dict[int, bytes] = msgspec.field(default_factory=dict)
    """Of these, the facts of those that are the same article as others, encoded."""
    removed: set[int] = msgspec.field(default_factory=set)
    """Records that were shown and no longer are."""
    moved_keys: set[int] = msgspec.field(default_factory=set)
    """Keys of articles that another record stands for now, or none."""


class _DuplicateRow(NamedTuple):
    """What is known of a record."""

    named: int
    main: int | None
    order: tuple[int, int, str]
    """By which the best of a group comes first."""
    is_shown: bool
    is_same: bool
    """Whether it is shown with the facts that it has."""


class _DuplicateRows(dict[int, _DuplicateRow]):
    """Records by their numbers, read when they are asked for."""

    def __init__(self, store: Store, numbers: Iterable[int]) -> None:
        self.store = store
        with store.set_of(numbers) as some:
            sql = f"{_SELECT} WHERE r.n IN (SELECT x FROM {some})"  # noqa: S608
            super().__init__((row[0], _row(row)) for row in store.execute(sql))

    def __missing__(self, n: int) -> _DuplicateRow:
        found = _row(self.store.execute(f"{_SELECT} WHERE r.n = ?", (n,)).fetchone())
        self[n] = found
        return found


_SELECT = (
    "SELECT r.n, r.named, r.main, r.quality, r.published, r.id, s.n IS NOT NULL, s.facts = r.facts "
    "FROM records r LEFT JOIN shown s ON s.n = r.n"
)


def _row(row: tuple[int, int, int | None, int, int, str, int, int | None]) -> _DuplicateRow:
    _, named, main, quality, published, id_, is_shown, is_same = row
    return _DuplicateRow(named, main, (-quality, published, id_), bool(is_shown), bool(is_same))


def choose(store: Store, named: set[int]) -> ShownRecord:
    """Choose the record that is shown for each article; ``named`` are those that have changed."""
    rows = _DuplicateRows(store, named)
    keys, before = _put_keys(store, named)
    shown = ShownRecord()
    mains: dict[int, int | None] = {n: None for n in named if not rows[n].named}
    numbers = _with_partners(store, named, rows)
    for group in _groups(store, numbers, _shared_of(store, numbers, keys)):
        _decide(store, group, named, rows, shown, mains)
    changed = [(main, n) for n, main in mains.items() if rows[n].main != main]
    store.executemany("UPDATE records SET main = ? WHERE n = ?", changed)
    shown.removed = {n for n, main in mains.items() if rows[n].is_shown and main != n}
    shown.moved_keys = _moved_keys(store, [n for _, n in changed], keys, before)
    return shown


def _moved_keys(
    store: Store, moved: Iterable[int], keys: set[int], before: dict[int, int]
) -> set[int]:
    """Keys of articles that another record stands for than ``before``."""
    with store.set_of(moved) as some:
        sql = f"SELECT key FROM own_keys WHERE n IN (SELECT x FROM {some})"  # noqa: S608
        found = set(store.column(sql))
    after = _owners(store, keys)
    return found | {key for key in keys if before.get(key) != after.get(key)}


def _put_keys(store: Store, named: Iterable[int]) -> tuple[set[int], dict[int, int]]:
    """Write the keys of changed records; all keys that they had or have, and whose these were."""
    with store.set_of(named) as some:
        sql = f"SELECT key, n FROM own_keys WHERE n IN (SELECT x FROM {some})"  # noqa: S608
        old = set(store.execute(sql).fetchall())
        sql = f"SELECT n, facts FROM {some} CROSS JOIN records ON n = x WHERE named"  # noqa: S608
        facts = store.execute(sql)
        new = {(key, n) for n, data in facts for key in decode_facts(data).keys}
    keys = {key for key, _ in old | new}
    before = _owners(store, keys)
    store.executemany("DELETE FROM own_keys WHERE key = ? AND n = ?", old - new)
    store.executemany("INSERT INTO own_keys VALUES (?, ?)", sorted(new - old))
    return keys, before


def _owners(store: Store, keys: Iterable[int]) -> dict[int, int]:
    """The record that is shown for the article with each key."""
    with store.set_of(keys) as some:
        return dict(
            store.execute(
                f"SELECT k.key, r.main FROM {some} CROSS JOIN own_keys k ON k.key = x "  # noqa: S608
                "JOIN records r ON r.n = k.n WHERE r.main IS NOT NULL"
            )
        )


def _shared_of(store: Store, numbers: Iterable[int], keys: set[int]) -> set[int]:
    """Of these keys, and those of these records, the ones that several records have."""
    with store.set_of(numbers) as some:
        sql = f"SELECT key FROM {some} CROSS JOIN own_keys ON n = x"  # noqa: S608
        keys = keys.union(store.column(sql))
    with store.set_of(keys) as some:
        return set(
            store.column(
                f"SELECT key FROM {some} CROSS JOIN own_keys ON key = x "  # noqa: S608
                "GROUP BY key HAVING COUNT(*) > 1"
            )
        )


def _with_partners(store: Store, named: set[int], rows: _DuplicateRows) -> list[int]:
    """The named records of these, and all that were one article with any of them."""
    mains = {row.main for row in (rows[n] for n in named) if row.main is not None}
    with store.set_of(mains) as some:
        sql = f"SELECT n FROM records WHERE main <> n AND main IN (SELECT x FROM {some})"  # noqa: S608
        partners = store.column(sql)
    return sorted(n for n in {*named, *mains, *partners} if rows[n].named)


def _groups(store: Store, numbers: Iterable[int], shared: set[int]) -> Iterator[set[int]]:
    """All records that are one article with one of these, article by article.

    ``shared`` are keys of several records, of those keys that any of the changed ones has.
    """
    with store.set_of(shared) as some:
        sql = f"SELECT n FROM {some} CROSS JOIN own_keys ON key = x"  # noqa: S608
        sharing = set(store.column(sql))
    changed = set(numbers)
    done: set[int] = set()
    for n in changed:
        if n not in done:
            group = _group(store, n) if n in sharing else {n}
            done |= group
            yield group


def _group(store: Store, n: int) -> set[int]:
    group, todo = {n}, [n]
    while todo:
        others = store.column(
            "SELECT o.n FROM own_keys k JOIN own_keys o ON o.key = k.key WHERE k.n = ?", todo.pop()
        )
        found = set(others) - group
        group |= found
        todo += found
    return group


def _decide(
    store: Store,
    group: set[int],
    named: set[int],
    rows: _DuplicateRows,
    shown: ShownRecord,
    mains: dict[int, int | None],
) -> None:
    """Choose the best of a group, and find out whether it says something else than before."""
    best, *others = sorted(group, key=lambda n: rows[n].order)
    for n in group:
        mains[n] = best
    if not others:
        if not rows[best].is_same:
            shown.updated.add(best)
        return
    known = store.value("SELECT facts FROM shown WHERE n = ?", best)
    is_told = not group.isdisjoint(named)
    if known is not None and not is_told and decode_facts(known).others == tuple(others):
        return
    facts = merged_facts(_facts(store, best), [(n, _facts(store, n)) for n in others])
    if facts != known:
        shown.updated.add(best)
        shown.merged[best] = facts


def _facts(store: Store, n: int) -> bytes:
    """What a record says by itself."""
    return bytes(store.value("SELECT facts FROM records WHERE n = ?", n))


def merged_facts(best: bytes, others: Sequence[tuple[int, bytes]]) -> bytes:
    """What a record says, with the keys and lists of others that are the same article."""
    if not others:
        return best
    facts = decode_facts(best)
    group = (facts, *(decode_facts(data) for _, data in others))
    keys = tuple(dict.fromkeys([key for each in group for key in each.keys]))
    related = tuple([entry for each in group for entry in each.related])
    return encode(
        msgspec.structs.replace(
            facts,
            digest=" ".join([each.digest for each in group]),
            keys=keys,
            related=related,
            others=tuple(n for n, _ in others),
            kept=kept_places(keys, related),
        )
    )
