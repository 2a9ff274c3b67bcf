"""What the last build published, stored so that a later run notices a sudden loss.

The store has the number of records and the feed ids of the newest ones, for the last edition and
for the last one that differed from it. Feed readers show an entry again if its id changes.
"""

from __future__ import annotations

import msgspec

from site_gen.model import Problem, Severity
from site_gen.plan.feed_entries import entry_id
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.wording import counted

_MOST = 1_000
"""The number of newest records whose feed ids are stored."""
_FEW = 20
"""So many records are a site that just begins. Its editor may delete most of them."""


class Edition(msgspec.Struct, frozen=True):
    """What one build published."""

    records: int
    entries: dict[str, str]
    """Record id → feed id, of the newest records."""


class Editions(msgspec.Struct, frozen=True):
    """The last edition, and the last one that differed from it."""

    last: Edition | None = None
    former: Edition | None = None


def current_edition(library: Library) -> Edition:
    """The edition that the store would publish now."""
    newest = library.newest_ids(_MOST)
    return Edition(library.count, {id_: entry_id(library.record(id_)) for id_ in newest})


def load(store: Store) -> Editions:
    """The stored editions; empty if the store is new."""
    try:
        return store.get("editions", Editions) or Editions()
    except msgspec.MsgspecError:  # another version wrote it
        return Editions()


def save(store: Store, library: Library) -> None:
    """Store the current edition, if it differs from the last one."""
    last, edition = load(store).last, current_edition(library)
    if last != edition:
        store.set("editions", Editions(edition, last))


def is_sudden_loss(before: int, after: int) -> bool:
    """Whether so few records are left of an earlier edition that a mistake is likely."""
    return before >= _FEW and after * 2 < before


def loss_problems(
    before: Edition | None, records: int, severity: Severity, language: str = ""
) -> tuple[Problem, ...]:
    """A problem if fewer than half as many records as in an earlier edition are left.

    ``language`` names the site, if there are several.
    """
    if before is None or not is_sudden_loss(before.records, records):
        return ()
    site = f"{language}: " if language else ""
    return (
        Problem(
            "",
            f"{site}{counted(records, 'record')} left, the edition before had {before.records:,}",
            severity,
            "edition-lost",
            hint="look for a failed fetch, another --content or changed admission settings; if it "
            "is intended, this warning ends with the next build that changes anything",
        ),
    )
