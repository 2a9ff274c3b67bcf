"""Files of the content folder: written whole or not at all, a new one never over another."""

from __future__ import annotations

import os
from pathlib import Path

from site_gen.errors import OutputError

FOLDER = ".fetched"
"""In the content folder, for the ledger; hidden, so that it is no content.

Files that are being written lie here too: on the same disk, where no build reads them, and where
the next run finds what was left by one that was killed.
"""


def tidy(content: Path) -> None:
    """Remove what a run that was killed had begun to write."""
    for part in (content / FOLDER).glob(".*.part"):
        part.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it; raises OutputError if it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def create(content: Path, path: Path, data: bytes) -> None:
    """Write a file that is not there; its folder is.

    Raises FileExistsError if it is there, other OSErrors if it cannot be written.
    """
    part = _part(content)
    try:
        part.write_bytes(data)
        _place(part, path)
    finally:
        part.unlink(missing_ok=True)


def _place(part: Path, path: Path) -> None:
    """Give a whole file its name: a link, unlike a move, never takes the place of another."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a disk that has no links
        if path.exists():
            raise FileExistsError(path) from None
        part.replace(path)


def replace(content: Path, path: Path, data: bytes) -> None:
    """Put these bytes in the place of a file, if there is one; its mode stays, and a link a link.

    Raises OutputError if they cannot be written.
    """
    path = path.resolve()
    make_folder(content / FOLDER)
    part = _part(content)
    try:
        part.write_bytes(data)
        if path.exists():
            part.chmod(path.stat().st_mode)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def _part(content: Path) -> Path:
    return content / FOLDER / f".{os.getpid()}.part"


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error of a file or folder that cannot be written."""
    return OutputError(
        f"{path}: cannot be written: {error.strerror or error}",
        hint="what is written is whole; fetch again when it can be",
    )
