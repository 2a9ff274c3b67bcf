"""Outputs → folder: only what changed, nothing stale, never half a file.

Which files are the site's own is in the store: it names all that may be made before the first
is written. So a build that is killed at any moment leaves nothing behind that the next one does
not know as its own.

A folder is the site's own if it is new or empty, if the store knows it, or if it carries the mark
that every build leaves (``signature.py``); where the store is lost, pages say by their
signature that they are ours. In any other folder nothing is overwritten, and in none is
a foreign file removed.
"""

# ruff: noqa: PTH120
from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Self

import msgspec

from site_gen.atomic import replace_file
from site_gen.errors import OutputError, UsageError
from site_gen.file_signature import MODE, OPEN, UNKNOWN, Signature, is_as_made, signature_of
from site_gen.folders import real_path
from site_gen.model import Output
from site_gen.output_marker import is_marked, signed_files

_PARTS = ".site_gen-parts"
"""Folder in the output for files that are still being written: same disk, own names."""


class Change(StrEnum):
    WRITTEN = "written"
    UNCHANGED = "unchanged"


class WriteResult(msgspec.Struct, frozen=True):
    """What became of one output."""

    path: str
    size: int
    change: Change
    digest: bytes = b""
    """BLAKE2b-128 of its bytes."""
    signature: Signature = UNKNOWN
    """Of the file that has them."""


def check_folder(output: Path, protected: Iterable[Path]) -> None:
    """Refuse an output folder that is, holds or lies in what must not be written to.

    ``protected`` are the folders of content and theme, and the working folder, which
    alone may hold the output. Raises UsageError.
    """
    target = real_path(output)
    working = Path.cwd().resolve()
    for folder in (working, *map(real_path, protected)):
        if target == folder or target in folder.parents:
            raise UsageError(
                f"--output {output} is or holds {folder}",
                hint="name a folder of its own, such as _site",
            )
        if folder != working and folder in target.parents:
            raise UsageError(
                f"--output {output} lies in {folder}", hint="name a folder outside of it"
            )
    if output.exists() and not output.is_dir():
        raise UsageError(f"--output {output} is not a folder")


class Folder:
    """The output folder of one site. Which of its files are the site's own is in the store."""

    def __init__(self, output: Path) -> None:
        self.root = real_path(output)
        self._known_folders: set[str] = set()

    def is_settled(self) -> bool:
        """Whether no build was killed while it wrote here."""
        return not (self.root / _PARTS).exists()

    def recognised(self, planned: Iterable[str]) -> set[str]:
        """What an earlier build made in here, told without a store.

        Raises UsageError if ``planned`` paths would overwrite files that no build made.
        """
        if is_marked(self.root):
            return signed_files(self.root)
        self._refuse_foreign(planned)
        return set()

    def open(self) -> None:
        """Get ready to write; raises OutputError."""
        try:
            parts = self.root / _PARTS
            shutil.rmtree(parts, ignore_errors=True)  # left by a killed build
            if parts.is_symlink() or parts.is_file():
                parts.unlink()
            is_new = not self.root.exists()
            parts.mkdir(parents=True, exist_ok=True)
            if is_new:
                _open_to_all(self.root)
        except OSError as error:
            raise self._failed(self.root, error) from error

    def make_way(self, stale: Iterable[str], planned: Callable[[str], bool]) -> None:
        """Remove stale files where folders must be now, and in folders where files must be.

        ``planned`` says whether the site has a file at a path, or below it with a slash at its end.
        """
        for path in stale:
            above = [str(parent) for parent in PurePosixPath(path).parents][:-1]
            if planned(f"{path}/") or any(map(planned, above)):
                self.remove(path)

    def _refuse_foreign(self, planned: Iterable[str]) -> None:
        foreign = sorted(path for path in planned if os.path.lexists(self.root / path))
        if foreign:
            more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
            raise UsageError(
                f"{self.root.name}/ has files that no build made and this one would overwrite: "
                f"{foreign[0]}{more}",
                hint="empty the folder, or name another with --output",
            )

    def put(self, output: Output) -> WriteResult:
        """Write one file unless it is there already as it would be; raises OutputError."""
        path = f"{self.root}/{output.path}"
        change = Change.UNCHANGED
        try:
            folder = os.path.dirname(path)
            if folder not in self._known_folders:
                self._make_folder(Path(folder))
            if not _same(path, output.data):
                change = Change.WRITTEN
                self._clear(Path(path))
                replace_file(path, output.data, f"{self.root}/{_PARTS}", mode=MODE)
        except OSError as error:
            raise self._failed(Path(path), error) from error
        return _written(output, change, path)

    def sign(self, mark: Output) -> WriteResult:
        """Write the mark anew, even if it has these bytes already; raises OutputError."""
        path = f"{self.root}/{mark.path}"
        try:
            change = Change.UNCHANGED if _same(path, mark.data) else Change.WRITTEN
            self._clear(Path(path))
            replace_file(path, mark.data, f"{self.root}/{_PARTS}", mode=MODE)
        except OSError as error:
            raise self._failed(Path(path), error) from error
        return _written(mark, change, path)

    @staticmethod
    def _clear(path: Path) -> None:
        """Remove an empty folder where a file must be; raises OSError if something is in it."""
        if path.is_symlink() or not path.is_dir():
            return
        try:
            path.rmdir()
        except OSError:
            raise OSError(errno.EISDIR, "a folder that is not empty is in its place") from None

    def _make_folder(self, folder: Path) -> None:
        """See to it that a folder is there, no link, and open; raises OutputError or OSError."""
        if str(folder.parent) in self._known_folders:
            with contextlib.suppress(FileExistsError):  # it may be a link: see below
                folder.mkdir()
                _open_to_all(folder)
                self._known_folders.add(str(folder))
                return
        nearest = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
        if nearest.resolve() != nearest:
            raise OutputError(
                f"{nearest} is a link to somewhere else", hint="remove the link; nothing went there"
            )
        if not nearest.is_dir():
            place = nearest.relative_to(self.root).as_posix()
            raise OSError(errno.ENOTDIR, f"{place} is no folder, and stands in its way")
        folder.mkdir(parents=True, exist_ok=True)
        for path in (folder, *folder.parents):
            if path == self.root.parent:
                break
            _open_to_all(path)
            self._known_folders.add(str(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what is half written, however the build ended; the next one goes on from there."""
        shutil.rmtree(self.root / _PARTS, ignore_errors=True)

    def remove(self, stale: str) -> bool:
        """Remove a file that the site no longer has, and folders that are empty then."""
        path = self.root / stale
        outside = ".." in path.parts or self.root not in path.parents
        if outside or path.parent.resolve() != path.parent:
            return False  # a store that was tampered with, or a link out of the folder
        try:
            path.unlink()
            removed = True
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            removed = False  # a killed build may have made its folder and not the file
        except OSError as error:
            raise self._failed(path, error) from error
        for folder in path.parents:
            if folder == self.root:
                break
            with contextlib.suppress(OSError):  # not empty: something of it is still needed
                folder.rmdir()
        return removed

    def _failed(self, path: Path, error: OSError) -> OutputError:
        name = path.relative_to(self.root) if self.root in path.parents else path
        return OutputError(
            f"{name}: cannot be written: {error.strerror or error}",
            hint="mend this and build again: what is there is whole, the rest follows",
        )


def _written(output: Output, change: Change, path: str) -> WriteResult:
    digest = hashlib.blake2b(output.data, digest_size=16).digest()
    return WriteResult(output.path, len(output.data), change, digest, signature_of(path))


def _same(path: str, data: bytes) -> bool:
    """Whether a file is there as it would be written: kind, permissions, bytes."""
    if not is_as_made(path) or signature_of(path)[0] != len(data):
        return False
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read() == data


def _open_to_all(folder: Path) -> None:
    """Whatever the umask: a web server must be able to look into it."""
    mode = folder.stat().st_mode
    if mode & OPEN != OPEN:  # to set what is set could take other marks from it
        folder.chmod(mode | OPEN)
