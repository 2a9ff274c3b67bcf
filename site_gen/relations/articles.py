"""What pages know of a shown record beside its text, put together from all relations."""

from __future__ import annotations

from collections.abc import Iterable

from site_gen import dependencies as items
from site_gen.model.facts import Facts, Relations
from site_gen.relations.aliases import Aliases
from site_gen.relations.changes import Changes
from site_gen.relations.listed import listed_by, stored_facts, stored_resolved
from site_gen.store import Store, encode


def update(
    store: Store,
    numbers: Iterable[int],
    aliases: Aliases,
    window_hours: float,
    changes: Changes,
) -> None:
    """Put together these records anew; nothing depends on one that is the same."""
    for n in sorted(numbers):
        row = store.execute(
            "SELECT s.data, st.id FROM shown s JOIN stories st ON st.n = s.story WHERE s.n = ?",
            (n,),
        ).fetchone()
        facts = stored_facts(store, n)
        data = encode(_relations(store, n, facts, row[1], aliases, window_hours))
        if data != row[0]:
            store.execute("UPDATE shown SET data = ? WHERE n = ?", (data, n))
            changes.put(items.RECORD, n)


def _relations(
    store: Store, n: int, facts: Facts, story: str, aliases: Aliases, window_hours: float
) -> Relations:
    entries = facts.shown
    resolved = stored_resolved(store, n, facts)
    return Relations(
        topics=tuple(dict.fromkeys(aliases.topic(slug) for slug, _ in facts.topics)),
        provider=aliases.provider(facts.provider.slug),
        kept=facts.kept,
        related_providers=tuple([aliases.provider(entry.provider.slug) for entry in entries]),
        related_ids=tuple([_id(store, other) if other else "" for other in resolved]),
        story=story,
        listed_by=listed_by(store, n, facts.published, window_hours),
        others=facts.others,
    )


def _id(store: Store, n: int) -> str:
    id_: str = store.value("SELECT id FROM shown WHERE n = ?", n)
    return id_
