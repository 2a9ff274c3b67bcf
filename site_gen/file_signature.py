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
import stat
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


MODE = 0o644
"""The permissions of a file of the site, whatever the umask: a web server must be able to read
it."""
OPEN = 0o055
"""What everybody must be able to do with a folder of the site."""
_HAS_MODES = os.name != "nt"


def is_as_made(path: str) -> bool:
    """Whether a file of the site is what a build makes: a regular file with permissions of its
    own, no link of any kind."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        return False
    return not _HAS_MODES or stat.S_IMODE(status.st_mode) == MODE


def is_open_folder(path: str) -> bool:
    """Whether this is a folder, no link to one, that a web server can look into."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return stat.S_ISDIR(mode) and (not _HAS_MODES or mode & OPEN == OPEN)


def settled(signature: Signature, now: int) -> Signature:
    """The signature if a later write would change it; UNKNOWN if it is too young for that.

    ``now`` is when it was taken, in nanoseconds since 1970.
    """
    tick = _FINE if signature[2] % _SECOND else _COARSE
    return signature if max(signature[1], signature[2]) < now - tick else UNKNOWN


def now() -> int:
    """Nanoseconds since 1970, for :func:`settled`."""
    return time.time_ns()
