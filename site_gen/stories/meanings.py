"""Texts → meanings, each made once and kept in the cache."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Encode = Callable[[str], npt.NDArray[Any]]
"""Text → its meaning, a vector of length 1."""

_STORED = np.float16
_FILE = "meanings-1.sqlite"
"""The number changes with the model, and with how texts are made and meanings stored."""


class Meanings:
    """The meanings of texts; those of earlier builds are read from ``cache``."""

    def __init__(self, cache: Path, encode: Encode) -> None:
        self.file = cache / _FILE
        self.encode = encode
        self._known: dict[str, npt.NDArray[Any]] = {}

    def of(self, texts: Sequence[str]) -> list[npt.NDArray[Any]]:
        """The meaning of each text, a vector of length 1."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._learn(missing)
        return [self._known[text] for text in texts]

    def forget(self, texts: Iterable[str]) -> None:
        """Keep these in the cache only."""
        for text in texts:
            self._known.pop(text, None)

    def _learn(self, texts: Sequence[str]) -> None:
        with self._opened() as store:
            for text in texts:
                key = hashlib.blake2b(text.encode(), digest_size=16).digest()
                row = store.execute("SELECT meaning FROM meanings WHERE text = ?", (key,))
                found = row.fetchone()
                if found is None:
                    data = self.encode(text).astype(_STORED).tobytes()
                    store.execute("INSERT INTO meanings VALUES (?, ?)", (key, data))
                else:
                    data = found[0]
                self._known[text] = np.frombuffer(data, _STORED).astype(np.float32)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The store; one that is damaged is begun anew, and where none can be, in memory."""
        try:
            store = self._connect()
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                self.file.unlink()
            try:
                store = self._connect()
            except sqlite3.Error:
                store = _prepared(sqlite3.connect(":memory:"))
        try:
            with store:
                yield store
        finally:
            store.close()

    def _connect(self) -> sqlite3.Connection:
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
        return _prepared(sqlite3.connect(self.file))


def _prepared(store: sqlite3.Connection) -> sqlite3.Connection:
    store.execute("CREATE TABLE IF NOT EXISTS meanings (text BLOB PRIMARY KEY, meaning BLOB)")
    return store
