"""Whether workers see folders and files of the process that builds, under the same paths."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Mark(NamedTuple):
    """What tells a folder or file from another at the same path of another machine."""

    inode: int
    mtime: int
    """In nanoseconds."""

    def is_seen_as(self, other: Mark) -> bool:
        """Whether ``other``, taken later by a worker, is of the same folder; files may have been
        written into it meanwhile."""
        return self.inode == other.inode and self.mtime <= other.mtime


NOWHERE = Mark(0, -1)

Marks = dict[str, Mark]
"""Path → its mark."""


class Sight(NamedTuple):
    """What a process sees."""

    machine: str
    marks: Marks

    def lacks(self, wanted: Marks) -> str:
        """The first path that this process does not see; empty if it sees all."""
        for path, mark in wanted.items():
            if not mark.is_seen_as(self.marks.get(path, NOWHERE)):
                return path
        return ""


def look(paths: Iterable[str]) -> Sight:
    """What this process sees at these paths."""
    return Sight(machine(), {path: _mark(path) for path in paths})


def _mark(path: str) -> Mark:
    try:
        stat = Path(path).stat()
    except OSError:
        return NOWHERE
    return Mark(stat.st_ino, stat.st_mtime_ns)


@cache
def machine() -> str:
    """A name of this machine; its containers have the same."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:  # not Linux
        return platform.node()
