"""Files of the content folder, written in one step and never over a file that is already there.

New records are staged where no build reads them, then entered into the ledger, then moved into
place. The ledger decides: a run that is killed before it is written has done nothing; one that is
killed after it is completed by the next.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from site_gen.atomic import replace_file
from site_gen.errors import OutputError
from site_gen.urls import record_id

FOLDER = ".fetched"
"""For the ledger, within the content folder; hidden, so that builds ignore it."""
_STAGE = ".new"
"""Within that folder, for new records that are not in the ledger yet."""
BEGUN = f"{FOLDER}/{_STAGE}/revisions.json"
"""The revisions that a run is about to make, until they are in the ledger."""


def recover(content: Path, ids: Iterable[str]) -> None:
    """Move the staged records of a run that was killed into place.

    ``ids`` are those in the ledger; they are read only if there are staged records. A staged record
    that is in the ledger is complete, and is moved; others are removed, and will be fetched again.
    A record that was moved and then deleted stays deleted. Raises OutputError if one cannot be
    moved.
    """
    folder = content / FOLDER
    for part in folder.glob(".*.part"):
        with suppress(OSError):  # it does no harm
            part.unlink()
    all_staged = sorted((folder / _STAGE).rglob("*.md"))
    known = set(ids) if all_staged else set()
    for staged in all_staged:
        path = content / staged.relative_to(folder / _STAGE)
        if record_id(path.stem) in known and not path.exists():
            make_folder(path.parent)
            _move(staged, path)
    shutil.rmtree(folder / _STAGE, ignore_errors=True)


def stage(content: Path, path: str, data: bytes) -> None:
    """Stage a new record; ``path`` is where it will be in the content folder.

    Its folder must exist. Raises OSError if it cannot be written.
    """
    (content / FOLDER / _STAGE / path).write_bytes(data)


def stage_folders(content: Path, paths: Iterable[str]) -> None:
    """Make the folders for staging records at these paths, and for moving them into place.

    Raises OutputError if they cannot be made.
    """
    for folder in sorted({str(PurePosixPath(path).parent) for path in paths}):
        make_folder(content / FOLDER / _STAGE / folder)
        make_folder(content / folder)


def place(content: Path, paths: Iterable[str]) -> None:
    """Move staged files into place; a file that is already there is not replaced.

    Raises OutputError if that is not possible; the next run does it then.
    """
    for path in paths:
        if not (content / path).exists():
            _move(content / FOLDER / _STAGE / path, content / path)
    shutil.rmtree(content / FOLDER / _STAGE, ignore_errors=True)


def _move(staged: Path, path: Path) -> None:
    try:
        staged.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder and its parents; raises OutputError if it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def replace(path: Path, data: bytes, parts: Path) -> None:
    """Write a file in one step; it keeps its mode, and a symbolic link remains one.

    ``parts`` is a folder on the same disk for the temporary file. Raises OSError if the file cannot
    be written; then it is unchanged.
    """
    path = path.resolve()
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    replace_file(path, data, parts, mode=mode)


def replace_in(content: Path, path: Path, data: bytes) -> None:
    """Like :func:`replace`, for a file of the content folder; raises OutputError."""
    make_folder(content / FOLDER)
    make_folder(path.parent)
    try:
        replace(path, data, content / FOLDER)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error for a file or folder that cannot be written."""
    return OutputError(
        f"{path}: cannot be written: {error.strerror or error}",
        hint="files that were written are complete; solve this and fetch again",
    )
