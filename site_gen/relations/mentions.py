"""What the lists of records name of a provider that is no record of the site, each article once."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.model import CoverageRef
from site_gen.store import Store

NEWEST = 8
"""Articles that the page of a provider names."""

_Row = tuple[int | None, int, int, bytes]
"""When the article was published, the record that names it, the place in its list, and its keys."""
_ALL = "SELECT at, n, place, keys FROM mentions WHERE provider = ? AND own = 0"
_IN_ORDER = (
    "SELECT m.at, m.n, m.place, m.keys FROM mentions m JOIN shown s ON s.n = m.n "
    "WHERE m.provider = ? AND m.own = 0 ORDER BY m.published DESC, s.id, m.place"
)
_KEY = 8
"""Bytes of a key."""


def mentioned(store: Store, provider: int) -> tuple[int, tuple[CoverageRef, ...]]:
    """How many articles of a provider lists name, and the newest of them.

    An article that several lists name counts where the newest record does.
    """
    rows: list[_Row] = store.execute(_ALL, (provider,)).fetchall()
    keys = {row[3] for row in rows}
    if len(keys) < len(rows) or any(len(each) != _KEY for each in keys):
        rows = _once(store.execute(_IN_ORDER, (provider,)).fetchall())
    return len(rows), _newest(store, rows)


def _once(rows: Sequence[_Row]) -> list[_Row]:
    """The first row of each article."""
    seen: set[bytes] = set()
    found = []
    for row in rows:
        packed = row[3]
        keys = {packed[start : start + _KEY] for start in range(0, len(packed), _KEY)}
        if seen.isdisjoint(keys):
            found.append(row)
        seen |= keys
    return found


def _newest(store: Store, rows: Sequence[_Row]) -> tuple[CoverageRef, ...]:
    """The newest articles; of one time, by the id of the record that names them."""
    times = sorted([row[0] or 0 for row in rows], reverse=True)
    least = times[min(NEWEST, len(times)) - 1] if times else 0
    found = [
        (-(at or 0), store.value("SELECT id FROM shown WHERE n = ?", n), place)
        for at, n, place, _ in rows
        if (at or 0) >= least
    ]
    return tuple([CoverageRef(id_, place) for _, id_, place in sorted(found)[:NEWEST]])
