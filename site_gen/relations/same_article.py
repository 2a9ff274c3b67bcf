"""Records that are one article: shown once, where it is told best.

Best is the highest quality, then the earliest, then the first id. Records are one article if
their addresses agree, also through a third record; the best one has the related entries of the
others too, so that no coverage is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from site_gen.model.facts import Facts, ListedFacts
from site_gen.store import Store

decode_facts = msgspec.msgpack.Decoder(Facts).decode


class Shown(msgspec.Struct):
    """Which records are shown has changed."""

    updated: dict[int, Facts] = msgspec.field(default_factory=dict)
    """Records that are shown, new or told otherwise than before: what they say now."""
    removed: set[int] = msgspec.field(default_factory=set)
    """Records that were shown and no longer are."""
    moved_keys: set[int] = msgspec.field(default_factory=set)
    """Keys of articles that another record stands for now, or none."""


def choose(store: Store, named: set[int]) -> Shown:
    """Choose the record that is shown for each article; ``named`` are those that have changed."""
    keys, owners_before = _put_keys(store, named)
    shown = Shown()
    done: set[int] = set()
    shared = _shared(store, keys)
    regrouped: set[int] = set()
    for n in sorted(_with_partners(store, named)):
        if n not in done:
            group = _group(store, n, shared)
            done |= group
            regrouped |= _decide(store, group, named, shown)
    for n in named:
        if not _is_named(store, n):
            store.execute("UPDATE records SET main = NULL WHERE n = ?", (n,))
            if store.value("SELECT 1 FROM shown WHERE n = ?", n):
                shown.removed.add(n)
    shown.removed -= shown.updated.keys()
    with store.set_of(regrouped) as others:
        sql = f"SELECT key FROM own_keys WHERE n IN (SELECT x FROM {others})"  # noqa: S608
        moved = set(store.column(sql))
    after = _owners(store, keys)
    moved |= {key for key in keys if owners_before.get(key) != after.get(key)}
    shown.moved_keys = moved
    return shown


def _put_keys(store: Store, named: Iterable[int]) -> tuple[set[int], dict[int, int]]:
    """Write the keys of changed records; all keys that they had or have, and whose these were."""
    old: set[tuple[int, int]] = set()
    new: set[tuple[int, int]] = set()
    for n in named:
        old.update((key, n) for key in store.column("SELECT key FROM own_keys WHERE n = ?", n))
        if _is_named(store, n):
            new.update((key, n) for key in facts_of(store, n).keys)
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
                "SELECT k.key, r.main FROM own_keys k JOIN records r ON r.n = k.n "  # noqa: S608
                f"WHERE r.main IS NOT NULL AND k.key IN (SELECT x FROM {some})"
            )
        )


def _shared(store: Store, keys: Iterable[int]) -> set[int]:
    """Of these keys those that several records have."""
    with store.set_of(keys) as some:
        return set(
            store.column(
                f"SELECT key FROM own_keys WHERE key IN (SELECT x FROM {some}) "  # noqa: S608
                "GROUP BY key HAVING COUNT(*) > 1"
            )
        )


def _with_partners(store: Store, named: Iterable[int]) -> set[int]:
    """The named records of these, and all that were one article with any of them."""
    found = set()
    for n in named:
        main = store.value("SELECT main FROM records WHERE n = ?", n)
        if main is not None:
            found.add(main)
            found.update(store.column("SELECT n FROM records WHERE main = ? AND main <> n", main))
        found.add(n)
    return {n for n in found if _is_named(store, n)}


def _group(store: Store, n: int, shared: set[int]) -> set[int]:
    """All records that are one article with this one."""
    group, todo = {n}, [n]
    while todo:
        for key in store.column("SELECT key FROM own_keys WHERE n = ?", todo.pop()):
            if key in shared or _is_shared(store, key):
                others = set(store.column("SELECT n FROM own_keys WHERE key = ?", key)) - group
                group |= others
                todo += others
    return group


def _is_shared(store: Store, key: int) -> bool:
    return len(store.column("SELECT 1 FROM own_keys WHERE key = ? LIMIT 2", key)) > 1


def _decide(store: Store, group: set[int], named: set[int], shown: Shown) -> set[int]:
    """Choose the best of a group; those for which another record stands now than before."""
    if len(group) == 1:
        (best,), others = group, ()
    else:
        best, *rest = sorted(
            group,
            key=lambda n: store.execute(
                "SELECT -quality, published, id FROM records WHERE n = ?", (n,)
            ).fetchone(),
        )
        others = tuple(rest)
    moved = set()
    for n in group:
        main = store.value("SELECT main FROM records WHERE n = ?", n)
        if main != best:
            store.execute("UPDATE records SET main = ? WHERE n = ?", (best, n))
            moved.add(n)
            if main == n:
                shown.removed.add(n)
    before = store.value("SELECT facts FROM shown WHERE n = ?", best)
    known = decode_facts(before) if before else None
    if known is None or known.others != others or not group.isdisjoint(named):
        facts = merged_facts(store, best, others)
        if facts != known:
            shown.updated[best] = facts
    return moved


def facts_of(store: Store, n: int) -> Facts:
    """What a record says by itself."""
    return decode_facts(store.value("SELECT facts FROM records WHERE n = ?", n))


def merged_facts(store: Store, best: int, others: tuple[int, ...]) -> Facts:
    """What a record says, with the keys and lists of others that are the same article.

    Of its list what is shown: each article once, the record itself never.
    """
    facts = facts_of(store, best)
    group = (facts, *(facts_of(store, n) for n in others))
    related = tuple([entry for each in group for entry in each.related])
    keys = tuple(dict.fromkeys([key for each in group for key in each.keys]))
    kept = kept_places(keys, related)
    return msgspec.structs.replace(
        facts,
        digest=" ".join([each.digest for each in group]),
        keys=keys,
        related=tuple([related[place] for place in kept]),
        others=others,
        kept=kept,
    )


def kept_places(keys: Iterable[int], related: Sequence[ListedFacts]) -> tuple[int, ...]:
    """Places of the entries that are shown; ``keys`` are those of the record itself."""
    seen = set(keys)
    if len(seen.union(*[entry.keys for entry in related])) == len(seen) + sum(
        [len(entry.keys) for entry in related]
    ):
        return tuple(range(len(related)))
    kept = []
    for place, entry in enumerate(related):
        if seen.isdisjoint(entry.keys):
            kept.append(place)
        seen.update(entry.keys)
    return tuple(kept)


def _is_named(store: Store, n: int) -> bool:
    return bool(store.value("SELECT named FROM records WHERE n = ?", n))
