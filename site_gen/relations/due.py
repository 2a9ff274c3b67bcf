"""Records whose time, or that of an entry of their list, has come since the last build.

A time to come counts as unknown (``publication.py``), so that a clock that is ahead neither wins
nor loses. Records to come are not shown, unless a build is told to; their entries are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from site_gen.dependencies import RECORD
from site_gen.model.facts import RecordFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.changes import RelationChanges
from site_gen.relations.duplicates import decode_facts
from site_gen.relations.rows import provider_ids
from site_gen.store import Store


class DueRecord(NamedTuple):
    """A record, as the last build has related it."""

    story: int
    facts: RecordFacts


def latest_entry(facts: RecordFacts) -> int | None:
    """The time of the latest entry of a record's list, if it is later than the record's own."""
    latest = max(_times(facts))
    return latest if latest > facts.published else None


def due_records(store: Store, last: int | None, now: int) -> Mapping[int, DueRecord]:
    """Shown records with a time between two values of “now”, in microseconds since 1970.

    ``last`` is that of the last build; None if there was none. If ``now`` is earlier, the times
    that are in the future again.
    """
    if last is None:
        return {}
    start, end = min(last, now), max(last, now)
    rows = store.execute(_LATER_THAN, (start, start)).fetchall()
    found = {n: DueRecord(story, decode_facts(facts)) for n, story, facts in rows}
    return {
        n: record
        for n, record in found.items()
        if any(start < at <= end for at in _times(record.facts))
    }


_LATER_THAN = (
    "SELECT n, story, facts FROM shown WHERE latest_entry > ? AND story IS NOT NULL "
    "UNION SELECT n, story, facts FROM shown WHERE published > ? AND story IS NOT NULL"
)


def _times(facts: RecordFacts) -> list[int]:
    """The times of a record and of the entries of its list."""
    times = [entry.published for entry in facts.related if entry.published is not None]
    return [facts.published, *times]


def add_due(
    store: Store, due: Mapping[int, DueRecord], aliases: Aliases, changes: RelationChanges
) -> None:
    """Have the pages made again that show these records, and the providers that they mention."""
    provider_id = provider_ids(store)
    for n, record in due.items():
        changes.add(RECORD, n)
        changes.providers.update(
            provider_id(aliases.provider(entry.provider.key))
            for entry in record.facts.shown_related
        )
