"""Writing planned changes into the content folder, so that a run may be killed at any moment.

The order: stage new records, note the revisions, revise records, write the ledger, move new records
into place. :func:`repair` completes a run that was killed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from site_gen import workers
from site_gen.errors import OutputError
from site_gen.fetch import content_files
from site_gen.fetch.article_index import ArticleIndex
from site_gen.fetch.existing_records import read_fields
from site_gen.fetch.ledger import Ledger, read_ledger, write_ledger
from site_gen.fetch.record_fields import text_of
from site_gen.fetch.report import RefusedRevision
from site_gen.fetch.revisions import base_of
from site_gen.fetch.source_run import Outcome, PlannedSource
from site_gen.fetch.types import RecordAddition, RecordRevision
from site_gen.front_matter import CannotRevise, revise

_AFTER = {"updatedDateTime": "publishedDateTime", "excerpt": "title"}
"""Field to insert → the field after which it goes."""


def write_changes(
    content: Path, outcomes: Sequence[Outcome], index: ArticleIndex, jobs: int
) -> tuple[list[Outcome], list[RefusedRevision]]:
    """Write the changes of all sources and the ledger.

    Returns the outcomes without the revisions that were not possible, and these revisions. Raises
    OutputError if a file cannot be written.
    """
    planned = [outcome for outcome in outcomes if isinstance(outcome, PlannedSource)]
    additions = [addition for source in planned for addition in source.changes.additions]
    _stage_new(content, additions, jobs)
    _note(content, [revision for source in planned for revision in source.changes.revisions])
    written: list[Outcome] = []
    refused: list[RefusedRevision] = []
    for outcome in outcomes:
        if isinstance(outcome, PlannedSource):
            revised, failures = _revise_all(content, outcome, index)
            written.append(revised)
            refused += failures
        else:
            written.append(outcome)
    if index.changed_files:
        write_ledger(content, index.lines.values(), index.changed_files)
    content_files.place(content, [addition.path for addition in additions])
    return written, refused


def _stage_new(content: Path, additions: Sequence[RecordAddition], jobs: int) -> None:
    """Write new records to where they wait for the ledger, with up to ``jobs`` processes."""
    content_files.stage_folders(content, [addition.path for addition in additions])
    for error in workers.map_ordered(partial(_stage, content), additions, jobs):
        if error is not None:
            raise error


def _stage(content: Path, addition: RecordAddition) -> OutputError | None:
    """Write one record; returns the error, since one raised in a worker loses its attributes."""
    try:
        content_files.stage(content, addition.path, text_of(addition.fields).encode())
    except OSError as error:
        return content_files.unwritable(content / addition.path, error)
    return None


def _note(content: Path, revisions: Sequence[RecordRevision]) -> None:
    """Note what is about to be revised, for :func:`repair`."""
    if revisions:
        # The standard library's json, since the name of a file may be no valid text.
        data = json.dumps(msgspec.to_builtins(revisions)).encode()
        content_files.replace_in(content, content / content_files.BEGUN, data)


def _revise_all(
    content: Path, source: PlannedSource, index: ArticleIndex
) -> tuple[PlannedSource, list[RefusedRevision]]:
    """Revise the records of a source; returns it without the revisions that were not possible."""
    done = list(source.changes.changes)
    refused = []
    for revision in source.changes.revisions:
        reason = _revise(content, revision)
        if reason:
            index.update(revision.before)
            done.remove(revision)
            refused.append(RefusedRevision(revision.path, reason))
    changes = msgspec.structs.replace(
        source.changes,
        changes=tuple(done),
        waiting=source.changes.waiting or bool(refused),
    )
    return msgspec.structs.replace(source, changes=changes), refused


def _revise(content: Path, revision: RecordRevision) -> str:
    """Change fields in a record's file, and no other byte; returns why that is not possible."""
    path = content / revision.path
    try:
        revised = revise(path.read_bytes(), revision.changes, after=_AFTER)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    except CannotRevise as error:
        return str(error)
    content_files.replace_in(content, path, revised)
    return ""


def repair(content: Path, ledger: Ledger, limit: int) -> Ledger:
    """Complete a run that was killed: enter its revisions into the ledger, place its records.

    Returns the ledger as it is then. Raises OutputError if a file cannot be written.
    """
    ledger = _enter_revisions(content, ledger, limit)
    content_files.recover(content, (line.record_id for line in ledger.values()))
    return ledger


def _enter_revisions(content: Path, ledger: Ledger, limit: int) -> Ledger:
    """The ledger with the revisions that were noted and made, but not entered.

    Otherwise the new values in a record would be taken for an editor's, and stay forever.
    """
    try:
        noted = json.loads((content / content_files.BEGUN).read_bytes())
        begun = msgspec.convert(noted, list[RecordRevision])
    except (OSError, ValueError):  # msgspec's errors are ValueErrors
        return ledger
    lines = dict(ledger)
    for revision in begun:
        line = lines.get(revision.before.key)
        if line is not None:
            fields = read_fields(content, revision.path, limit)
            made = [name for name, value in revision.changes.items() if fields.get(name) == value]
            base = base_of({name: fields[name] for name in made})
            lines[line.key] = msgspec.structs.replace(line, base={**line.base, **base})
    changed = {line.file for key, line in lines.items() if line != ledger[key]}
    if not changed:
        return ledger
    write_ledger(content, lines.values(), changed)
    return read_ledger(content)
