"""Whether a store is still as it was when it was closed."""

from __future__ import annotations

import contextlib
from pathlib import Path

_SECOND = 1_000_000_000


class Seal:
    """Size and time of a store that was closed in good order, kept beside it.

    SQLite keeps no digest of what a file holds. A file that was written to by something else shows
    it by its time; one that was restored from an archive has the time that it had.
    While a build writes there is no seal: if it is killed, SQLite repairs the file.
    """

    def __init__(self, store: Path) -> None:
        self.store = store
        self.path = store.with_suffix(".seal")

    def _now(self) -> tuple[int, int]:
        stat = self.store.stat()
        return stat.st_size, stat.st_mtime_ns

    def is_broken(self) -> bool:
        try:
            size, time = map(int, self.path.read_text(encoding="ascii").split())
            found = self._now()
        except (OSError, ValueError):
            return False
        # Some archives keep whole seconds.
        return found not in ((size, time), (size, time // _SECOND * _SECOND))

    def lift(self) -> None:
        with contextlib.suppress(OSError):  # then it is broken, and the next build says so
            self.path.unlink(missing_ok=True)

    def set(self) -> None:
        with contextlib.suppress(OSError):
            if not self.path.exists():
                self.path.write_text("{} {}".format(*self._now()), encoding="ascii")
