"""A lock on the store, so that only one build at a time uses it."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where SQLite's own locks must do
    fcntl = None  # type: ignore[assignment]

_TIMEOUT = 5.0
"""Seconds to wait for another build of the same site."""
_INTERVAL = 0.05


class Lock:
    """A lock on a file, held by the operating system until it is released or the process ends.

    SQLite's own locks last for a transaction: they would let another build replace the file between
    two of them.
    """

    def __init__(self, store: Path) -> None:
        self.path = store.with_suffix(".lock")
        self._file = -1

    def acquire(self) -> bool:
        """Whether the lock was acquired in time; also true where no file can be locked."""
        if fcntl is None:
            return True
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError:  # the cache cannot be written: there is nothing to lock
            return True
        deadline = time.monotonic() + _TIMEOUT
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    self.release()
                    return False
                time.sleep(_INTERVAL)
            except OSError:  # a file system without locks
                return True
            else:
                return True

    def release(self) -> None:
        if self._file >= 0:
            with contextlib.suppress(OSError):
                os.close(self._file)
            self._file = -1
