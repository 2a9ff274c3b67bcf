"""Records whose time, or that of an entry of their list, has come since the last build.

A time to come counts as unknown (``publication.py``), so that a clock that is ahead neither wins
nor loses. Records to come are not shown, unless a build is told to; their entries are.
"""

from __future__ import annotations

from site_gen.dependencies import RECORD
from site_gen.model.facts import RecordFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.changes import RelationChanges
from site_gen.relations.duplicates import ShownChanges, decode_facts
from site_gen.relations.rows import provider_ids
from site_gen.store import Store


def latest_entry(facts: RecordFacts) -> int | None:
    """The time of the latest entry of a record's list, if it is later than the record's own."""
    times = [entry.published for entry in facts.related if entry.published is not None]
    latest = max(times, default=facts.published)
    return latest if latest > facts.published else None


def due_records(store: Store, before: int | None, now: int) -> dict[int, bytes]:
    """Records with a time between two values of “now”, in microseconds since 1970 → their facts.

    ``before`` is that of the last build; None if there was none.
    """
    if before is None or before == now:
        return {}
    start, end = min(before, now), max(before, now)
    rows = store.execute(_LATER_THAN, (start, start)).fetchall()
    return {n: facts for n, facts in rows if any(start < at <= end for at in _times(facts))}


_LATER_THAN = (
    "SELECT n, facts FROM shown WHERE latest_entry > ? "
    "UNION SELECT n, facts FROM shown WHERE published > ?"
)


def _times(data: bytes) -> list[int]:
    facts = decode_facts(data)
    times = [entry.published for entry in facts.related if entry.published is not None]
    return [facts.published, *times]


def add_due(
    store: Store,
    due: dict[int, bytes],
    shown: ShownChanges,
    aliases: Aliases,
    changes: RelationChanges,
) -> None:
    """Relate these records again, and the providers that their lists mention."""
    provider_id = provider_ids(store)
    for n, data in due.items():
        facts = decode_facts(data)
        if n in shown.removed:
            continue
        if n not in shown.updated:
            shown.updated.add(n)
            if facts.duplicates:
                shown.merged[n] = data
        changes.add(RECORD, n)
        changes.providers.update(
            provider_id(aliases.provider(entry.provider.key)) for entry in facts.shown_related
        )
