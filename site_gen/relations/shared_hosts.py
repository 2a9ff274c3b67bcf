"""Which hosts have several providers, and which of these has the host's own slug.

The only provider of a host has ``/providers/<host>/``, however its name is spelled. Of several
names the one that the oldest record has keeps that address, so that newer records move none; the
others have ``/providers/<host>~<name>/``. On hosts that are known to be shared all have the latter.
Channels of one name on one host are distinguished in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from site_gen.model.facts import RecordFacts
from site_gen.provider_keys import APART, SharedHosts
from site_gen.relations.aliases import Aliases, changed_slugs
from site_gen.relations.duplicates import ShownChanges, decode_facts
from site_gen.store import Store

_CHUNK = 2_000
"""Records that are read at once."""
_KeyTime = tuple[str, int]
"""A provider key, and when a record was published that has it, or whose related list does."""


def update(
    store: Store, shown: ShownChanges, aliases: Aliases, before: Aliases, shared: SharedHosts
) -> Aliases:
    """The aliases with those of hosts; ``before`` are the aliases of the last build."""
    changed = _update_times(store, shown)
    main_names = {key: name for key, name in before.main_names.items() if _host(key) not in changed}
    redirects = {
        slug: target
        for slug, target in before.redirects.items()
        if _host_of_slug(slug) not in changed
    }
    for host in sorted(changed):
        _add_host(store, host, shared, main_names, redirects)
    return msgspec.structs.replace(aliases, main_names=main_names, redirects=redirects)


def _host(key: str) -> str:
    return key.partition(" ")[0]


def _host_of_slug(slug: str) -> str:
    return slug.partition(APART)[0]


def _update_times(store: Store, shown: ShownChanges) -> set[str]:
    """Count the provider keys of changed records; the hosts of keys whose counts have changed."""
    hosts: set[str] = set()
    key_id = _KeyIds(store)
    changed = sorted({*shown.updated, *shown.removed})
    for start in range(0, len(changed), _CHUNK):
        counts: Counter[_KeyTime] = Counter()
        with store.temp_table(changed[start : start + _CHUNK]) as table:
            rows = store.execute(
                f"SELECT x, s.facts, r.facts FROM {table} "  # noqa: S608
                "LEFT JOIN shown s ON s.n = x LEFT JOIN records r ON r.n = x"
            ).fetchall()
        for n, before, now in rows:
            if before:
                counts.subtract(_key_times(decode_facts(before)))
            if now and n in shown.updated:
                counts.update(_key_times(decode_facts(shown.merged.get(n, now))))
        hosts.update(_host(key) for (key, _), count in counts.items() if count)
        store.executemany(
            _ADD,
            [(key_id(key), at, count) for (key, at), count in sorted(counts.items()) if count],
        )
    store.execute("DELETE FROM provider_key_times WHERE count = 0")
    return hosts


def _key_times(facts: RecordFacts) -> Iterator[_KeyTime]:
    """The provider keys with a host in a record; its own provider counts as a moment earlier than
    those of its related list."""
    providers = [(facts.provider, 0), *[(entry.provider, 1) for entry in facts.shown_related]]
    return (
        (provider.key, facts.published + later)
        for provider, later in providers
        if " " in provider.key
    )


class _KeyIds(dict[str, int]):
    """Row ids of provider keys; an unknown key gets a new row."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

    def __call__(self, key: str) -> int:
        if key not in self:
            row_id = self.store.value("SELECT id FROM provider_keys WHERE key = ?", key)
            insert = "INSERT INTO provider_keys (host, key) VALUES (?, ?) RETURNING id"
            self[key] = row_id or self.store.value(insert, _host(key), key)
        return self[key]


_ADD = (
    "INSERT INTO provider_key_times VALUES (?, ?, ?) "
    "ON CONFLICT DO UPDATE SET count = count + excluded.count"
)


def _add_host(
    store: Store,
    host: str,
    shared: SharedHosts,
    main_names: dict[str, str],
    redirects: dict[str, str],
) -> None:
    """Add the aliases of a host if it has several providers or is known to be shared."""
    keys = [key.split(" ") for key in store.column(_KEYS_OF_HOST, host)]
    names = list(dict.fromkeys(parts[1] for parts in keys))
    is_shared = shared.has(host)
    if names and (is_shared or len(names) > 1):
        main_names[host] = "" if is_shared else names[0]
        first = f"{host}{APART}{names[0]}"
        redirects.update({host: first} if is_shared else {first: host})
    for name in names:
        channels = list(
            dict.fromkeys(parts[2] for parts in keys if parts[1] == name and len(parts) > 2)
        )
        if len(channels) > 1:
            main_names[f"{host} {name}"] = channels[0]


_KEYS_OF_HOST = (
    "SELECT key, (SELECT published FROM provider_key_times t WHERE t.key_id = k.id "
    "ORDER BY published LIMIT 1) AS first FROM provider_keys k "
    "WHERE host = ? AND first NOT NULL ORDER BY first, key"
)
"""The provider keys of a host, first the one of the oldest record."""


def slugs_on_changed_hosts(store: Store, before: Aliases, after: Aliases) -> set[str]:
    """Slugs of all providers on hosts of which any slug stands for another provider than before."""
    hosts = {
        _host(key)
        for key in before.main_names.keys() | after.main_names.keys()
        if before.main_names.get(key) != after.main_names.get(key)
    }
    hosts |= {_host_of_slug(slug) for slug in changed_slugs(before.providers, after.providers)}
    aliased = {to for slug, to in before.providers.items() if _host_of_slug(slug) in hosts}
    named = (store.column(_SLUGS_BETWEEN, host + APART, host + _AFTER_APART) for host in hosts)
    return hosts.union(aliased, *named)


_AFTER_APART = chr(ord(APART) + 1)
_SLUGS_BETWEEN = "SELECT slug FROM providers WHERE slug >= ? AND slug < ?"
