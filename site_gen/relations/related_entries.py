"""Which related entries are records of the site, and which records' lists name a record."""

from __future__ import annotations

import msgspec

from site_gen.model.facts import RecordFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.duplicates import ShownRecord, decode_facts
from site_gen.relations.memberships import RowNumbers
from site_gen.store import Store, encode

Resolved = tuple[int, ...]
"""For each entry of a list the record of the site that it is, or 0."""
decode_resolved = msgspec.msgpack.Decoder(Resolved).decode


class RelatedLists:
    """What has changed of lists."""

    def __init__(self) -> None:
        self.changed: set[int] = set()
        """Records whose lists name other records of the site than before."""
        self.targets: set[int] = set()
        """Records that other lists name than before, or lists of another time."""
        self.providers: set[int] = set()
        """Providers of entries that are, or are no longer, records of the site."""


def resolve(store: Store, shown: ShownRecord, aliases: Aliases) -> RelatedLists:
    """Find the records of the site in all lists that may name other ones than before."""
    found = RelatedLists()
    provider = RowNumbers(store, "providers", "p")
    for n in shown.removed:
        found.targets.update(store.column("SELECT target FROM links WHERE source = ?", n))
        store.execute("DELETE FROM links WHERE source = ?", (n,))
    for n in sorted(_doubtful(store, shown)):
        facts = stored_facts(store, n)
        before, now = _stored(store, n), _resolved(store, facts)
        concerned = {*before, *now} - {0}
        if n in shown.updated:
            found.targets |= concerned
        if before != now:
            found.changed.add(n)
            found.targets |= concerned
            store.execute(
                "UPDATE shown SET resolved = ? WHERE n = ?", (encode(now) if any(now) else None, n)
            )
            _link(store, n, set(before), set(now))
        if concerned:
            found.providers |= _mark(store, n, facts, now, provider, aliases)
    found.targets -= shown.removed
    return found


def _doubtful(store: Store, shown: ShownRecord) -> set[int]:
    """Records whose lists name, or named, a record of the site that has changed, and changed ones
    whose lists name any."""
    with store.set_of(shown.moved_keys) as keys:
        sql = f"SELECT n FROM {keys} CROSS JOIN listed_keys ON key = x"  # noqa: S608
        found = set(store.column(sql))
    if len(shown.updated) < _FEW:
        return found | shown.updated
    with store.set_of(shown.updated) as some:
        sql = f"SELECT n FROM {some} CROSS JOIN shown ON n = x WHERE resolved IS NOT NULL"  # noqa: S608
        found.update(store.column(sql))
    naming = store.execute(
        "SELECT DISTINCT l.n FROM own_keys o JOIN listed_keys l ON l.key = o.key"
    )
    found.update(n for (n,) in naming if n in shown.updated)
    return found


_FEW = 1_000
"""Changed records that are looked at one by one."""


def stored_facts(store: Store, n: int) -> RecordFacts:
    """What a shown record says, as relations have it."""
    return decode_facts(store.value("SELECT facts FROM shown WHERE n = ?", n))


def stored_resolved(store: Store, n: int, facts: RecordFacts) -> Resolved:
    """The records of the site in a shown record's list."""
    return _stored(store, n) or (0,) * len(facts.shown)


def _stored(store: Store, n: int) -> Resolved:
    data = store.value("SELECT resolved FROM shown WHERE n = ?", n)
    return decode_resolved(data) if data else ()


def _resolved(store: Store, facts: RecordFacts) -> Resolved:
    """The record that is the article of each entry; the first by id, should several be."""
    entries = facts.shown
    keys = {key for entry in entries for key in entry.keys}
    if not keys:
        return ()
    sql = f"SELECT key, n FROM own_keys WHERE key IN ({', '.join('?' * len(keys))})"  # noqa: S608
    owners: dict[int, tuple[str, int]] = {}
    for key, n in store.execute(sql, tuple(keys)).fetchall():
        row = store.execute(
            "SELECT s.id, s.n FROM records r JOIN shown s ON s.n = r.main WHERE r.n = ?", (n,)
        ).fetchone()
        if row:
            owners[key] = row
    if not owners:
        return ()
    return tuple(
        [
            min([owners[key] for key in entry.keys if key in owners], default=("", 0))[1]
            for entry in entries
        ]
    )


def _link(store: Store, n: int, before: set[int], now: set[int]) -> None:
    store.executemany(
        "DELETE FROM links WHERE target = ? AND source = ?",
        ((target, n) for target in before - now - {0}),
    )
    store.executemany(
        "INSERT INTO links VALUES (?, ?)", ((target, n) for target in now - before - {0})
    )


def _mark(
    store: Store, n: int, facts: RecordFacts, now: Resolved, provider: RowNumbers, aliases: Aliases
) -> set[int]:
    """Mark the mentions that are records of the site; their providers, where that is new."""
    found = set()
    for place, entry in enumerate(facts.shown):
        own = int(bool(now and now[place]))
        p = provider(aliases.provider(entry.provider.mark))
        marked = store.execute(
            "UPDATE mentions SET own = ? WHERE provider = ? AND published = ? AND n = ? "
            "AND place = ? AND own <> ?",
            (own, p, facts.published, n, place, own),
        )
        if marked.rowcount:
            found.add(p)
    return found


def listed_by(store: Store, n: int, published: int, window_hours: float) -> tuple[str, ...]:
    """Ids of the records at most a window away whose lists name this one, oldest first."""
    rows = store.execute(
        "SELECT s.published, s.id FROM links l JOIN shown s ON s.n = l.source WHERE l.target = ?",
        (n,),
    ).fetchall()
    near = window_hours * 3600
    return tuple(id_ for at, id_ in sorted(rows) if abs(at / 1e6 - published / 1e6) <= near)
