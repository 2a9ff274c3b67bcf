"""Write outputs into the output folder: only files that changed, each in one step.

The store lists every file of the site before the first one is written. So the next build can
clean up after a build that was killed at any moment.

A build writes into a folder that is new or empty, that the store knows, or that has the marker of
a build (``output_marker.py``). In any other folder it overwrites nothing. Files that no build
wrote are never removed.
"""

# ruff: noqa: PTH120
from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from site_gen.atomic import replace_file
from site_gen.errors import OutputError, UsageError
from site_gen.file_signature import MODE, OPEN, Signature, is_plain_file, signature_of
from site_gen.folders import real_path
from site_gen.model import Output
from site_gen.output_marker import generated_files, has_marker, marker_is_from, marker_time
from site_gen.store import Store
from site_gen.store.pages import Pages
from site_gen.target import Change, WriteResult, is_in_the_way

_PARTS = ".site_gen-parts"
"""Subfolder for files while they are being written, so that they are on the same disk."""


def check_folder(output: Path, protected: Iterable[Path]) -> None:
    """Raise UsageError if building into ``output`` could overwrite something else.

    The output folder must not be, contain or lie in one of ``protected``: the folders of content
    and theme. Nor may it be or contain the working folder, but it may lie in it.
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


class OutputFolder:
    """The output folder of one site; see :class:`~site_gen.target.Target`.

    ``run`` names the build. Files are written in a subfolder of this name first, which the next
    build removes. So nothing that a stray worker still writes gets into a later edition.
    """

    saves_here = False

    def __init__(self, output: Path, run: str = "build") -> None:
        self.root = real_path(output)
        self._parts = self.root / _PARTS / run
        self.folders: tuple[Path, ...] = (self._parts,)
        self._known_folders: set[str] = set()

    def has_written(self, store: Store) -> bool:
        return store.get("marker_time", int) is not None

    def is_as_left(self, store: Store) -> bool:
        return marker_is_from(self.root, store.get("marker_time", int))

    def is_finished(self) -> bool:
        return not (self.root / _PARTS).exists()

    def has(self, path: str) -> bool:
        return (self.root / path).is_file()

    def files_of_earlier_builds(
        self, planned: Iterable[str], others: Collection[str] = ()
    ) -> set[str]:
        if has_marker(self.root):
            return generated_files(self.root, others)
        self._refuse_foreign(planned)
        return set()

    def languages_of_earlier_builds(self) -> Iterable[str]:
        return ()  # their files are found with those of this site

    def drop_language(self, folder: str) -> Iterable[str]:
        return generated_files(self.root / folder)

    def changed_files(self, pages: Pages) -> Iterator[tuple[int, Signature | None]]:
        return pages.changed_files(self.root)

    def open(self) -> None:
        try:
            parts = self.root / _PARTS
            shutil.rmtree(parts, ignore_errors=True)  # left by a killed build
            if parts.is_symlink() or parts.is_file():
                parts.unlink()
            is_new = not self.root.exists()
            self._parts.mkdir(parents=True, exist_ok=True)
            if is_new:
                _open_to_all(self.root)
        except OSError as error:
            raise self._failed(self.root, error) from error

    def begin(self, store: Store, marker: Output) -> WriteResult:
        result = self.write(marker, always=True)
        store.set("marker_time", marker_time(self.root))
        return result

    def check(self) -> None:
        """Another build would use the same store."""

    def remove_blocking_files(self, stale: Iterable[str], planned: Callable[[str], bool]) -> None:
        for path in stale:
            if is_in_the_way(path, planned):
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

    def write_all(self, outputs: Sequence[Output]) -> list[WriteResult]:
        return list(map(self.write, outputs))

    def remove_all(self, paths: Sequence[str]) -> int:
        return sum(map(self.remove, paths))

    def finish(self, store: Store) -> None:
        pass

    def write(self, output: Output, *, always: bool = False) -> WriteResult:
        """Write one file unless the same file exists; with ``always``, rewrite that as well.

        Raises OutputError.
        """
        path = f"{self.root}/{output.path}"
        try:
            folder = os.path.dirname(path)
            if folder not in self._known_folders:
                self._make_folder(Path(folder))
            is_same = _is_same_file(path, output.data)
            if always or not is_same:
                self._remove_empty_folder(Path(path))
                replace_file(path, output.data, str(self._parts), mode=MODE)
        except OSError as error:
            raise self._failed(Path(path), error) from error
        change = Change.UNCHANGED if is_same else Change.WRITTEN
        digest = hashlib.blake2b(output.data, digest_size=16).digest()
        return WriteResult(output.path, len(output.data), change, digest, signature_of(path))

    @staticmethod
    def _remove_empty_folder(path: Path) -> None:
        """Remove an empty folder where a file must be; raises OSError if something is in it."""
        if path.is_symlink() or not path.is_dir():
            return
        try:
            path.rmdir()
        except OSError:
            raise OSError(errno.EISDIR, "a folder that is not empty is in its place") from None

    def _make_folder(self, folder: Path) -> None:
        """Create a folder that everybody can read; raises OutputError for a link, or OSError."""
        if str(folder.parent) in self._known_folders:
            with contextlib.suppress(FileExistsError):  # it may be a link: checked below
                folder.mkdir()
                _open_to_all(folder)
                self._known_folders.add(str(folder))
                return
        nearest = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
        if nearest.resolve() != nearest:
            raise OutputError(
                f"{nearest} is a link to somewhere else",
                hint="remove the link; nothing was written there",
            )
        if not nearest.is_dir():
            path = nearest.relative_to(self.root).as_posix()
            raise OSError(errno.ENOTDIR, f"{path} is a file where a folder is needed")
        folder.mkdir(parents=True, exist_ok=True)
        for each in (folder, *folder.parents):
            if each == self.root.parent:
                break
            _open_to_all(each)
            self._known_folders.add(str(each))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove half-written files, however the build ended."""
        shutil.rmtree(self.root / _PARTS, ignore_errors=True)

    def remove(self, stale: str) -> bool:
        """Remove a file and the folders that this leaves empty; returns whether it existed."""
        path = self.root / stale
        outside = ".." in path.parts or self.root not in path.parents
        if outside or path.parent.resolve() != path.parent:
            return False  # the store was tampered with, or a link leads out of the folder
        try:
            path.unlink()
            removed = True
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            removed = False  # a killed build may have created its folder and not the file
        except OSError as error:
            raise self._failed(path, error) from error
        for folder in path.parents:
            if folder == self.root:
                break
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()
        return removed

    def _failed(self, path: Path, error: OSError) -> OutputError:
        name = path.relative_to(self.root) if self.root in path.parents else path
        return OutputError(
            f"{name}: cannot be written: {error.strerror or error}",
            hint="fix this and build again: no file is half written, the next build goes on",
        )


def _is_same_file(path: str, data: bytes) -> bool:
    """Whether ``path`` is a regular file with the right permissions and these bytes."""
    if not is_plain_file(path) or signature_of(path)[0] != len(data):
        return False
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read() == data


def _open_to_all(folder: Path) -> None:
    """Let everybody read the folder, as a web server must, whatever the umask is."""
    mode = folder.stat().st_mode
    if mode & OPEN != OPEN:  # chmod could clear other bits, such as setgid
        folder.chmod(mode | OPEN)
