"""Noticing a store that was changed by something other than a build."""

from __future__ import annotations

import contextlib
from pathlib import Path

_SECOND = 1_000_000_000


class Seal:
    """Size and modification time of a store when it was closed, in a file next to it.

    SQLite has no checksum of a file's content. A file that another program wrote to has a newer
    time; one that was restored from an archive has the time that it had. The seal is removed while
    a build writes: if the build is killed, SQLite repairs the file.
    """

    def __init__(self, store: Path) -> None:
        self.store = store
        self.path = store.with_suffix(".seal")

    def _current(self) -> tuple[int, int]:
        stat = self.store.stat()
        return stat.st_size, stat.st_mtime_ns

    def is_broken(self) -> bool:
        """Whether the store differs from what the seal says; false if there is no seal."""
        try:
            size, time = map(int, self.path.read_text(encoding="ascii").split())
            current = self._current()
        except (OSError, ValueError):
            return False
        # Some archives have times in whole seconds.
        return current not in ((size, time), (size, time // _SECOND * _SECOND))

    def remove(self) -> None:
        with contextlib.suppress(OSError):  # then it is broken, and the next build says so
            self.path.unlink(missing_ok=True)

    def write(self) -> None:
        """Write the seal unless there is one."""
        with contextlib.suppress(OSError):
            if not self.path.exists():
                self.path.write_text("{} {}".format(*self._current()), encoding="ascii")
