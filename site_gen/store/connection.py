"""Connections to the store's SQLite file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

_CACHE_SIZE = 64 << 10
"""KiB of the file that SQLite keeps in memory."""
_CACHE_SHARE = 32
"""A larger file gets a cache of this part of it: with 64 MiB for 13 GB, relations read and write
the same pages again and again."""
_LARGEST_CACHE = 1 << 20
"""KiB."""
_MMAP_SIZE = 1 << 26
"""Bytes of the file that are mapped into memory. More is no faster, less takes 2 % more time."""
SNAPSHOT = ".snapshot"
"""What the name of a copy of a store ends with that nothing changes any more."""
_TIMEOUT = 5.0
"""Seconds to wait for another connection's lock."""


def connect(address: str) -> sqlite3.Connection:
    """A connection that reads and writes."""
    db = sqlite3.connect(address, timeout=_TIMEOUT, isolation_level=None, cached_statements=512)
    db.executescript(
        f"""
        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -{_CACHE_SIZE}; PRAGMA mmap_size = {_MMAP_SIZE};
        """
    )
    return db


def fit_cache(db: sqlite3.Connection) -> None:
    """Give a connection a cache that suits the size of its file."""
    (size,) = db.execute(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    ).fetchone()
    wanted = min(max(_CACHE_SIZE, (size >> 10) // _CACHE_SHARE), _LARGEST_CACHE)
    db.execute(f"PRAGMA cache_size = -{wanted}")


def reader(address: str) -> sqlite3.Connection:
    """A connection that only reads, such as a worker needs.

    A snapshot is read without locks, which folders of a network may not have.
    """
    quoted = address.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    mode = "mode=ro&immutable=1" if address.endswith(SNAPSHOT) else "mode=ro"
    db = sqlite3.connect(f"file:{quoted}?{mode}", uri=True, isolation_level=None)
    db.execute(f"PRAGMA mmap_size = {_MMAP_SIZE}")
    db.execute("PRAGMA query_only = 1")
    return db


def remove(path: Path) -> None:
    """Remove a store's file and the files that SQLite and :class:`Seal` put next to it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    path.with_suffix(".seal").unlink(missing_ok=True)


def path_bytes(path: str) -> bytes:
    """A path as the store has it: names of files need not be UTF-8."""
    return os.fsencode(path)
