"""What was decided → record files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from site_gen import workers
from site_gen.errors import OutputError
from site_gen.fetch import content_files
from site_gen.fetch.existing_records import read_fields
from site_gen.fetch.ledger import Ledger, read_ledger, write_ledger
from site_gen.fetch.planning import RecordAddition, RecordRevision
from site_gen.fetch.record_fields import text_of
from site_gen.fetch.revisions import base_of
from site_gen.front_matter import CannotRevise, revise

_AFTER = {"updatedDateTime": "publishedDateTime", "excerpt": "title"}
"""Where a field goes that a record does not have yet."""


def stage_new(content: Path, records: Sequence[RecordAddition], jobs: int) -> None:
    """Write new records to where they wait for the ledger, with up to ``jobs`` processes.

    Raises OutputError if one cannot be written.
    """
    content_files.stage_folders(content, [record.path for record in records])
    for failure in workers.map_ordered(partial(_stage, content), records, jobs):
        if failure is not None:
            raise failure


def _stage(content: Path, record: RecordAddition) -> OutputError | None:
    """Write one record; the error if that cannot be, which a worker could not raise whole."""
    try:
        content_files.stage(content, record.path, text_of(record.fields).encode())
    except OSError as error:
        return content_files.unwritable(content / record.path, error)
    return None


def note(content: Path, revisions: Sequence[RecordRevision]) -> None:
    """Write down what is going to be revised, for the run after one that is killed at it.

    Raises OutputError if that cannot be.
    """
    if revisions:
        # The library's json, since a file's name may be no text at all.
        noted = json.dumps(msgspec.to_builtins(revisions))
        content_files.replace_in(content, content / content_files.BEGUN, noted.encode())


def catch_up(content: Path, ledger: Ledger, limit: int) -> Ledger:
    """The ledger, with what a run that was killed revised and could not enter any more.

    Without this the new words in a record would be taken for a person's, and stay for ever.
    """
    try:
        noted = json.loads((content / content_files.BEGUN).read_bytes())
        begun = msgspec.convert(noted, list[RecordRevision])
    except (OSError, ValueError):  # also those of msgspec
        return ledger
    lines = dict(ledger)
    for revision in begun:
        line = lines.get(revision.before.key)
        if line is not None:
            fields = read_fields(content, revision.path, limit)
            made = [name for name, value in revision.changes.items() if fields.get(name) == value]
            marks = base_of({name: fields[name] for name in made})
            lines[line.key] = msgspec.structs.replace(line, base={**line.base, **marks})
    changed = {line.file for key, line in lines.items() if line != ledger[key]}
    if not changed:
        return ledger
    write_ledger(content, lines.values(), changed)
    return read_ledger(content)


def revise_record(content: Path, revision: RecordRevision) -> str:
    """Change fields in a record's file, and no other byte; why that cannot be, or nothing.

    Raises OutputError if the file cannot be written.
    """
    path = content / revision.path
    try:
        revised = revise(path.read_bytes(), revision.changes, after=_AFTER)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    except CannotRevise as error:
        return str(error)
    content_files.replace_in(content, path, revised)
    return ""
