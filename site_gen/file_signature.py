"""By what a file is taken for unchanged without being read.

A signature is what the system says of a file's content: its size, when it was written, when its
entry was last changed, and which file it is. No program can set the second of these times, so a
file that was written anew shows it, whatever its modification time was set to. Where the
clock of the disk is too coarse to tell two writes apart, the signature is not trusted and the
file is read: git calls such entries racy
(https://git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import os
import time
from pathlib import Path

Signature = tuple[int, int, int, int]
"""Size in bytes, times of writing and of the last change in nanoseconds, and inode."""

UNKNOWN: Signature = (-1, 0, 0, 0)
"""The signature of no file."""
_SECOND = 1_000_000_000
_COARSE = 2 * _SECOND
"""Nanoseconds: the coarsest clock of a file system in use, that of FAT."""
_FINE = _SECOND // 50
"""The coarsest of those that tell parts of a second: they go by the ticks of the kernel."""


def signature_of(path: str | Path) -> Signature:
    """The signature of a file; UNKNOWN if there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116  a tenth of the time of Path.stat
    except (OSError, ValueError):
        return UNKNOWN
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def settled(signature: Signature, now: int) -> Signature:
    """The signature if a later write would change it; UNKNOWN if it is too young for that.

    ``now`` is when it was taken, in nanoseconds since 1970.
    """
    tick = _FINE if signature[2] % _SECOND else _COARSE
    return signature if max(signature[1], signature[2]) < now - tick else UNKNOWN


def now() -> int:
    """Nanoseconds since 1970, for :func:`settled`."""
    return time.time_ns()
