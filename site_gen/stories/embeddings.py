"""Sentence embeddings of texts, each computed once and stored in the cache.

They are rounded to whole numbers of one byte, with which sums are exact.
"""

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
"""Text → its embedding, a vector of length 1."""

_SCALE = 400
"""Steps in 1. Of an embedding with hundreds of dimensions, no component reaches 127 steps; were one
larger, it would be cut."""
UNIT = _SCALE * _SCALE
"""The product of two equal embeddings, about."""
_TOLERANCE = 0.5
"""How far, as a share, rounding and cutting may take the square of a vector's length from that."""
_FILE = "meanings-2.sqlite"
"""The number changes with the model, with how texts are made, and with how vectors are stored."""


class Embeddings:
    """The embeddings of texts; those of earlier builds are read from the folder ``cache``."""

    def __init__(self, cache: Path, encode: Encode) -> None:
        self.file = cache / _FILE
        self.encode = encode
        self._in_memory: dict[str, npt.NDArray[np.int8]] = {}

    def of(self, texts: Sequence[str]) -> list[npt.NDArray[np.int8]]:
        """The embedding of each text, as whole numbers of which 400 are 1."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._in_memory]
        if missing:
            self._load(missing)
        return [self._in_memory[text] for text in texts]

    def forget(self, texts: Iterable[str]) -> None:
        """Drop the embeddings of these texts from memory."""
        for text in texts:
            self._in_memory.pop(text, None)

    def _load(self, texts: Sequence[str]) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(_with_table(sqlite3.connect(self.file))) as store, store:
                self._read_or_encode(texts, store)
        except (OSError, sqlite3.Error):
            # Damaged, or not writable: start a new file next time, and use memory now.
            with contextlib.suppress(OSError):
                self.file.unlink(missing_ok=True)
            with closing(_with_table(sqlite3.connect(":memory:"))) as store:
                self._read_or_encode(texts, store)

    def _read_or_encode(self, texts: Sequence[str], store: sqlite3.Connection) -> None:
        for text in texts:
            key = hashlib.blake2b(text.encode(), digest_size=16).digest()
            row = store.execute("SELECT meaning FROM meanings WHERE text = ?", (key,)).fetchone()
            embedding = _decode(row[0]) if row else None
            if embedding is None:
                embedding = _rounded(self.encode(text))
                data = embedding.tobytes()
                store.execute("INSERT OR REPLACE INTO meanings VALUES (?, ?)", (key, data))
            self._in_memory[text] = embedding


def _rounded(embedding: npt.NDArray[Any]) -> npt.NDArray[np.int8]:
    steps = np.rint(np.asarray(embedding, dtype=np.float64) * _SCALE)
    return steps.clip(-127, 127).astype(np.int8)


def _decode(data: bytes) -> npt.NDArray[np.int8] | None:
    """A stored embedding; None if its length is not about 1, so that it must be damaged."""
    embedding = np.frombuffer(data, np.int8)
    square = float(np.square(embedding, dtype=np.float64).sum())
    return embedding if abs(square / UNIT - 1) < _TOLERANCE else None


def _with_table(store: sqlite3.Connection) -> sqlite3.Connection:
    store.execute("CREATE TABLE IF NOT EXISTS meanings (text BLOB PRIMARY KEY, meaning BLOB)")
    return store
