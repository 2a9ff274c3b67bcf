"""What pages know of a shown record beside its text, put together from all relations."""

from __future__ import annotations

from collections.abc import Iterable

from site_gen import dependencies as items
from site_gen.model.facts import RecordFacts, Relations
from site_gen.relations.aliases import Aliases
from site_gen.relations.changes import RelationChanges
from site_gen.relations.duplicates import decode_facts
from site_gen.relations.related_entries import decode_resolved, listed_by
from site_gen.store import Store, encode


def update(
    store: Store,
    numbers: Iterable[int],
    aliases: Aliases,
    window_hours: float,
    changes: RelationChanges,
) -> None:
    """Put together these records anew; nothing depends on one that is the same."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _CHUNK):
        some = ordered[start : start + _CHUNK]
        with store.set_of(some) as table:
            rows = store.execute(
                "SELECT s.n, s.data, s.facts, s.resolved, st.id, "  # noqa: S608
                "EXISTS (SELECT 1 FROM links WHERE target = s.n) "
                f"FROM {table} CROSS JOIN shown s ON s.n = x JOIN stories st ON st.n = s.story"
            ).fetchall()
        written = []
        for n, before, facts, resolved, story, is_target in rows:
            found = decode_facts(facts)
            ids = tuple([_id(store, n) for n in decode_resolved(resolved)]) if resolved else None
            others = listed_by(store, n, found.published, window_hours) if is_target else ()
            data = encode(_relations(found, ids, story, others, aliases))
            if data != before:
                written.append((data, n))
        store.executemany("UPDATE shown SET data = ? WHERE n = ?", written)
        for _, n in written:
            changes.put(items.RECORD, n)


_CHUNK = 2_000


def _relations(
    facts: RecordFacts,
    ids: tuple[str, ...] | None,
    story: str,
    others: tuple[str, ...],
    aliases: Aliases,
) -> Relations:
    entries = facts.shown
    return Relations(
        topics=tuple(dict.fromkeys([aliases.topic(slug) for slug, _ in facts.topics])),
        provider=aliases.provider(facts.provider.mark),
        kept=facts.kept,
        related_providers=tuple([aliases.provider(entry.provider.mark) for entry in entries]),
        related_ids=("",) * len(entries) if ids is None else ids,
        story=story,
        listed_by=others,
        others=facts.others,
    )


def _id(store: Store, n: int) -> str:
    """The id of a record of the site, empty for none."""
    return store.value("SELECT id FROM shown WHERE n = ?", n) if n else ""
