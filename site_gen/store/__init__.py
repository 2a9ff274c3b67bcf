"""The store: everything known about the content and the output, in one SQLite file.

It lies in the cache folder and may be deleted at any time: an update of an empty store is a
build from nothing. Reading, relating and planning are one transaction, committed before
any file of the site is written; what became of the files is another. So a build that is
killed leaves the previous store, or one that lists the files that still have to be written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_gen.store.connection import path_bytes, reader, remove
from site_gen.store.opening import StoreFile

__all__ = ["Store", "encode", "path_bytes", "reader", "remove"]

T = TypeVar("T")

encode = msgspec.msgpack.Encoder().encode


class Store:
    """A connection to the store of one site.

    ``path`` is None for a store in memory. ``fingerprint`` identifies the program: the content
    of another program's store is dropped. ``read_only`` opens a copy and ``temporary`` an empty
    store, both removed when closed; ``reset`` empties the store first.
    """

    def __init__(
        self,
        path: Path | None,
        fingerprint: bytes = b"",
        *,
        read_only: bool = False,
        temporary: bool = False,
        reset: bool = False,
    ) -> None:
        self.path = path
        self._file = StoreFile(
            path, fingerprint, read_only=read_only, temporary=temporary, reset=reset
        )
        self.db = self._file.open()
        self._temp_tables = count()
        self.execute = self.db.execute
        self.executemany = self.db.executemany

    @property
    def note(self) -> str:
        """What was wrong with the existing store, in one line; empty if nothing was."""
        return self._file.note

    @property
    def address(self) -> str:
        """The path of the file, for workers that open it."""
        sql = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
        return os.fsdecode(self.db.execute(sql).fetchone()[0])

    @property
    def temporary_folder(self) -> Path | None:
        """Where the store lies if it is removed when closed; None if the next build has it."""
        folder = self._file.temporary_folder
        return Path(folder.name) if folder else None

    # Transactions.

    def begin(self) -> None:
        """Begin a transaction, which lasts until :meth:`commit`."""
        if self.db.in_transaction:
            return
        self._file.begin()
        self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """End the transaction; workers see what was written."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")

    def rollback(self) -> None:
        """Undo what was written since :meth:`begin`, if no commit has ended that."""
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")

    def close(self) -> None:
        """Roll back what was not committed, and close the file."""
        self.rollback()
        self.db.close()
        self._file.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Queries.

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row; None if there is none."""
        row = self.execute(sql, values).fetchone()
        return row[0] if row else None

    def column(self, sql: str, *values: Any) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.execute(sql, values)]

    def get(self, name: str, kind: type[T]) -> T | None:
        """A small value that was set before; None if there is none."""
        data = self.value("SELECT value FROM meta WHERE name = ?", name)
        return None if data is None else msgspec.msgpack.decode(data, type=kind)

    def set(self, name: str, value: Any) -> None:
        """Store a small value under a name."""
        self.execute("REPLACE INTO meta VALUES (?, ?)", (name, encode(value)))

    def changes_to(self, name: str, value: bytes) -> bool:
        """Store a digest under a name; returns whether it is not that of the last build."""
        before = self.get(name, bytes)
        self.set(name, value)
        return before != value

    @contextmanager
    def temp_table(self, numbers: Iterable[int]) -> Iterator[str]:
        """The name of a temporary table of these numbers, in a column ``x``.

        For ``IN (SELECT x FROM …)`` and joins. A join must begin with it by ``CROSS JOIN``: SQLite
        does not know its size, and would read all of the other table.
        """
        name = f"numbers_{next(self._temp_tables)}"
        self.execute(f"CREATE TEMP TABLE {name} (x INTEGER PRIMARY KEY)")
        try:
            rows = ((number,) for number in numbers)
            self.executemany(f"INSERT OR IGNORE INTO {name} VALUES (?)", rows)  # noqa: S608
            yield name
        finally:
            self.execute(f"DROP TABLE {name}")

    def clear(self, *tables: str) -> None:
        """Empty these tables."""
        for table in tables:
            self.execute(f"DELETE FROM {table}")  # noqa: S608
