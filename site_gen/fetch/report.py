"""The result of a run of ``fetch``, as ``--report`` writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from site_gen.fetch.source_run import FailedSource, Outcome, PlannedSource, SkippedSource
from site_gen.fetch.sources import shown_url, source_name
from site_gen.fetch.types import Answer, Failure, Notice

UNDATED = frozenset(("ambiguous-date", "unreadable-date"))
"""Codes of notices about dates that an entry has and that cannot be understood."""


class Status(StrEnum):
    """What became of a source."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    GONE = "gone"
    """It was gone for good in an earlier run, and was not asked."""


class SourceReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one source."""

    url: str
    name: str
    status: Status
    http_status: int = 0
    """0 if there was no answer."""
    new: int = 0
    updated: int = 0
    known: int = 0
    """Articles that needed no change."""
    dropped: int = 0
    """Entries that a rule drops."""
    nowhere: int = 0
    """Entries without an address, or without a title."""
    failure: Failure | None = None
    moved_to: str = ""
    """Where permanent redirects lead: the address to write into site.yaml."""
    faults: tuple[str, ...] = ()
    """Errors in the feed that were repaired or skipped."""
    notices: tuple[Notice, ...] = ()
    """What could not be used of entries, such as a date."""
    unmapped: dict[str, int] = {}
    """Categories that have no topic → number of entries with them."""
    records: tuple[str, ...] = ()
    """Paths of new and revised records within the content folder."""
    attempts: int = 0
    seconds: float = 0.0


class RefusedRevision(msgspec.Struct, frozen=True):
    """A record that its source has changed, and that could not be revised."""

    path: str
    reason: str


class FetchReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did; for a dry run, what it would have done."""

    now: datetime
    dry_run: bool
    new: int
    updated: int
    failed: int
    sources: tuple[SourceReport, ...]
    """In the order of the configuration, those that were selected."""
    doubts: tuple[RefusedRevision, ...] = ()

    @property
    def exit_status(self) -> int:
        """3 if no source could be read, 1 if some could not, else 0."""
        failed = sum(source.status is Status.FAILED for source in self.sources)
        if not failed:
            return 0
        read = any(source.status in (Status.READ, Status.UNCHANGED) for source in self.sources)
        return 1 if read else 3


def fetch_report(
    outcomes: Iterable[Outcome],
    refused: Sequence[RefusedRevision],
    now: datetime,
    *,
    dry_run: bool,
) -> FetchReport:
    """The report about these outcomes."""
    sources = tuple(map(_source_report, outcomes))
    return FetchReport(
        now=now,
        dry_run=dry_run,
        new=sum(source.new for source in sources),
        updated=sum(source.updated for source in sources),
        failed=sum(source.failure is not None for source in sources),
        sources=sources,
        doubts=tuple(refused),
    )


def _source_report(outcome: Outcome) -> SourceReport:
    run = outcome.run
    answer = Answer(url="") if isinstance(outcome, SkippedSource) else outcome.answer
    failure = outcome.failure if isinstance(outcome, SkippedSource | FailedSource) else None
    title = outcome.feed.title if isinstance(outcome, PlannedSource) else run.state.title
    report = SourceReport(
        url=shown_url(run.source),
        name=source_name(run.source, title),
        status=_status(outcome, failure),
        http_status=answer.status,
        failure=failure,
        moved_to=answer.moved_to,
        attempts=answer.attempts,
        seconds=round(answer.seconds, 3),
    )
    if not isinstance(outcome, PlannedSource):
        return report
    changes, articles = outcome.changes, outcome.articles
    return msgspec.structs.replace(
        report,
        new=len(changes.additions),
        updated=len(changes.revisions),
        known=changes.known,
        dropped=articles.dropped,
        nowhere=articles.nowhere,
        faults=outcome.feed.faults,
        notices=articles.notices,
        unmapped=articles.unmapped,
        records=(
            *[addition.path for addition in changes.additions],
            *[revision.path for revision in changes.revisions],
        ),
    )


def _status(outcome: Outcome, failure: Failure | None) -> Status:
    if failure:
        return Status.FAILED
    if isinstance(outcome, SkippedSource):
        return Status.GONE
    return Status.READ if isinstance(outcome, PlannedSource) else Status.UNCHANGED
