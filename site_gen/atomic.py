# ruff: noqa: PTH101, PTH105, PTH108, PTH118
"""Replacing a file in one step, so that no reader sees half of it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def replace_file(
    path: str | Path, data: bytes, folder: str | Path | None = None, *, mode: int | None = None
) -> None:
    """Write ``data`` to a temporary file and rename it to ``path``.

    The temporary file lies in ``folder``, which must be on the same disk; by default beside
    ``path``. Its name ends in ``.part``. ``mode`` sets the permissions whatever the umask is.
    Raises OSError if the file cannot be written; ``path`` is unchanged then.
    """
    # os functions instead of pathlib: a build calls this for every file it writes.
    head, tail = os.path.split(path)
    part = os.path.join(folder or head, f".{tail[:40]}.{os.getpid()}.part")
    try:
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666 if mode is None else mode)
        try:
            done = 0
            while done < len(data):
                done += os.write(file, memoryview(data)[done:])
        finally:
            os.close(file)
        if mode is not None:
            os.chmod(part, mode)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
