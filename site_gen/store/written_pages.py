"""What the store knows of written files: their signatures, digests and dependencies."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from site_gen.file_signature import (
    Signature,
    is_open_folder,
    is_plain_file,
    now,
    signature_of,
    trusted,
)
from site_gen.store import Store
from site_gen.store.planned_pages import CHUNK

_WRITTEN = (
    "UPDATE pages SET state = 0, why = NULL, changed = ?, size = ?, mtime = ?, ctime = ?, "
    "inode = ?, digest = ?, items = ? WHERE page = ?"
)
_ADD_DEPENDENCY = "INSERT INTO dependencies VALUES (?, ?)"
_REMOVE_DEPENDENCY = "DELETE FROM dependencies WHERE item = ? AND page = ?"


class MadePage(NamedTuple):
    """A file that was written."""

    page: int
    size: int
    digest: bytes
    signature: Signature
    is_new: bool
    """Whether its bytes differ from those of the file that was there before."""
    items: Collection[int]
    """What it depends on."""
    changed: int | None
    """When the newest of what it shows was published or changed, for sitemaps."""


class WrittenPages:
    """Records what was written, and compares it with the output folder."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def changed_files(self, root: Path) -> Iterator[tuple[int, Signature | None]]:
        """Files whose signature is not the one that was stored: the page, and the new signature if
        the file's bytes are the same, else None."""
        rows = self.store.execute(
            "SELECT page, path, size, mtime, ctime, inode, digest FROM pages WHERE state = 0"
        )
        base = f"{root}/"
        folders: dict[str, bool] = {"": is_open_folder(str(root))}
        for page, path, size, mtime, ctime, inode, digest in rows.fetchall():
            if not _is_reachable(base, path.rpartition("/")[0], folders):
                yield page, None
                continue
            signature = signature_of(base + path)
            if signature == (size, mtime, ctime, inode):
                continue
            yield page, signature if _has_digest(base + path, digest) else None

    def save_signatures(self, signatures: Iterable[tuple[int, Signature]], time: int) -> None:
        """Store other signatures, taken at ``time``, of files with the same bytes."""
        self.store.executemany(
            "UPDATE pages SET size = ?, mtime = ?, ctime = ?, inode = ? WHERE page = ?",
            ((signature[0], *trusted(signature, time)[1:], page) for page, signature in signatures),
        )

    def save_written(self, files: Iterable[MadePage]) -> set[str]:
        """Store what was written; returns the sitemap parts in which a time of change differs."""
        time = now()  # before the signatures are taken
        parts: set[str] = set()
        remaining = iter(files)
        while chunk := list(islice(remaining, CHUNK)):
            parts |= self._save_chunk(chunk, time)
        return parts

    def _save_chunk(self, files: Sequence[MadePage], time: int) -> set[str]:
        parts: set[str] = set()
        stored = self._stored([file.page for file in files])
        rows, removed, added = [], [], []
        for file in files:
            old_data, part, changed = stored[file.page]
            if part and changed != file.changed:
                parts.add(part)
            data = array("q", sorted(file.items)).tobytes()
            times = trusted(file.signature, time)[1:]
            rows.append((file.changed, file.size, *times, file.digest, data, file.page))
            if data != old_data:
                old = set(array("q", old_data or b""))
                removed += [(item, file.page) for item in old.difference(file.items)]
                added += [(item, file.page) for item in set(file.items) - old]
        self.store.executemany(_WRITTEN, rows)
        self.store.executemany(_REMOVE_DEPENDENCY, removed)
        self.store.executemany(_ADD_DEPENDENCY, sorted(added))
        return parts

    def _stored(
        self, pages: Sequence[int]
    ) -> dict[int, tuple[bytes | None, str | None, int | None]]:
        """Page → its items, its sitemap part, and when the newest of what it shows changed."""
        marks = ", ".join("?" * len(pages))
        sql = f"SELECT page, items, part, changed FROM pages WHERE page IN ({marks})"  # noqa: S608
        return {row[0]: row[1:] for row in self.store.execute(sql, pages)}

    def forget_removed(self) -> None:
        """The files that had to be removed are gone."""
        rows = self.store.execute("SELECT page, items FROM pages WHERE state = 2").fetchall()
        self.store.executemany(
            _REMOVE_DEPENDENCY,
            [(item, page) for page, items in rows for item in array("q", items or b"")],
        )
        self.store.execute("DELETE FROM pages WHERE state = 2")


def digest_of(data: bytes) -> bytes:
    """BLAKE2b-128 of a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def _is_reachable(base: str, folder: str, checked: dict[str, bool]) -> bool:
    """Whether a web server can read a folder and all above it, none of which is a link."""
    reachable = checked.get(folder)
    if reachable is None:
        above = _is_reachable(base, folder.rpartition("/")[0], checked)
        reachable = checked[folder] = above and is_open_folder(base + folder)
    return reachable


def _has_digest(path: str, digest: bytes | None) -> bool:
    if not is_plain_file(path):
        return False
    try:
        return digest_of(Path(path).read_bytes()) == digest
    except OSError:
        return False
