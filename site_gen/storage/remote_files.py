"""Reading, putting and removing files at an address, several at a time.

s3fs, gcsfs and adlfs try again by themselves if a request fails for a passing reason: s3fs does so
five times, and botocore below it four. Other file systems are asked again here.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from site_gen.address import Address
from site_gen.errors import OutputError, SiteGenError
from site_gen.storage.failures import reason_of, silence_libraries
from site_gen.storage.filesystems import open_filesystem
from site_gen.storage.headers import OBJECT_STORAGE

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

R = TypeVar("R")

_AT_ONCE = 32
"""Requests of one process to object storage at a time."""
_MOST_CALLS = 1_000
"""Requests that are prepared at a time; each takes some memory."""
_PAUSES = (0.5, 2.0)
"""Seconds before the second and the third attempt."""
_FINAL = (
    *(FileNotFoundError, FileExistsError, PermissionError),
    *(IsADirectoryError, NotADirectoryError, NotImplementedError),
)
"""Errors that another attempt would meet again."""
_PARTS = ".site_gen/parts"
"""Folder for files while they are being written, where a file is not written in one step."""


class MissingFileError(OutputError):
    """A file to read does not exist."""


class Upload(NamedTuple):
    """A file to put."""

    path: str
    data: bytes
    arguments: Mapping[str, Any] = {}
    """Of ``pipe_file`` of fsspec's class: the headers."""


class RemoteFiles:
    """The files at an address. Paths are relative to it. Methods raise OutputError.

    The connection is opened when it is first needed. ``run`` is a name of the build.
    """

    def __init__(self, address: Address, options: Mapping[str, Any], run: str = "build") -> None:
        self.address = address
        self.is_flat = address.protocol in OBJECT_STORAGE
        """Whether there are no folders, so that a file can be where others have a folder."""
        self.options = options
        # Several processes of a build write at the same time, on several machines perhaps.
        self._part = f"{_PARTS}/{run}-{os.urandom(4).hex()}"
        self._is_memory = address.protocol == "memory"
        self._known_folders: set[str] = set()

    @cached_property
    def _opened(self) -> tuple[AbstractFileSystem, str]:
        silence_libraries()
        options = dict(self.options)
        if self.address.protocol in ("s3", "s3a"):
            config = {"max_pool_connections": _AT_ONCE, **options.get("config_kwargs", {})}
            options["config_kwargs"] = config
        try:
            fs, root = open_filesystem(self.address, options)
        except SiteGenError:
            raise
        except Exception as error:  # such as a server that refuses the connection
            raise self._failed("opened", "", error) from error
        return fs, root.rstrip("/")

    def find(self, folder: str = "") -> list[str]:
        """The sorted paths of all files in a folder and below; none if there is no such folder."""
        fs, root = self._opened
        start = f"{root}/{folder}".rstrip("/")
        try:
            found = fs.find(start)
        except FileNotFoundError as error:
            if self.is_flat:  # there is no such bucket
                raise self._failed("read", "", error) from error
            return []
        except Exception as error:
            raise self._failed("listed", folder, error) from error
        below = f"{start}/"
        return sorted(path.removeprefix(f"{root}/") for path in found if path.startswith(below))

    def read(self, paths: Sequence[str]) -> list[bytes]:
        """The bytes of files. Raises MissingFileError if one does not exist."""
        if self.is_flat:
            return self._at_once("read", [(path, _read) for path in paths])
        return [self._one("read", path, lambda fs, full: fs.cat_file(full)) for path in paths]

    def put(self, uploads: Iterable[Upload]) -> None:
        """Write files, in place of those that exist. None is half written."""
        if self.is_flat:
            self._at_once("written", [(each.path, partial(_put, each)) for each in uploads])
        else:
            for each in uploads:
                self._one("written", each.path, partial(self._put_in_folder, each.data))

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files, those of them that exist."""
        if self.is_flat:
            remaining = iter(paths)
            while some := list(islice(remaining, _MOST_CALLS)):
                self._at_once("removed", [(path, _remove) for path in some])
        else:
            for path in paths:
                self._one("removed", path, self._remove_from_folder)

    def remove_parts(self) -> None:
        """Remove files that killed builds had half written. No other build may be writing."""
        if self.is_flat or self._is_memory:
            return
        self.remove(self.find(_PARTS))
        fs, root = self._opened
        with contextlib.suppress(Exception):  # it does not exist, or another build writes in it
            _remove_folder(fs, f"{root}/{_PARTS}")
        self._known_folders.discard(f"{root}/{_PARTS}")

    def _at_once(
        self,
        what: str,
        calls: Sequence[tuple[str, Callable[[AbstractFileSystem, str], Coroutine[Any, Any, R]]]],
    ) -> list[R]:
        """Call an asynchronous file system, with some calls running at a time."""
        from fsspec.asyn import sync  # noqa: PLC0415  optional

        fs, root = self._opened
        results: list[R] = sync(fs.loop, self._run, what, fs, root, calls)
        return results

    async def _run(self, what: str, fs: AbstractFileSystem, root: str, calls: Any) -> list[Any]:
        limit = asyncio.Semaphore(_AT_ONCE)

        async def run_one(path: str, call: Any) -> Any:
            async with limit:
                try:
                    return await call(fs, f"{root}/{path}")
                except Exception as error:
                    raise self._failed(what, path, error) from error

        tasks = [asyncio.ensure_future(run_one(*call)) for call in calls]
        try:
            return await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise

    def _one(self, what: str, path: str, call: Callable[[AbstractFileSystem, str], R]) -> R:
        """Call a file system that does one thing at a time, again if that fails."""
        for pause in (*_PAUSES, None):
            fs, root = self._opened
            try:
                return call(fs, f"{root}/{path}")
            except _FINAL as error:
                raise self._failed(what, path, error) from error
            except Exception as error:
                if pause is None or self._is_memory:
                    raise self._failed(what, path, error) from error
                time.sleep(pause)
                self._reconnect()
        raise AssertionError  # the last pause is None

    def _reconnect(self) -> None:
        fs, _ = self.__dict__.pop("_opened")
        type(fs).clear_instance_cache()
        self._known_folders.clear()

    def _put_in_folder(self, data: bytes, fs: AbstractFileSystem, full: str) -> None:
        self._make_folder(fs, full.rpartition("/")[0])
        if self._is_memory:
            fs.pipe_file(full, data)
            return
        part = f"{self._opened[1]}/{self._part}"
        self._make_folder(fs, part.rpartition("/")[0])
        fs.pipe_file(part, data)
        fs.mv(part, full)  # replaces a file in one step

    def _make_folder(self, fs: AbstractFileSystem, folder: str) -> None:
        if folder in self._known_folders or self._is_memory:
            return
        try:
            fs.makedirs(folder, exist_ok=True)
        except Exception:
            if not fs.isdir(folder):  # else another process has made it
                raise
        self._known_folders.add(folder)

    def _remove_from_folder(self, fs: AbstractFileSystem, full: str) -> None:
        """Remove a file and the folders that this leaves empty."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            fs.rm_file(full)
        root, folder = self._opened[1], full.rpartition("/")[0]
        while len(folder) > len(root) and not self._is_memory:
            try:
                _remove_folder(fs, folder)
            except Exception:  # it is not empty
                break
            self._known_folders.discard(folder)
            folder = folder.rpartition("/")[0]

    def _failed(self, what: str, path: str, error: Exception) -> OutputError:
        place = f"{self.address}/{path}".rstrip("/")
        message = f"{place}: cannot be {what}: {reason_of(error)}"
        if isinstance(error, FileNotFoundError):
            return MissingFileError(message, hint="does the bucket or container exist?")
        if isinstance(error, PermissionError) or "Credential" in type(error).__name__:
            return OutputError(message, hint="credentials come from the environment")
        return OutputError(message, hint="run it again when this is fixed: no file is half written")


def _remove_folder(fs: AbstractFileSystem, folder: str) -> None:
    """Remove an empty folder; raises an error if it is not empty."""
    if fs.async_impl and hasattr(fs, "_rmdir"):  # fsspec gives these no rmdir: theirs does nothing
        from fsspec.asyn import sync  # noqa: PLC0415  optional

        sync(fs.loop, fs._rmdir, folder)
    else:
        fs.rmdir(folder)


async def _read(fs: Any, full: str) -> bytes:
    return bytes(await fs._cat_file(full))


async def _put(upload: Upload, fs: Any, full: str) -> None:
    await fs._pipe_file(full, upload.data, **upload.arguments)


async def _remove(fs: Any, full: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        await fs._rm_file(full)
