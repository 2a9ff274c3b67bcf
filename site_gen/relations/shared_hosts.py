"""Which hosts have several outlets, and whose the host's own address is.

One outlet of a host has ``/providers/<host>/``, however it is spelled. Of several names the one
that the oldest record names keeps that address, so a newer record moves none; the others have
``/providers/<host>~<name>/``. Hosts that are known to be shared have only the latter, and channels
of one name on one host are told apart in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from site_gen.model.facts import RecordFacts
from site_gen.provider_keys import APART, SharedHosts
from site_gen.relations.aliases import Aliases, changed_slugs
from site_gen.relations.duplicates import ShownRecord, decode_facts
from site_gen.store import Store

_CHUNK = 2_000
_Time = tuple[str, int]
"""Mark of an outlet, and when a record was published that is of it or names it."""


def tell_apart(
    store: Store, shown: ShownRecord, aliases: Aliases, before: Aliases, shared: SharedHosts
) -> Aliases:
    """The aliases, with what hosts have several outlets; ``before`` are those of the last build."""
    hosts = _put(store, shown)
    apart = {mark: owner for mark, owner in before.apart.items() if _host(mark) not in hosts}
    leads = {slug: to for slug, to in before.leads.items() if _owner_of(slug) not in hosts}
    for host in sorted(hosts):
        _tell(store, host, shared, apart, leads)
    return msgspec.structs.replace(aliases, apart=apart, leads=leads)


def _host(mark: str) -> str:
    return mark.partition(" ")[0]


def _owner_of(slug: str) -> str:
    return slug.partition(APART)[0]


def _put(store: Store, shown: ShownRecord) -> set[str]:
    """Write what changed records say of outlets; the hosts of which they say it."""
    hosts: set[str] = set()
    number = _HostNumbers(store)
    changed = sorted({*shown.updated, *shown.removed})
    for start in range(0, len(changed), _CHUNK):
        times: Counter[_Time] = Counter()
        with store.set_of(changed[start : start + _CHUNK]) as some:
            rows = store.execute(
                f"SELECT x, s.facts, r.facts FROM {some} "  # noqa: S608
                "LEFT JOIN shown s ON s.n = x LEFT JOIN records r ON r.n = x"
            ).fetchall()
        for n, before, now in rows:
            if before:
                times.subtract(_times(decode_facts(before)))
            if now and n in shown.updated:
                times.update(_times(decode_facts(shown.merged.get(n, now))))
        found = [(number(mark), at, by) for (mark, at), by in sorted(times.items()) if by]
        hosts.update(_host(mark) for (mark, _), by in times.items() if by)
        store.executemany(_COUNT, found)
    store.execute("DELETE FROM host_providers WHERE times = 0")
    return hosts


def _times(facts: RecordFacts) -> Iterator[_Time]:
    """What a record names, its own outlet a moment before those of its list."""
    refs = [(facts.provider, 0), *[(entry.provider, 1) for entry in facts.shown]]
    return ((ref.mark, facts.published + later) for ref, later in refs if " " in ref.mark)


class _HostNumbers(dict[str, int]):
    """Numbers of marks; a new mark gets one when it is asked for."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

    def __call__(self, mark: str) -> int:
        if mark not in self:
            known = self.store.value("SELECT o FROM provider_keys WHERE mark = ?", mark)
            insert = "INSERT INTO provider_keys (host, mark) VALUES (?, ?) RETURNING o"
            self[mark] = known or self.store.value(insert, _host(mark), mark)
        return self[mark]


_COUNT = (
    "INSERT INTO host_providers VALUES (?, ?, ?) "
    "ON CONFLICT DO UPDATE SET times = times + excluded.times"
)


def _tell(
    store: Store, host: str, shared: SharedHosts, apart: dict[str, str], leads: dict[str, str]
) -> None:
    """Note of one host whose it is, if it has several outlets or is shared."""
    marks = [mark.split(" ") for mark in store.column(_MARKS, host)]
    names = list(dict.fromkeys(parts[1] for parts in marks))
    is_shared = shared.has(host)
    if names and (is_shared or len(names) > 1):
        apart[host] = "" if is_shared else names[0]
        first = f"{host}{APART}{names[0]}"
        leads.update({host: first} if is_shared else {first: host})
    for name in names:
        channels = list(
            dict.fromkeys(parts[2] for parts in marks if parts[1] == name and len(parts) > 2)
        )
        if len(channels) > 1:
            apart[f"{host} {name}"] = channels[0]


_MARKS = (
    "SELECT mark, (SELECT published FROM host_providers p WHERE p.o = m.o "
    "ORDER BY published LIMIT 1) AS first FROM provider_keys m "
    "WHERE host = ? AND first NOT NULL ORDER BY first, mark"
)
"""The outlets of a host, first the one that the oldest record is of, or names."""


def moved(store: Store, before: Aliases, after: Aliases) -> set[str]:
    """Slugs of all outlets on hosts where an address is another one's than before."""
    hosts = {
        _host(mark)
        for mark in before.apart.keys() | after.apart.keys()
        if before.apart.get(mark) != after.apart.get(mark)
    }
    hosts |= {_owner_of(slug) for slug in changed_slugs(before.providers, after.providers)}
    noted = {to for slug, to in before.providers.items() if _owner_of(slug) in hosts}
    below = (store.column(_BELOW, host + APART, host + _AFTER) for host in hosts)
    return hosts.union(noted, *below)


_AFTER = chr(ord(APART) + 1)
_BELOW = "SELECT slug FROM providers WHERE slug >= ? AND slug < ?"
