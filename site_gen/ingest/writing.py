"""Record files: written whole or not at all, and never over another."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from site_gen import workers
from site_gen.errors import OutputError
from site_gen.front_matter import CannotRevise, revise
from site_gen.ingest.deciding import NewRecord, Revision
from site_gen.ingest.fields import text_of
from site_gen.ingest.ledger import FOLDER, replace


def tidy(content: Path) -> None:
    """Remove what a run that was killed had begun to write."""
    for part in (content / FOLDER).glob(".*.part"):
        part.unlink(missing_ok=True)


def write_new(content: Path, records: Sequence[NewRecord], jobs: int) -> None:
    """Write new records, with up to ``jobs`` processes.

    Raises OutputError if one cannot be written; those before it are there, and whole.
    """
    for folder in {(content / record.path).parent for record in records} | {content / FOLDER}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error
    for failure in workers.map_ordered(partial(_write, content), records, jobs):
        if failure:
            raise OutputError(*failure[:1], hint=failure[1])


def _write(content: Path, record: NewRecord) -> tuple[str, str] | None:
    """Write one record; message and hint if that cannot be."""
    path = content / record.path
    # The folder of the parts is hidden, so no build ever reads a half file, and on the same
    # disk. A link, unlike a move, never takes the place of what is there.
    part = content / FOLDER / f".{path.name}.{os.getpid()}.part"
    try:
        part.write_text(text_of(record.fields), encoding="utf-8", newline="\n")
        _place(part, path)
    except FileExistsError:
        return f"{path}: is there all at once", "fetch again: it is known then"
    except OSError as error:
        return f"{path}: cannot be written: {error.strerror or error}", "fetch again when it can"
    finally:
        part.unlink(missing_ok=True)
    return None


def _place(part: Path, path: Path) -> None:
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        if path.exists():
            raise FileExistsError(path) from None
        part.replace(path)


def revise_record(content: Path, revision: Revision) -> str:
    """Change fields in a record's file, and no other byte; why that cannot be, or nothing.

    Raises OutputError if the file cannot be written.
    """
    path = content / revision.path
    try:
        data = path.read_bytes()
        new = revise(data, revision.changes, after={"updatedDateTime": "publishedDateTime"})
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    except CannotRevise as error:
        return str(error)
    replace(path, new)
    return ""


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written: {error.strerror or error}")
