"""Records that are the same article: the best one is shown, the others redirect to it.

Best is the highest quality, then the earliest, then the first id. Records are the same article if
they share an article key, also through a third record. The one that is shown gets the related
entries of the others too, so that no coverage is lost. If an editor has pinned or buried any of
them, that one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from site_gen.facts import shown_positions
from site_gen.model.facts import RecordFacts
from site_gen.store import Store, encode

decode_facts = msgspec.msgpack.Decoder(RecordFacts).decode


class ShownChanges(msgspec.Struct):
    """What has changed in which records are shown; records by row id."""

    updated: set[int] = msgspec.field(default_factory=set)
    """Records that are shown and are new, or have changed facts."""
    merged: dict[int, bytes] = msgspec.field(default_factory=dict)
    """Those of ``updated`` that have duplicates → their encoded facts."""
    removed: set[int] = msgspec.field(default_factory=set)
    """Records that were shown and no longer are."""
    moved_keys: set[int] = msgspec.field(default_factory=set)
    """Article keys for which another record is shown than before, or none."""


class _DuplicateRow(NamedTuple):
    """A record as the store has it."""

    has_url: int
    main: int | None
    order: tuple[int, int, str]
    """The sort key: the best record comes first."""
    is_shown: bool
    is_same: bool
    """Whether it is shown with the facts that it has."""


class _DuplicateRows(dict[int, _DuplicateRow]):
    """Row id → record; records besides ``numbers`` are read when they are needed."""

    def __init__(self, store: Store, numbers: Iterable[int]) -> None:
        self.store = store
        with store.temp_table(numbers) as table:
            sql = f"{_SELECT} WHERE r.n IN (SELECT x FROM {table})"  # noqa: S608
            super().__init__((row[0], _row(row)) for row in store.execute(sql))

    def __missing__(self, n: int) -> _DuplicateRow:
        row = _row(self.store.execute(f"{_SELECT} WHERE r.n = ?", (n,)).fetchone())
        self[n] = row
        return row


_SELECT = (
    "SELECT r.n, r.has_url, r.main, r.quality, r.published, r.id, s.n IS NOT NULL, "
    "s.facts = r.facts FROM records r LEFT JOIN shown s ON s.n = r.n"
)


def _row(row: tuple[int, int, int | None, int, int, str, int, int | None]) -> _DuplicateRow:
    _, has_url, main, quality, published, id_, is_shown, is_same = row
    return _DuplicateRow(has_url, main, (-quality, published, id_), bool(is_shown), bool(is_same))


def choose_shown(store: Store, touched: set[int]) -> ShownChanges:
    """Choose the record that is shown for each article; ``touched`` are records that have changed,
    or have won or lost their URL."""
    rows = _DuplicateRows(store, touched)
    keys, before = _write_keys(store, touched)
    shown = ShownChanges()
    mains: dict[int, int | None] = {n: None for n in touched if not rows[n].has_url}
    numbers = _with_former_duplicates(store, touched, rows)
    for group in _groups(store, numbers, _shared_keys(store, numbers, keys)):
        _choose(store, group, touched, rows, shown, mains)
    changed = [(main, n) for n, main in mains.items() if rows[n].main != main]
    store.executemany("UPDATE records SET main = ? WHERE n = ?", changed)
    shown.removed = {n for n, main in mains.items() if rows[n].is_shown and main != n}
    shown.moved_keys = _moved_keys(store, [n for _, n in changed], keys, before)
    return shown


def _moved_keys(
    store: Store, changed: Iterable[int], keys: set[int], before: dict[int, int]
) -> set[int]:
    """Keys of records whose main has changed, and those of ``keys`` with another main."""
    with store.temp_table(changed) as table:
        sql = f"SELECT key FROM article_keys WHERE n IN (SELECT x FROM {table})"  # noqa: S608
        moved = set(store.column(sql))
    after = _mains(store, keys)
    return moved | {key for key in keys if before.get(key) != after.get(key)}


def _write_keys(store: Store, touched: Iterable[int]) -> tuple[set[int], dict[int, int]]:
    """Write the keys of these records; returns all keys that they had or have, and their mains
    before."""
    with store.temp_table(touched) as table:
        sql = f"SELECT key, n FROM article_keys WHERE n IN (SELECT x FROM {table})"  # noqa: S608
        old = set(store.execute(sql).fetchall())
        sql = f"SELECT n, facts FROM {table} CROSS JOIN records ON n = x WHERE has_url"  # noqa: S608
        rows = store.execute(sql)
        new = {(key, n) for n, facts in rows for key in decode_facts(facts).keys}
    keys = {key for key, _ in old | new}
    before = _mains(store, keys)
    store.executemany("DELETE FROM article_keys WHERE key = ? AND n = ?", old - new)
    store.executemany("INSERT INTO article_keys VALUES (?, ?)", sorted(new - old))
    return keys, before


def _mains(store: Store, keys: Iterable[int]) -> dict[int, int]:
    """Article key → the record that is shown for it."""
    with store.temp_table(keys) as table:
        return dict(
            store.execute(
                f"SELECT k.key, r.main FROM {table} CROSS JOIN article_keys k ON k.key = x "  # noqa: S608
                "JOIN records r ON r.n = k.n WHERE r.main IS NOT NULL"
            )
        )


def _shared_keys(store: Store, numbers: Iterable[int], keys: set[int]) -> set[int]:
    """Those of these keys, and of the keys of these records, that several records have."""
    with store.temp_table(numbers) as table:
        sql = f"SELECT key FROM {table} CROSS JOIN article_keys ON n = x"  # noqa: S608
        keys = keys.union(store.column(sql))
    with store.temp_table(keys) as table:
        return set(
            store.column(
                f"SELECT key FROM {table} CROSS JOIN article_keys ON key = x "  # noqa: S608
                "GROUP BY key HAVING COUNT(*) > 1"
            )
        )


def _with_former_duplicates(store: Store, touched: set[int], rows: _DuplicateRows) -> list[int]:
    """The records with a URL among these and those that were duplicates of any of them."""
    mains = {row.main for row in (rows[n] for n in touched) if row.main is not None}
    with store.temp_table(mains) as table:
        sql = f"SELECT n FROM records WHERE main <> n AND main IN (SELECT x FROM {table})"  # noqa: S608
        duplicates = store.column(sql)
    return sorted(n for n in {*touched, *mains, *duplicates} if rows[n].has_url)


def _groups(store: Store, numbers: Iterable[int], shared: set[int]) -> Iterator[set[int]]:
    """For each article of these records all records that are it.

    ``shared`` are those of their keys that several records have.
    """
    with store.temp_table(shared) as table:
        sql = f"SELECT n FROM {table} CROSS JOIN article_keys ON key = x"  # noqa: S608
        sharing = set(store.column(sql))
    done: set[int] = set()
    for n in set(numbers):
        if n not in done:
            group = _group(store, n) if n in sharing else {n}
            done |= group
            yield group


def _group(store: Store, n: int) -> set[int]:
    """All records that share a key with this one, or with another of the group."""
    group, todo = {n}, [n]
    while todo:
        sharing = store.column(
            "SELECT o.n FROM article_keys k JOIN article_keys o ON o.key = k.key WHERE k.n = ?",
            todo.pop(),
        )
        new = set(sharing) - group
        group |= new
        todo += new
    return group


def _choose(
    store: Store,
    group: set[int],
    touched: set[int],
    rows: _DuplicateRows,
    shown: ShownChanges,
    mains: dict[int, int | None],
) -> None:
    """Choose the best record of a group, and merge facts if any of the group has changed."""
    best, *others = sorted(group, key=lambda n: rows[n].order)
    for n in group:
        mains[n] = best
    if not others:
        if not rows[best].is_same:
            shown.updated.add(best)
        return
    before = store.value("SELECT facts FROM shown WHERE n = ?", best)
    if (
        before is not None
        and group.isdisjoint(touched)
        and decode_facts(before).duplicates == tuple(others)
    ):
        return
    facts = merged_facts(_facts(store, best), [(n, _facts(store, n)) for n in others])
    if facts != before:
        shown.updated.add(best)
        shown.merged[best] = facts


def _facts(store: Store, n: int) -> bytes:
    """The encoded facts of a record alone."""
    return bytes(store.value("SELECT facts FROM records WHERE n = ?", n))


def merged_facts(best: bytes, duplicates: Sequence[tuple[int, bytes]]) -> bytes:
    """The encoded facts of a record, with the keys and related lists of its duplicates."""
    if not duplicates:
        return best
    facts = decode_facts(best)
    group = (facts, *(decode_facts(data) for _, data in duplicates))
    keys = tuple(dict.fromkeys([key for member in group for key in member.keys]))
    related = tuple([entry for member in group for entry in member.related])
    return encode(
        msgspec.structs.replace(
            facts,
            digest=" ".join([member.digest for member in group]),
            keys=keys,
            related=related,
            duplicates=tuple(n for n, _ in duplicates),
            shown_positions=shown_positions(keys, related),
            pin=max((member.pin for member in group if member.pin is not None), default=None),
            buried=any(member.buried for member in group),
        )
    )
