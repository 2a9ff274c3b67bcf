"""Texts → meanings, each made once and kept in the cache."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Encode = Callable[[str], npt.NDArray[Any]]
"""Text → its meaning, a vector of length 1."""

_STORED = np.float16
_CLOSE = 0.01
"""How far rounding may take the square of a length from 1."""
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
        try:
            with closing(self._store()) as store, store:
                self._fill(texts, store)
        except (OSError, sqlite3.Error):
            # Damaged, or nowhere to write: begun anew next time, in memory for now.
            with contextlib.suppress(OSError):
                self.file.unlink(missing_ok=True)
            with closing(_prepared(sqlite3.connect(":memory:"))) as store:
                self._fill(texts, store)

    def _store(self) -> sqlite3.Connection:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        return _prepared(sqlite3.connect(self.file))

    def _fill(self, texts: Sequence[str], store: sqlite3.Connection) -> None:
        for text in texts:
            key = hashlib.blake2b(text.encode(), digest_size=16).digest()
            row = store.execute("SELECT meaning FROM meanings WHERE text = ?", (key,)).fetchone()
            meaning = _read(row[0]) if row else None
            if meaning is None:
                data = self.encode(text).astype(_STORED).tobytes()
                store.execute("INSERT OR REPLACE INTO meanings VALUES (?, ?)", (key, data))
                meaning = np.frombuffer(data, _STORED).astype(np.float32)
            self._known[text] = meaning


def _read(data: bytes) -> npt.NDArray[Any] | None:
    """A meaning as it was stored; None if it cannot be one, for its length is not 1."""
    if len(data) % np.dtype(_STORED).itemsize:
        return None
    meaning = np.frombuffer(data, _STORED).astype(np.float32)
    return meaning if abs(float(meaning @ meaning) - 1) < _CLOSE else None


def _prepared(store: sqlite3.Connection) -> sqlite3.Connection:
    store.execute("CREATE TABLE IF NOT EXISTS meanings (text BLOB PRIMARY KEY, meaning BLOB)")
    return store
