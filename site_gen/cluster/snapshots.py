"""Copies of the store that workers on other machines read.

A copy is one file that nothing changes, so it can be read over a network without locks. Its name is
its digest.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from site_gen.address import Location
from site_gen.cluster.fetching import file_digest
from site_gen.errors import BuildError, SiteGenError
from site_gen.store import reader
from site_gen.store.connection import SNAPSHOT


class Snapshots:
    """The copies of a build in a folder of its own, and those that it has put at ``files``."""

    def __init__(self, folder: Path, files: Location | None) -> None:
        self.folder = folder
        self.files = files
        self._own: list[Path] = []
        self._put: list[str] = []

    def take(self, store: str) -> Path:
        """A copy of what is committed to the store. Raises BuildError if the disk is full."""
        if not self._own:
            shutil.rmtree(self.folder, ignore_errors=True)  # left by a killed build
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / "part"
        try:
            _copy(store, part)
            path = self.folder / f"{file_digest(part)}{SNAPSHOT}"
            part.replace(path)
        except (OSError, sqlite3.Error) as error:
            raise BuildError(
                f"{self.folder}: the store cannot be copied for the workers: {error}",
                hint="is the disk full?",
            ) from error
        finally:
            part.unlink(missing_ok=True)
        self._own.append(path)
        return path

    def put(self, path: Path) -> None:
        """Put a copy where workers fetch it. Raises BuildError if that fails."""
        try:
            self._upload(path)
        except SiteGenError:
            raise
        except Exception as error:
            raise BuildError(
                f"the copy of the store cannot be put into --cluster-files: {error}",
                hint="name a folder or an address that this process can write",
            ) from error
        self._put.append(path.name)

    def _upload(self, path: Path) -> None:
        assert self.files is not None  # noqa: S101
        if isinstance(self.files, Path):
            self.files.mkdir(parents=True, exist_ok=True)
            part = self.files / f"{path.name}.{os.getpid()}"
            shutil.copyfile(path, part)
            part.replace(self.files / path.name)
            return
        from site_gen.storage.filesystems import open_filesystem  # noqa: PLC0415  optional

        filesystem, root = open_filesystem(self.files)
        filesystem.makedirs(root, exist_ok=True)
        filesystem.put_file(str(path), f"{root}/{path.name}")

    def remove(self) -> None:
        """Remove all copies; of what fails to be removed nothing is said."""
        if self._own:
            shutil.rmtree(self.folder, ignore_errors=True)
        with contextlib.suppress(Exception):
            self._remove_put()
        self._own.clear()
        self._put.clear()

    def _remove_put(self) -> None:
        if isinstance(self.files, Path):
            for name in self._put:
                (self.files / name).unlink(missing_ok=True)
        elif self.files is not None and self._put:
            from site_gen.storage.filesystems import open_filesystem  # noqa: PLC0415  optional

            filesystem, root = open_filesystem(self.files)
            for name in self._put:
                filesystem.rm_file(f"{root}/{name}")


def _copy(store: str, to: Path) -> None:
    to.unlink(missing_ok=True)
    with closing(reader(store)) as source, closing(sqlite3.connect(to)) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
