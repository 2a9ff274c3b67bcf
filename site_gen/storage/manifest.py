"""Which files builds have put at an address: the objects there, and a copy of them in the store.

An edition begins with an entry that lists the paths that will be put or removed. When all is done,
the entry is written again with the digests. If it is not, nobody knows what is at these paths: the
next build puts or removes all of them.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from site_gen.errors import OutputError
from site_gen.storage.journal import FOLDER, FORMAT, Head, JournalEntry, RemoteFile, decode, encode
from site_gen.storage.remote_files import MissingFileError, RemoteFiles, Upload
from site_gen.store import Store

MOST_ENTRIES = 500
"""Entries after which a new base is written: a machine without a copy reads all of them."""
_FEW_FILES = 2_000
_SHARE = 10
"""A new base is also written when the entries list more files than the first number, and more than
one in so many of the base."""
_PART = 250_000
"""Files in a part of a base, which has 8 MB then."""
_CHUNK = 10_000
_ATTEMPTS = 5
"""How many times the objects are read if another build replaces them meanwhile."""

_FILE = "INSERT OR REPLACE INTO manifest (path, digest, size, headers) VALUES (?, ?, ?, ?)"
_REMOVED = "DELETE FROM manifest WHERE path = ?"
_UNKNOWN = "INSERT INTO manifest (path) VALUES (?) ON CONFLICT (path) DO UPDATE SET digest = NULL"
_PENDING = (
    "INSERT INTO manifest (path, pending) VALUES (?, 1) "
    "ON CONFLICT (path) DO UPDATE SET pending = 1"
)
_COLUMNS = "SELECT path, digest, size, headers FROM manifest"
_Row = tuple[str, bytes | None, int | None, str | None]


class OvertakenError(OutputError):
    """Another run has begun an edition."""


class KnownObjects(msgspec.Struct, frozen=True):
    """What the store's copy was read from."""

    base: str = ""
    """Path of the base; empty if there is none."""
    entries: tuple[str, ...] = ()
    """Paths of the entries after it, in order."""
    is_final: bool = True
    """Whether the last of them cannot change any more."""
    files: int = 0
    """How many files the base lists."""
    listed: int = 0
    """How many the entries list."""
    languages: tuple[str, ...] = ()
    """Folders of other languages that the newest edition has, or one that was not ended."""

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.base, *self.entries) if self.base else self.entries

    @property
    def edition(self) -> str:
        """Number and run of the newest edition; empty if there is none."""
        newest = JournalEntry.parse(self.paths[-1]) if self.paths else None
        return newest.edition if newest else ""


class Manifest:
    """The manifest at an address, and the store's copy in the table ``manifest``.

    Only the process that builds uses it. ``run`` is a name of the build that no other has. Methods
    raise OutputError, and UsageError for objects that cannot be read.
    """

    def __init__(self, files: RemoteFiles, store: Store, run: str) -> None:
        self._files = files
        self._store = store
        self._run = run
        self._own: JournalEntry | None = None
        """The edition that this build has begun."""
        self.known = store.get("manifest", KnownObjects) or KnownObjects()

    # Reading.

    def is_current(self) -> bool:
        """Whether the store's copy is that of the objects at the address."""
        return self.known.is_final and _listed(self._entries()) == self.known.paths

    def read(self) -> None:
        """Bring the store's copy up to date."""
        for attempt in range(_ATTEMPTS):
            try:
                self._read_changes(_listed(self._entries()))
            except MissingFileError:  # another build has just written a new base
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return

    def _entries(self) -> list[JournalEntry]:
        return sorted(filter(None, map(JournalEntry.parse, self._files.find(FOLDER))))

    def _read_changes(self, listed: tuple[str, ...]) -> None:
        # Files of an edition that a build with this store began and did not end.
        self._store.execute("UPDATE manifest SET digest = NULL, pending = 0 WHERE pending = 1")
        known = self.known
        final = known.paths if known.is_final else known.paths[:-1]
        if listed[: len(final)] != final:
            self._store.execute("DELETE FROM manifest")
            known, final = KnownObjects(), ()
        unread = list(listed[len(final) :])
        if unread and _is_base(unread[0]):
            known = self._read_base(unread.pop(0))
        lines, is_final, languages = known.listed, True, known.languages
        for path, data in zip(unread, self._files.read(unread), strict=True):
            head, files = decode(data, f"{self._files.address}/{path}")
            lines += self._apply(files) if head.is_done else self._apply_unknown(files)
            former = () if head.is_done else languages
            languages = tuple(sorted({*former, *head.languages}))
            is_final = head.is_done or path.endswith(".stopped")
        entries = tuple(path for path in listed if not _is_base(path))
        self.known = msgspec.structs.replace(
            known, entries=entries, is_final=is_final, listed=lines, languages=languages
        )
        self._store.set("manifest", self.known)

    def _read_base(self, path: str) -> KnownObjects:
        """Add the files of a base to the copy, which is empty."""
        place = self._files.address
        head, _ = decode(self._files.read([path])[0], f"{place}/{path}")
        for part in _parts(path, head.parts):
            _, files = decode(self._files.read([part])[0], f"{place}/{part}")
            for chunk in _chunks(files):
                self._store.executemany(_FILE, map(_row, chunk))
        return KnownObjects(base=path, files=head.files, languages=head.languages)

    def _apply(self, files: Iterator[RemoteFile]) -> int:
        """Change the copy as an edition did the files; returns the number of files."""
        count = 0
        for chunk in _chunks(files):
            self._store.executemany(_FILE, (_row(each) for each in chunk if each.digest))
            self._store.executemany(_REMOVED, ((each.path,) for each in chunk if not each.digest))
            count += len(chunk)
        return count

    def _apply_unknown(self, files: Iterator[RemoteFile]) -> int:
        """It is not known what is at these paths; returns the number of files."""
        count = 0
        for chunk in _chunks(files):
            self._store.executemany(_UNKNOWN, ((each.path,) for each in chunk))
            count += len(chunk)
        return count

    # Writing.

    def begin(self, paths: Iterable[str]) -> str:
        """Begin an edition that puts or removes files at these paths, in an open transaction;
        returns the path of its entry.

        Raises OvertakenError if another run has begun one since the manifest was read; this one has
        begun none then.
        """
        self._store.executemany(_PENDING, ((path,) for path in paths))
        number = max((entry.number for entry in self._entries()), default=0) + 1
        own = JournalEntry.of(number, self._run, "edition")
        self._put(own.path, self._head(), self._pending_paths())
        listed = _listed(self._entries())
        if tuple(path for path in listed if path != own.path) != self.known.paths:
            self._files.remove([own.path])
            raise self._overtaken()
        self._own = own
        return own.path

    def check(self) -> None:
        """Raise OvertakenError if another run has begun an edition since this one did."""
        if self._own is not None and self._is_overtaken(self._own):
            raise self._overtaken()

    def _is_overtaken(self, own: JournalEntry) -> bool:
        listed = _listed(self._entries())
        newer = (entry for entry in filter(None, map(JournalEntry.parse, listed)) if entry > own)
        return own.path not in listed or any(entry.kind != "stopped" for entry in newer)

    def finish(self) -> None:
        """End the edition. In the copy, pending files that were put have their new digests, and
        those that were removed have none."""
        if self._own is None:
            return
        own, known = self._own, self.known
        pending = self._store.value("SELECT COUNT(*) FROM manifest WHERE pending = 1")
        listed = known.listed + int(pending)
        is_long = len(known.entries) >= MOST_ENTRIES
        is_large = listed > max(_FEW_FILES, known.files // _SHARE)
        if is_long or is_large or not known.base:
            self._forget_removed()
            self.known = self._write_base(own)
        else:
            rows = self._store.execute(f"{_COLUMNS} WHERE pending = 1 ORDER BY path")
            head = self._head(is_done=True)
            self._put(own.path, head, map(_file, rows))
            self._forget_removed()
            self.known = msgspec.structs.replace(
                known,
                entries=(*known.entries, own.path),
                is_final=True,
                listed=listed,
                languages=head.languages,
            )
        self._store.execute("UPDATE manifest SET pending = 0 WHERE pending = 1")
        self._store.set("manifest", self.known)
        self._own = None

    def stop(self) -> None:
        """Nothing more is put. If an edition was begun and not ended, and another build has begun
        one meanwhile, tell that this build may have written over files of the other."""
        own, self._own = self._own, None
        with contextlib.suppress(OutputError):  # another error is reported already
            if own is not None and self._is_overtaken(own):
                number = max(entry.number for entry in self._entries()) + 1
                late = JournalEntry.of(number, self._run, "stopped")
                self._put(late.path, self._head(), self._pending_paths())

    def _forget_removed(self) -> None:
        self._store.execute("DELETE FROM manifest WHERE pending = 1 AND digest IS NULL")

    def _write_base(self, own: JournalEntry) -> KnownObjects:
        """Write all files as a base, and remove what it replaces."""
        old = self._entries()
        base = own._replace(kind="base", is_base=True).path
        count = int(self._store.value("SELECT COUNT(*) FROM manifest"))
        parts = _parts(base, -(-count // _PART))
        last = ""
        for part in parts:
            sql = f"{_COLUMNS} WHERE path > ? ORDER BY path LIMIT {_PART}"
            files = [_file(row) for row in self._store.execute(sql, (last,))]
            self._put(part, Head(FORMAT), files)
            last = files[-1].path
        head = self._head(is_done=True, parts=len(parts), files=count)
        self._put(base, head)
        self._files.remove([entry.path for entry in old if entry <= own])
        return KnownObjects(base=base, files=count, languages=head.languages)

    def _head(self, **fields: Any) -> Head:
        languages = self._store.get("language_folders", tuple[str, ...]) or ()
        return Head(FORMAT, **fields, languages=languages)

    def _pending_paths(self) -> Iterator[RemoteFile]:
        rows = self._store.execute("SELECT path FROM manifest WHERE pending = 1 ORDER BY path")
        return (RemoteFile(path) for (path,) in rows)

    def _put(self, path: str, head: Head, files: Iterable[RemoteFile] = ()) -> None:
        self._files.put([Upload(path, encode(head, files))])

    def _overtaken(self) -> OvertakenError:
        return OvertakenError(
            f"{self._files.address}: another run publishes here, so this one stopped",
            hint="run it again when the other has ended: that repairs what both have written",
        )


def _listed(entries: Iterable[JournalEntry]) -> tuple[str, ...]:
    """Paths of the newest base, if there is one, and of the entries after it."""
    listed: list[str] = []
    for entry in entries:
        if entry.is_base:
            listed = [entry.path]
        elif entry.kind in ("edition", "stopped"):
            listed.append(entry.path)
    return tuple(listed)


def _is_base(path: str) -> bool:
    return path.endswith(".base")


def _parts(base: str, count: int) -> list[str]:
    return [f"{base.removesuffix('.base')}.part{number:04}" for number in range(1, count + 1)]


def _row(file: RemoteFile) -> _Row:
    digest = bytes.fromhex(file.digest) if file.digest else None
    return file.path, digest, file.size, file.headers


def _file(row: _Row) -> RemoteFile:
    path, digest, size, headers = row
    return RemoteFile(path, digest.hex() if digest else None, size or 0, headers or "")


def _chunks(files: Iterator[RemoteFile]) -> Iterator[list[RemoteFile]]:
    while chunk := list(islice(files, _CHUNK)):
        yield chunk


def known_files(
    db: sqlite3.Connection, paths: Sequence[str]
) -> dict[str, tuple[bytes | None, str]]:
    """Digest and key of the headers of those of the files that the copy has."""
    marks = ", ".join("?" * len(paths))
    sql = f"SELECT path, digest, headers FROM manifest WHERE path IN ({marks})"  # noqa: S608
    return {path: (digest, headers or "") for path, digest, headers in db.execute(sql, paths)}
