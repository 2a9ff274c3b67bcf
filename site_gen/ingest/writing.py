"""What was decided → record files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from site_gen import workers
from site_gen.errors import OutputError
from site_gen.front_matter import CannotRevise, revise
from site_gen.ingest import files
from site_gen.ingest.deciding import NewRecord, Revision
from site_gen.ingest.fields import text_of
from site_gen.ingest.holdings import read_fields
from site_gen.ingest.ledger import Ledger, read_ledger, write_ledger
from site_gen.ingest.revising import base_of

_AFTER = {"updatedDateTime": "publishedDateTime", "excerpt": "title"}
"""Where a field goes that a record does not have yet."""


def stage_new(content: Path, records: Sequence[NewRecord], jobs: int) -> None:
    """Write new records to where they wait for the ledger, with up to ``jobs`` processes.

    Raises OutputError if one cannot be written.
    """
    files.stage_folders(content, [record.path for record in records])
    for failure in workers.map_ordered(partial(_stage, content), records, jobs):
        if failure is not None:
            raise failure


def _stage(content: Path, record: NewRecord) -> OutputError | None:
    """Write one record; the error if that cannot be, which a worker could not raise whole."""
    try:
        files.stage(content, record.path, text_of(record.fields).encode())
    except OSError as error:
        return files.unwritable(content / record.path, error)
    return None


def note(content: Path, revisions: Sequence[Revision]) -> None:
    """Write down what is going to be revised, for the run after one that is killed at it.

    Raises OutputError if that cannot be.
    """
    if revisions:
        # The library's json, since a file's name may be no text at all.
        noted = json.dumps(msgspec.to_builtins(revisions))
        files.replace_in(content, content / files.BEGUN, noted.encode())


def catch_up(content: Path, ledger: Ledger, limit: int) -> Ledger:
    """The ledger, with what a run that was killed revised and could not enter any more.

    Without this the new words in a record would be taken for a person's, and stay for ever.
    """
    try:
        noted = json.loads((content / files.BEGUN).read_bytes())
        begun = msgspec.convert(noted, list[Revision])
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


def revise_record(content: Path, revision: Revision) -> str:
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
    files.replace_in(content, path, revised)
    return ""
