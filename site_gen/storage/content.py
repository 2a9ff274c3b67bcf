"""The content at an address, copied into a folder of this machine: the copy.

A build reads the copy as it reads any other folder. An index beside it has the version of every
file, so that only files that are new or have changed are fetched. Files are replaced in one step,
and the index never names a version that was not fetched: after an interruption, the next run
fetches what is missing.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any

from site_gen import cache_file, file_signature
from site_gen.address import Address
from site_gen.atomic import replace_file
from site_gen.errors import BuildError, SiteGenError
from site_gen.model import Problem
from site_gen.storage.failures import failure, silence_libraries
from site_gen.storage.filesystems import open_filesystem
from site_gen.storage.listing import FoundFile, list_address
from site_gen.store.lock import Lock

_AT_ONCE = 32
"""Files that are fetched at the same time; their latency is most of the time."""
_BATCH = 4 * _AT_ONCE
"""Files that are held in memory at most."""
_FORMAT = b"content 1"
_FEW = 1_000
"""The index is not written again for fewer files than these."""

Index = dict[str, tuple[str, int]]
"""Path of a file → its version at the address, and the size of its copy in bytes."""


class ContentCopy:
    """The copy of the content at an address: ``look``, then iterate ``fetch``.

    ``options`` are those of the file system. Of files with more than ``limit`` bytes the beginning
    is fetched, so that their size is reported as that of local files is. While it is open, no
    other process can open the copy of the same folder.
    """

    def __init__(
        self, address: Address, folder: Path, options: Mapping[str, Any], limit: int
    ) -> None:
        self.address = address
        self.folder = folder
        self.problems: tuple[Problem, ...] = ()
        """Files that cannot be in a folder; after ``look``."""
        self.pending: dict[str, FoundFile] = {}
        """Files to fetch; after ``look``."""
        self.removed = 0
        """The number of files that are no longer at the address; after ``look``."""
        self.fetched = 0
        self._options = options
        self._limit = limit
        self._index_file = folder.with_name(f"{folder.name}.index")
        self._index: Index = {}
        self._is_saved = True
        self._lock = Lock(self._index_file)
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="content")
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> ContentCopy:
        if not self._lock.acquire():
            raise BuildError(
                f"{self.address}: another command is fetching it",
                hint="run this one again when it has ended",
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._lock.release()
            raise self._disk_error(error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # After an error nobody waits for the network.
        self._pool.shutdown(wait=kind is None, cancel_futures=True)
        self._save()
        self._lock.release()

    def look(self) -> None:
        """List the address, and remove files from the copy that are no longer there.

        Raises UsageError if the address cannot be used, BuildError if it cannot be read now.
        """
        silence_libraries()
        try:
            self._fs, root = open_filesystem(self.address, self._options)
            listed = list_address(
                self._fs, root, merges_case=self._merges_case(), now=file_signature.now()
            )
        except SiteGenError:
            raise
        except Exception as error:  # each file system has its own
            raise failure(self.address, error) from error
        self.problems = listed.problems
        self._index = cache_file.read(self._index_file, _FORMAT, Index) or {}
        try:
            self._compare(listed.files)
        except OSError as error:
            raise self._disk_error(error) from error

    def fetch(self) -> Iterator[str]:
        """Fetch the pending files into the copy; yields the path of each.

        Raises BuildError if one cannot be fetched or written.
        """
        names = sorted(self.pending)
        unsaved = 0
        for first in range(0, len(names), _BATCH):
            batch = names[first : first + _BATCH]
            futures = [self._pool.submit(self._read, self.pending[name]) for name in batch]
            for name, future in zip(batch, futures, strict=True):
                self._take(name, future)
                yield name
            unsaved += len(batch)
            if unsaved > max(_FEW, len(self._index) // 2):  # so the time for all is linear
                self._save()
                unsaved = 0

    def _compare(self, files: Mapping[str, FoundFile]) -> None:
        """Find what to fetch, and remove what is gone or is in the way."""
        local: dict[str, int] = {}
        folders = []
        for folder, sizes in _local_files(self.folder):
            folders.append(f"{self.folder}/{folder}")
            local |= sizes
        gone = [name for name in local if name not in files]
        for name in gone:
            (self.folder / name).unlink(missing_ok=True)
        for path in reversed(folders[1:]):
            with contextlib.suppress(OSError):  # it is not empty
                Path(path).rmdir()
        known = len(self._index)
        self._index = {name: kept for name, kept in self._index.items() if name in files}
        self.removed = known - len(self._index)
        self._is_saved = not self.removed
        self.pending = {
            name: file
            for name, file in files.items()
            if not file.version
            or self._index.get(name) != (self._version(file), local.get(name, -1))
        }

    def _version(self, file: FoundFile) -> str:
        """The version of what is fetched of a file."""
        is_whole = file.size <= self._limit
        return file.version if is_whole else f"{file.version} up to {self._limit}"

    def _read(self, file: FoundFile) -> bytes:
        if file.size == 0:
            return b""  # has no range
        # Asynchronous file systems can be shared by threads. Others may have one connection that
        # cannot, such as paramiko's, which then waits for ever.
        is_shared = self._fs.async_impl
        with contextlib.nullcontext() if is_shared else self._one_at_a_time:
            data: bytes = self._fs.cat_file(file.path, start=0, end=self._limit + 1)
        return data

    def _take(self, name: str, future: Future[bytes]) -> None:
        """Put one fetched file into the copy."""
        path = self.folder / name
        try:
            data = future.result()
        except FileNotFoundError:  # it has been removed since it was listed
            path.unlink(missing_ok=True)
            self._index.pop(name, None)
            return
        except Exception as error:
            raise failure(self.address / name, error) from error
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data)
        except OSError as error:
            raise self._disk_error(error) from error
        # The version that was listed: if it is another one by now, the next run sees that.
        self._index[name] = (self._version(self.pending[name]), len(data))
        self._is_saved = False
        self.fetched += 1

    def _save(self) -> None:
        if not self._is_saved:
            cache_file.write(self._index_file, _FORMAT, self._index)
            self._is_saved = True

    def _merges_case(self) -> bool:
        """Whether the disk of the copy does not distinguish ``A`` from ``a``."""
        return self.folder.with_name(self.folder.name.upper()).exists()

    def _disk_error(self, error: OSError) -> BuildError:
        return BuildError(
            f"{error.filename or self.folder}: cannot be written: {error.strerror or error}",
            hint=f"{self.address} is copied into {self.folder}",
        )


def _local_files(root: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """The folders of the copy, parents first, each with its files: path → size in bytes."""
    pending = [""]
    while pending:
        folder = pending.pop()
        sizes = {}
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif entry.is_symlink():
                    sizes[path] = -1
                else:
                    sizes[path] = entry.stat(follow_symlinks=False).st_size
        yield folder, sizes
