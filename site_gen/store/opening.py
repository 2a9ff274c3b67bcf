"""Opening the store: which file it is in, and whether the one of the last build can be used."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from pathlib import Path

from site_gen.store.connection import connect, reader, remove
from site_gen.store.lock import Lock
from site_gen.store.schema import TABLES, VERSION
from site_gen.store.seal import Seal

_IN_USE = "another build uses the store: this one works without it"


class StoreFile:
    """The file of a store, from opening to closing.

    ``path`` is None for a store in memory. A file of another ``fingerprint`` of the program is
    emptied. ``read_only`` works on a temporary copy, ``temporary`` on an empty temporary file;
    ``reset`` empties the file. Where the file cannot be used at all, a temporary one takes its
    place: without its cache a build takes longer, and no more.
    """

    def __init__(
        self,
        path: Path | None,
        fingerprint: bytes,
        *,
        read_only: bool,
        temporary: bool,
        reset: bool,
    ) -> None:
        self.path = path
        self.note = ""
        """What was wrong with the file, in one line."""
        self.temporary_folder: tempfile.TemporaryDirectory[str] | None = None
        self._made_by = f"{VERSION} {sqlite3.sqlite_version} ".encode() + fingerprint
        self._read_only = read_only
        self._is_temporary = temporary
        self._reset = reset
        self._seal = Seal(path) if path else None
        self._lock = Lock(path) if path and not read_only and not temporary else None

    def open(self) -> sqlite3.Connection:
        try:
            return self._open()
        except BaseException:
            self._unlock()
            raise

    def close(self) -> None:
        """After the connection is closed: seal and unlock the file, or remove a temporary one."""
        if self._seal and not self._read_only:
            self._seal.write()
        self._unlock()
        if self.temporary_folder:
            self.temporary_folder.cleanup()
            self.temporary_folder = None

    def begin(self) -> None:
        """The file is about to be written to."""
        if self._seal:
            self._seal.remove()

    def _unlock(self) -> None:
        if self._lock:
            self._lock.release()

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            return self._empty(connect(":memory:"))
        if self._is_temporary:
            return self._temporary()
        if self._lock and not self._lock.acquire():
            self.note = _IN_USE
            return self._temporary()
        try:
            return self._existing_or_new(self.path)
        except (sqlite3.Error, OSError) as error:
            unusable = f"the store cannot be used ({error}): this build works without it"
            self.note = _IN_USE if "locked" in str(error) else unusable
            return self._temporary()

    def _existing_or_new(self, path: Path) -> sqlite3.Connection:
        """The existing store, or a new one in place of one that cannot be used.

        Raises sqlite3.Error and OSError if neither is possible.
        """
        if self._seal and self._seal.is_broken():
            self.note = "the store was changed by another program: it is rebuilt"
        else:
            try:
                return self._copy(path) if self._read_only else self._existing(path)
            except sqlite3.Error as error:
                if "locked" in str(error):
                    raise
                self.note = f"the store cannot be used ({error}): it is rebuilt"
        if self._read_only:
            return self._temporary()
        editions = _read_editions(path)
        remove(path)
        return self._empty(connect(str(path)), editions)

    def _existing(self, path: Path) -> sqlite3.Connection:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = connect(str(path))
        try:
            return db if self._is_current(db) and not self._reset else self._empty(db)
        except BaseException:
            db.close()
            raise

    def _copy(self, path: Path) -> sqlite3.Connection:
        """A copy in a temporary folder: reading must not disturb a build that runs."""
        copy = self._temporary()
        if path.exists():
            with contextlib.closing(reader(str(path))) as db:
                if self._is_current(db):
                    db.backup(copy)
        return copy

    def _is_current(self, db: sqlite3.Connection) -> bool:
        """Whether the store was made by this program."""
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            return False
        row = db.execute("SELECT value FROM meta WHERE name = 'made_by'").fetchone()
        return bool(row) and row[0] == self._made_by

    def _empty(
        self, db: sqlite3.Connection, editions: list[tuple[bytes]] | None = None
    ) -> sqlite3.Connection:
        """An empty store in place of the file's content; only the published editions are kept."""
        if db.execute("SELECT 1 FROM sqlite_master").fetchone():
            editions = _editions(db)
            db.close()
            assert self.path is not None  # noqa: S101
            remove(self.path)
            db = connect(str(self.path))
        db.executescript(TABLES)
        db.execute("INSERT INTO meta VALUES ('made_by', ?)", (self._made_by,))
        db.executemany("INSERT INTO meta VALUES ('editions', ?)", editions or ())
        return db

    def _temporary(self) -> sqlite3.Connection:
        """An empty store in a temporary folder."""
        self.temporary_folder = tempfile.TemporaryDirectory(prefix="site_gen-")
        self._seal = None
        return self._empty(connect(str(Path(self.temporary_folder.name, "store.sqlite"))))


def _editions(db: sqlite3.Connection) -> list[tuple[bytes]]:
    """What was published; empty if it cannot be read. Nothing but the store knows it."""
    try:
        return db.execute("SELECT value FROM meta WHERE name = 'editions'").fetchall()
    except sqlite3.Error:
        return []


def _read_editions(path: Path) -> list[tuple[bytes]]:
    """The same, of a file that cannot be used otherwise."""
    try:
        with contextlib.closing(reader(str(path))) as db:
            return _editions(db)
    except sqlite3.Error:
        return []
