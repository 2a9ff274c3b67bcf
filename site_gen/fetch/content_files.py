"""Files of the content folder: written whole or not at all, a new one never over another.

New records are staged: written to where no build reads them, then entered into the ledger, then
moved to their places. The ledger decides: a run that is killed before it is written has done
nothing, and one that is killed after it is put to its end by the next.
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
"""In the content folder, for the ledger; hidden, so that it is no content."""
_STAGE = ".new"
"""In that folder: new records wait here until the ledger knows them."""
BEGUN = f"{FOLDER}/{_STAGE}/revisions.json"
"""What a run is about to change in records, until the ledger knows it."""


def recover(content: Path, ids: Iterable[str]) -> None:
    """Put a run that was killed to its end: give its records their places.

    ``ids`` are those in the ledger, and looked at only if something was left. What the ledger
    knows was written whole, and is placed; the rest is removed, and will be read again. A record
    that was placed and then deleted is neither. Raises OutputError if one cannot be placed.
    """
    folder = content / FOLDER
    for part in folder.glob(".*.part"):
        with suppress(OSError):  # it is in nobody's way
            part.unlink()
    waiting = sorted((folder / _STAGE).rglob("*.md"))
    known = set(ids) if waiting else set()
    for staged in waiting:
        path = content / staged.relative_to(folder / _STAGE)
        if record_id(path.stem) in known and not path.exists():
            make_folder(path.parent)
            _move(staged, path)
    shutil.rmtree(folder / _STAGE, ignore_errors=True)


def stage(content: Path, path: str, data: bytes) -> None:
    """Write the file of a new record to where it waits; ``path`` is its place in the content.

    Its folder is there. Raises OSError if it cannot be written.
    """
    (content / FOLDER / _STAGE / path).write_bytes(data)


def stage_folders(content: Path, paths: Iterable[str]) -> None:
    """Make the folders in which these files will wait, and those of their places.

    Raises OutputError if they cannot be made.
    """
    for folder in sorted({str(PurePosixPath(path).parent) for path in paths}):
        make_folder(content / FOLDER / _STAGE / folder)
        make_folder(content / folder)


def place(content: Path, paths: Iterable[str]) -> None:
    """Give staged files their places; one that is taken by now stays as it is.

    Raises OutputError if that cannot be; the next run does it then.
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
    """Make a folder, with those above it; raises OutputError if it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def replace(path: Path, data: bytes, parts: Path) -> None:
    """Put these bytes in the place of a file, if there is one; its mode stays, and a link a link.

    ``parts`` is a folder of the same disk, in which they lie until they are whole. Raises OSError
    if they cannot be written; then the file is as it was.
    """
    path = path.resolve()
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    replace_file(path, data, parts, mode=mode)


def replace_in(content: Path, path: Path, data: bytes) -> None:
    """The same for a file of the content folder; raises OutputError."""
    make_folder(content / FOLDER)
    make_folder(path.parent)
    try:
        replace(path, data, content / FOLDER)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error of a file or folder that cannot be written."""
    return OutputError(
        f"{path}: cannot be written: {error.strerror or error}",
        hint="what is written is whole; fetch again when it can be",
    )
