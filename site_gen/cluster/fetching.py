"""Copies of stores that a worker has fetched, in a folder that the workers of a machine share."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from locket import lock_file

from site_gen.address import Location
from site_gen.errors import BuildError
from site_gen.store.connection import SNAPSHOT

_KEPT = 2
"""How many copies are kept: that of this stage, and of the one before it or of another site."""
_BUFFER = 1 << 20


def fetched(files: Location, name: str, digest: str, folder: Path) -> Path:
    """The copy of this name, which is at ``files``; one process of the machine fetches it.

    Raises BuildError if it cannot be fetched.
    """
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    with lock_file(str(folder / "lock")):
        if path.exists():
            os.utime(path)
            return path
        part = folder / f"{name}.part"
        try:
            _get(files, name, part)
            _check(part, digest)
            part.replace(path)
        except Exception as error:
            raise BuildError(
                f"the copy of the store in --cluster-files cannot be fetched: {error}",
                hint="every worker must be able to read that folder or address",
            ) from error
        finally:
            part.unlink(missing_ok=True)
        _remove_old(folder)
    return path


def _get(files: Location, name: str, to: Path) -> None:
    if isinstance(files, Path):
        shutil.copyfile(files / name, to)
        return
    from site_gen.storage.filesystems import open_filesystem  # noqa: PLC0415  optional

    filesystem, root = open_filesystem(files)
    filesystem.get_file(f"{root}/{name}", str(to))


def _check(path: Path, digest: str) -> None:
    if file_digest(path) != digest:
        raise OSError("its bytes are not those that were put there")


def _remove_old(folder: Path) -> None:
    """Remove all but the newest copies. A process that has one open can go on reading it."""
    copies = sorted(folder.glob(f"*{SNAPSHOT}"), key=lambda path: path.stat().st_mtime_ns)
    for path in copies[:-_KEPT]:
        path.unlink(missing_ok=True)


def file_digest(path: Path) -> str:
    """BLAKE2b-128 of a file, as hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while data := file.read(_BUFFER):
            digest.update(data)
    return digest.hexdigest()
