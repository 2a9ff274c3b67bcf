"""File signatures: detect that a file is unchanged without reading it.

A signature is a file's size, mtime, ctime and inode. Programs can set the mtime but not the ctime,
so rewriting a file always changes its signature, unless both writes fall within one tick of the
disk's clock. A signature as young as that is not trusted, and the file is read: git calls such
entries racy (https://git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

Signature = tuple[int, int, int, int]
"""Size in bytes, mtime and ctime in nanoseconds, inode."""

UNKNOWN: Signature = (-1, 0, 0, 0)
"""A signature that no file has."""
_SECOND = 1_000_000_000
_COARSE = 2 * _SECOND
"""Nanoseconds: the coarsest clock of a file system in use, that of FAT."""
_FINE = _SECOND // 50
"""Nanoseconds: the coarsest clock that counts parts of a second, by ticks of the kernel."""


def signature_of(path: str | Path) -> Signature:
    """The signature of a file; UNKNOWN if there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116  a tenth of the time of Path.stat
    except (OSError, ValueError):
        return UNKNOWN
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


MODE = 0o644
"""Permissions of output files, whatever the umask is, so that a web server can read them."""
OPEN = 0o055
"""Permissions that everybody must have for output folders."""
_HAS_MODES = os.name != "nt"


def is_plain_file(path: str) -> bool:
    """Whether this is a regular file with the permissions of output files, and no kind of link."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        return False
    return not _HAS_MODES or stat.S_IMODE(status.st_mode) == MODE


def is_open_folder(path: str) -> bool:
    """Whether this is a folder, not a link, that a web server can read."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return stat.S_ISDIR(mode) and (not _HAS_MODES or mode & OPEN == OPEN)


def trusted(signature: Signature, now: int) -> Signature:
    """The signature if any later write would change it; UNKNOWN if it is too young for that.

    ``now`` is when the signature was taken, in nanoseconds since 1970.
    """
    tick = _FINE if signature[2] % _SECOND else _COARSE
    return signature if max(signature[1], signature[2]) < now - tick else UNKNOWN


def now() -> int:
    """Nanoseconds since 1970, for :func:`trusted`."""
    return time.time_ns()
