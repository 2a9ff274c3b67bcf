"""The relations of each shown record, put together from all other relations for its pages."""

from __future__ import annotations

from collections.abc import Iterable

from site_gen import dependencies as items
from site_gen.model.facts import RecordFacts, Relations
from site_gen.relations.aliases import Aliases
from site_gen.relations.changes import RelationChanges
from site_gen.relations.duplicates import decode_facts
from site_gen.relations.related_entries import decode_resolved, listed_by
from site_gen.store import Store, encode

_CHUNK = 2_000
"""Records that are read and written at once."""


def update(
    store: Store,
    numbers: Iterable[int],
    aliases: Aliases,
    window_hours: float,
    changes: RelationChanges,
) -> None:
    """Write the relations of these records where they differ."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _CHUNK):
        with store.temp_table(ordered[start : start + _CHUNK]) as table:
            rows = store.execute(
                "SELECT s.n, s.data, s.facts, s.resolved, st.id, "  # noqa: S608
                "EXISTS (SELECT 1 FROM links WHERE target = s.n) "
                f"FROM {table} CROSS JOIN shown s ON s.n = x JOIN stories st ON st.n = s.story"
            ).fetchall()
        written = []
        for n, before, data, resolved, story, is_target in rows:
            facts = decode_facts(data)
            ids = tuple([_id(store, n) for n in decode_resolved(resolved)]) if resolved else None
            sources = listed_by(store, n, facts.published, window_hours) if is_target else ()
            relations = encode(_relations(facts, ids, story, sources, aliases))
            if relations != before:
                written.append((relations, n))
        store.executemany("UPDATE shown SET data = ? WHERE n = ?", written)
        for _, n in written:
            changes.add(items.RECORD, n)


def _relations(
    facts: RecordFacts,
    related_ids: tuple[str, ...] | None,
    story: str,
    sources: tuple[str, ...],
    aliases: Aliases,
) -> Relations:
    entries = facts.shown_related
    return Relations(
        topics=tuple(dict.fromkeys([aliases.topic(slug) for slug, _ in facts.topics])),
        provider=aliases.provider(facts.provider.key),
        shown_positions=facts.shown_positions,
        related_providers=tuple([aliases.provider(entry.provider.key) for entry in entries]),
        related_ids=("",) * len(entries) if related_ids is None else related_ids,
        story=story,
        listed_by=sources,
        duplicates=facts.duplicates,
    )


def _id(store: Store, n: int) -> str:
    """The id of a shown record; empty if ``n`` is 0."""
    return store.value("SELECT id FROM shown WHERE n = ?", n) if n else ""
