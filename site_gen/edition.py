"""The edition that the last build made, remembered so that a sudden loss is noticed.

The store keeps how many records were published, and the ids that the newest of them have in feeds;
and the same of the edition before, as long as nothing changes. A feed reader takes an entry
whose id has changed for a new one.
"""

from __future__ import annotations

import msgspec

from site_gen.model import Problem, Severity
from site_gen.plan.feed_entries import entry_id
from site_gen.store import Store
from site_gen.store.library import Library

_MOST = 1_000
"""Of this many of the newest records the ids in feeds are remembered: readers get those."""


class Edition(msgspec.Struct, frozen=True):
    """What is remembered of one build."""

    records: int
    """How many were published."""
    entries: dict[str, str]
    """Record id → id in feeds, of the newest records."""


class Editions(msgspec.Struct, frozen=True):
    """The last edition, and the last one that differed from it."""

    last: Edition | None = None
    former: Edition | None = None


def edition_of(library: Library) -> Edition:
    """What is published now."""
    newest = library.newest_ids(_MOST)
    return Edition(library.count, {id_: entry_id(library.record(id_)) for id_ in newest})


def recall(store: Store) -> Editions:
    """What was remembered; nothing if the store is new."""
    try:
        return store.get("editions", Editions) or Editions()
    except msgspec.MsgspecError:  # another version wrote it
        return Editions()


def remember(store: Store, library: Library) -> None:
    """Remember what a build has just published, if anything changed."""
    known, edition = recall(store), edition_of(library)
    if known.last != edition:
        store.set("editions", Editions(edition, known.last))


def lost(before: Edition | None, records: int, severity: Severity) -> tuple[Problem, ...]:
    """A problem if fewer than half of the records of an earlier edition are left."""
    if before is None or records * 2 >= before.records:
        return ()
    return (
        Problem(
            "",
            f"{records:,} records are published, the edition before had {before.records:,}",
            severity,
            "edition-lost",
            hint="look for a fetch that failed, another --content, changed admission settings; "
            "if it is meant, the next build that changes anything takes this as the measure",
        ),
    )
