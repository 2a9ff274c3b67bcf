"""The store: all that is known of the content and the output, in one SQLite file.

It lies in the cache folder and may be deleted at any time: an update of an empty store is a
build from nothing. Reading, relating and planning are written in one transaction, before
any file of the site is touched; what became of the files in another. So a build that is
killed leaves the store of before, or one that names the files which are still to be made.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_gen.store.lock import Lock
from site_gen.store.schema import TABLES, VERSION
from site_gen.store.seal import Seal

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CACHE = -65_536
"""KiB of the file that SQLite keeps in memory, as its pragma wants it: negative."""
_MAPPED = 1 << 26
"""Bytes of the file that are mapped into memory. More is no faster, less takes 2 % more time."""
_WAIT = 5.0
"""Seconds to wait for another build of the same site."""
_IN_USE = "another build uses the store: this one works without it"
_EDITIONS = "SELECT value FROM meta WHERE name = 'editions'"
encode = msgspec.msgpack.Encoder().encode


class StoreDamagedError(Exception):
    """The file is no store, or was damaged."""


class Store:
    """A connection to the store of one site.

    ``made_by`` is a fingerprint of the program: a store of another is forgotten. With
    ``read_only`` it is a copy that lasts until it is closed, with ``temporary`` an empty store that
    does; with ``forget`` it is emptied first.
    """

    def __init__(
        self,
        path: Path | None,
        made_by: bytes = b"",
        *,
        read_only: bool = False,
        temporary: bool = False,
        forget: bool = False,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._is_temporary = temporary
        self._forget = forget
        self.note = ""
        """What was wrong with the store that was found, in one line."""
        self._sets = count()
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._seal = Seal(path) if path else None
        self._lock = Lock(path) if path and not read_only and not temporary else None
        try:
            self.db = self._opened(made_by)
        except BaseException:
            self._unlock()
            raise
        self.execute = self.db.execute
        self.executemany = self.db.executemany

    @property
    def address(self) -> str:
        """The file, for workers that open it."""
        sql = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
        return os.fsdecode(self.db.execute(sql).fetchone()[0])

    def _opened(self, made_by: bytes) -> sqlite3.Connection:
        if self.path is None:
            return self._fresh(_connect(":memory:"), made_by)
        if self._is_temporary:
            return self._elsewhere(made_by)
        if self._lock and not self._lock.take():
            self.note = _IN_USE
            return self._elsewhere(made_by)
        try:
            return self._usable(made_by)
        except (sqlite3.Error, OSError) as error:
            is_in_use = "locked" in str(error)
            self.note = _IN_USE if is_in_use else f"the store cannot be kept ({error})"
            return self._elsewhere(made_by)

    def _usable(self, made_by: bytes) -> sqlite3.Connection:
        """The store that is there, or a new one in place of one that cannot be used.

        Raises sqlite3.Error and OSError where neither is possible.
        """
        assert self.path is not None  # noqa: S101
        if self._seal and self._seal.is_broken():
            self.note = "the store was changed by something else, and is made anew"
        else:
            try:
                return self._copy(made_by) if self.read_only else self._known(made_by)
            except sqlite3.Error as error:
                if "locked" in str(error):
                    raise
                self.note = f"the store cannot be used ({error}), and is made anew"
        if self.read_only:
            return self._elsewhere(made_by)
        editions = _editions_in(self.path)
        remove(self.path)
        return self._fresh(_connect(str(self.path)), made_by, editions)

    def _known(self, made_by: bytes) -> sqlite3.Connection:
        assert self.path is not None  # noqa: S101
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = _connect(str(self.path))
        try:
            is_ours = self._is_ours(db, made_by) and not self._forget
            return db if is_ours else self._fresh(db, made_by)
        except BaseException:
            db.close()
            raise

    def _copy(self, made_by: bytes) -> sqlite3.Connection:
        """A copy in a temporary folder: who only looks must not disturb a build that runs."""
        assert self.path is not None  # noqa: S101
        copy = self._elsewhere(made_by)
        if self.path.exists():
            with contextlib.closing(reader(str(self.path))) as db:
                if self._is_ours(db, made_by):
                    db.backup(copy)
        return copy

    def _is_ours(self, db: sqlite3.Connection, made_by: bytes) -> bool:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            return False
        row = db.execute("SELECT value FROM meta WHERE name = 'made_by'").fetchone()
        return bool(row) and row[0] == _made_by(made_by)

    def _fresh(
        self, db: sqlite3.Connection, made_by: bytes, editions: list[tuple[bytes]] | None = None
    ) -> sqlite3.Connection:
        """An empty store in place of whatever was in the file; what was published stays known."""
        if db.execute("SELECT 1 FROM sqlite_master").fetchone():
            editions = _editions(db)
            db.close()
            assert self.path is not None  # noqa: S101
            remove(self.path)
            db = _connect(str(self.path))
        db.executescript(TABLES)
        db.execute("INSERT INTO meta VALUES ('made_by', ?)", (_made_by(made_by),))
        db.executemany("INSERT INTO meta VALUES ('editions', ?)", editions or ())
        return db

    def _elsewhere(self, made_by: bytes) -> sqlite3.Connection:
        """A store in a temporary folder: without its cache a build takes longer, and no more."""
        self._temporary = tempfile.TemporaryDirectory(prefix="site_gen-")
        self._seal = None
        path = Path(self._temporary.name, "store.sqlite")
        return self._fresh(_connect(str(path)), made_by)

    @property
    def temporary_folder(self) -> Path | None:
        """Where the store lies if the next build will not find it; None if it will."""
        return Path(self._temporary.name) if self._temporary else None

    # Transactions.

    def begin(self) -> None:
        """Begin to write; all until :meth:`commit` is one transaction."""
        if self.db.in_transaction:
            return
        if self._seal:
            self._seal.lift()
        self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep what was written, and let workers see it."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")

    def close(self) -> None:
        """Undo what was not committed, and close the file."""
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")
        self.db.close()
        if self._seal and not self.read_only:
            self._seal.set()
        self._unlock()
        if self._temporary:
            self._temporary.cleanup()
            self._temporary = None

    def _unlock(self) -> None:
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading.

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row; None if there is none."""
        row = self.execute(sql, values).fetchone()
        return row[0] if row else None

    def column(self, sql: str, *values: Any) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.execute(sql, values)]

    def get(self, name: str, kind: type[T]) -> T | None:
        """A small value that was kept; None if there is none."""
        data = self.value("SELECT value FROM meta WHERE name = ?", name)
        return None if data is None else msgspec.msgpack.decode(data, type=kind)

    def set(self, name: str, value: Any) -> None:
        """Keep a small value."""
        self.execute("REPLACE INTO meta VALUES (?, ?)", (name, encode(value)))

    @contextmanager
    def set_of(self, numbers: Iterable[int]) -> Iterator[str]:
        """A table with a column ``x`` of these numbers, for ``IN (SELECT x FROM …)``.

        Joins begin with it by ``CROSS JOIN``: SQLite knows nothing of its size, and would read all
        of the other table.
        """
        name = f"set_{next(self._sets)}"
        self.execute(f"CREATE TEMP TABLE {name} (x INTEGER PRIMARY KEY)")
        try:
            rows = ((number,) for number in numbers)
            self.executemany(f"INSERT OR IGNORE INTO {name} VALUES (?)", rows)  # noqa: S608
            yield name
        finally:
            self.execute(f"DROP TABLE {name}")

    def forget(self, *tables: str) -> None:
        """Empty these tables."""
        for table in tables:
            self.execute(f"DELETE FROM {table}")  # noqa: S608


def _editions(db: sqlite3.Connection) -> list[tuple[bytes]]:
    """What was published, which nothing else tells; nothing if it cannot be read."""
    try:
        return db.execute(_EDITIONS).fetchall()
    except sqlite3.Error:
        return []


def _editions_in(path: Path) -> list[tuple[bytes]]:
    """The same of a store that cannot be used."""
    try:
        with contextlib.closing(reader(str(path))) as db:
            return _editions(db)
    except sqlite3.Error:
        return []


def _made_by(fingerprint: bytes) -> bytes:
    return f"{VERSION} {sqlite3.sqlite_version} ".encode() + fingerprint


def _connect(address: str) -> sqlite3.Connection:
    db = sqlite3.connect(address, timeout=_WAIT, isolation_level=None, cached_statements=512)
    db.executescript(
        f"""
        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = {_CACHE}; PRAGMA mmap_size = {_MAPPED};
        """
    )
    return db


def reader(address: str) -> sqlite3.Connection:
    """A connection that only reads, for a worker."""
    db = sqlite3.connect(f"file:{_quoted(address)}?mode=ro", uri=True, isolation_level=None)
    db.execute(f"PRAGMA mmap_size = {_MAPPED}")
    db.execute("PRAGMA query_only = 1")
    return db


def _quoted(address: str) -> str:
    return address.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def remove(path: Path) -> None:
    """Remove a store, and what SQLite and the seal keep beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    path.with_suffix(".seal").unlink(missing_ok=True)


def path_bytes(path: str) -> bytes:
    """A path as the store has it: names of files need not be UTF-8."""
    return os.fsencode(path)
