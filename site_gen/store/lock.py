"""One build at a time has a store."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where SQLite's own locks must do
    fcntl = None  # type: ignore[assignment]

_WAIT = 5.0
"""Seconds to wait for another build of the same site."""
_PAUSE = 0.05


class Lock:
    """A lock on a store, held by the operating system until it is released or the process ends.

    SQLite's own locks last for a transaction: they would let another build replace the file between
    two of them.
    """

    def __init__(self, store: Path) -> None:
        self.path = store.with_suffix(".lock")
        self._file = -1

    def take(self) -> bool:
        """Whether the lock could be had in time; also where nothing can be locked."""
        if fcntl is None:
            return True
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError:  # no cache can be written: there is nothing to lock
            return True
        deadline = time.monotonic() + _WAIT
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    self.release()
                    return False
                time.sleep(_PAUSE)
            except OSError:  # a disk that knows no locks
                return True
            else:
                return True

    def release(self) -> None:
        """Let another build have the store."""
        if self._file >= 0:
            with contextlib.suppress(OSError):
                os.close(self._file)
            self._file = -1
