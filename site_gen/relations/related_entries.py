"""Which related entries are records of the site, and which records' lists name a record."""

from __future__ import annotations

import msgspec

from site_gen.model.facts import RecordFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.duplicates import ShownChanges, decode_facts
from site_gen.relations.rows import RowIds, provider_ids
from site_gen.store import Store, encode

Resolved = tuple[int, ...]
"""For each shown entry of a related list the record that it is, or 0; empty if none is one."""
decode_resolved = msgspec.msgpack.Decoder(Resolved).decode

_FEW = 1_000
"""With fewer changed records all are resolved; with more those that need it are queried first."""


class RelatedChanges:
    """What has changed in related lists; records and providers by row id."""

    def __init__(self) -> None:
        self.changed: set[int] = set()
        """Records whose lists name other records than before."""
        self.targets: set[int] = set()
        """Records that other lists name than before, or that a changed record's list names."""
        self.providers: set[int] = set()
        """Providers of entries that have become records of the site, or no longer are."""


def resolve(store: Store, shown: ShownChanges, aliases: Aliases) -> RelatedChanges:
    """Find the records of the site in all related lists that may name other ones than before."""
    changes = RelatedChanges()
    provider_id = provider_ids(store)
    for n in shown.removed:
        changes.targets.update(store.column("SELECT target FROM links WHERE source = ?", n))
        store.execute("DELETE FROM links WHERE source = ?", (n,))
    for n in sorted(_affected(store, shown)):
        facts = decode_facts(store.value("SELECT facts FROM shown WHERE n = ?", n))
        before, now = _stored(store, n), _resolved(store, facts)
        targets = {*before, *now} - {0}
        if n in shown.updated:
            changes.targets |= targets
        if before != now:
            changes.changed.add(n)
            changes.targets |= targets
            store.execute(
                "UPDATE shown SET resolved = ? WHERE n = ?", (encode(now) if any(now) else None, n)
            )
            _write_links(store, n, set(before), set(now))
        if targets:
            changes.providers |= _mark_records(store, n, facts, now, provider_id, aliases)
    changes.targets -= shown.removed
    return changes


def _affected(store: Store, shown: ShownChanges) -> set[int]:
    """Records whose lists name, or named, a changed record, and changed records whose lists name
    any record."""
    with store.temp_table(shown.moved_keys) as keys:
        sql = f"SELECT n FROM {keys} CROSS JOIN related_keys ON key = x"  # noqa: S608
        affected = set(store.column(sql))
    if len(shown.updated) < _FEW:
        return affected | shown.updated
    with store.temp_table(shown.updated) as table:
        sql = f"SELECT n FROM {table} CROSS JOIN shown ON n = x WHERE resolved IS NOT NULL"  # noqa: S608
        affected.update(store.column(sql))
    naming = store.execute(
        "SELECT DISTINCT l.n FROM article_keys o JOIN related_keys l ON l.key = o.key"
    )
    affected.update(n for (n,) in naming if n in shown.updated)
    return affected


def _stored(store: Store, n: int) -> Resolved:
    data = store.value("SELECT resolved FROM shown WHERE n = ?", n)
    return decode_resolved(data) if data else ()


def _resolved(store: Store, facts: RecordFacts) -> Resolved:
    """For each entry the record that is its article; of several the first by id."""
    entries = facts.shown_related
    keys = {key for entry in entries for key in entry.keys}
    if not keys:
        return ()
    sql = f"SELECT key, n FROM article_keys WHERE key IN ({', '.join('?' * len(keys))})"  # noqa: S608
    records: dict[int, tuple[str, int]] = {}
    for key, n in store.execute(sql, tuple(keys)).fetchall():
        row = store.execute(
            "SELECT s.id, s.n FROM records r JOIN shown s ON s.n = r.main WHERE r.n = ?", (n,)
        ).fetchone()
        if row:
            records[key] = row
    if not records:
        return ()
    return tuple(
        [
            min([records[key] for key in entry.keys if key in records], default=("", 0))[1]
            for entry in entries
        ]
    )


def _write_links(store: Store, n: int, before: set[int], now: set[int]) -> None:
    store.executemany(
        "DELETE FROM links WHERE target = ? AND source = ?",
        ((target, n) for target in before - now - {0}),
    )
    store.executemany(
        "INSERT INTO links VALUES (?, ?)", ((target, n) for target in now - before - {0})
    )


def _mark_records(
    store: Store, n: int, facts: RecordFacts, now: Resolved, provider_id: RowIds, aliases: Aliases
) -> set[int]:
    """Write which mentions are records of the site; the providers of those that have changed."""
    changed = set()
    for position, entry in enumerate(facts.shown_related):
        is_record = int(bool(now and now[position]))
        p = provider_id(aliases.provider(entry.provider.key))
        update = store.execute(
            "UPDATE mentions SET is_record = ? WHERE provider = ? AND published = ? AND n = ? "
            "AND position = ? AND is_record <> ?",
            (is_record, p, facts.published, n, position, is_record),
        )
        if update.rowcount:
            changed.add(p)
    return changed


def listed_by(store: Store, n: int, published: int, window_hours: float) -> tuple[str, ...]:
    """Ids of the records within the window whose related lists name this one, oldest first."""
    rows = store.execute(
        "SELECT s.published, s.id FROM links l JOIN shown s ON s.n = l.source WHERE l.target = ?",
        (n,),
    ).fetchall()
    window = window_hours * 3600
    return tuple(id_ for at, id_ in sorted(rows) if abs(at / 1e6 - published / 1e6) <= window)
