"""What a run of ``fetch`` did, as ``--report`` writes it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from site_gen.fetch.types import Failure, Notice

UNDATED = frozenset(("ambiguous-date", "unreadable-date"))
"""Codes of notices that say that an entry has a date, and that nobody can tell which."""


class Status(StrEnum):
    """What came of a source."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    GONE = "gone"
    """It said in an earlier run that it is gone for good, and was not asked."""


class SourceReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one source."""

    url: str
    name: str
    status: Status
    http_status: int = 0
    """0 if there was no answer."""
    new: int = 0
    updated: int = 0
    known: int = 0
    """Articles about which there was nothing to be done."""
    dropped: int = 0
    """Entries that a rule drops."""
    nowhere: int = 0
    """Entries without an address, or without a word."""
    failure: Failure | None = None
    moved_to: str = ""
    """Where permanent redirects lead: the address to write into site.yaml."""
    faults: tuple[str, ...] = ()
    """What was wrong with the feed and was read around."""
    notices: tuple[Notice, ...] = ()
    """What could not be taken from entries as it stands, such as a date."""
    unmapped: dict[str, int] = {}
    """Categories that led to no topic → number of entries that have them."""
    records: tuple[str, ...] = ()
    """Paths within the content folder, of new records and of revised ones."""
    attempts: int = 0
    seconds: float = 0.0


class DateDoubt(msgspec.Struct, frozen=True):
    """A record whose source has changed, and which could not be changed."""

    path: str
    reason: str


class FetchReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did; of a dry run, what it would have done."""

    now: datetime
    dry_run: bool
    new: int
    updated: int
    failed: int
    sources: tuple[SourceReport, ...]
    """In the order of the configuration, those that were meant."""
    doubts: tuple[DateDoubt, ...] = ()

    @property
    def exit_status(self) -> int:
        """3 if not one source could be read, 1 if some could not, else 0."""
        failed = sum(source.status is Status.FAILED for source in self.sources)
        if not failed:
            return 0
        alive = any(source.status in (Status.READ, Status.UNCHANGED) for source in self.sources)
        return 1 if alive else 3
