"""What was decided → record files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from site_gen import workers
from site_gen.errors import OutputError
from site_gen.front_matter import CannotRevise, revise
from site_gen.ingest import files
from site_gen.ingest.deciding import NewRecord, Revision
from site_gen.ingest.fields import text_of

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
    files.replace(content, path, revised)
    return ""
