"""Small files of the cache that carry a digest: one that is damaged, or was written by something
else, is as if it were not there."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_gen.atomic import replace_file
from site_gen.fingerprint import digest

T = TypeVar("T")

_DIGEST = 16


def write(path: Path, made_by: bytes, value: Any) -> None:
    """Keep a value; ``made_by`` says what it is made by.

    Where that cannot be, nothing is kept: who needs it does the work again.
    """
    data = msgspec.msgpack.encode(value)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, digest(made_by, data) + data)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def read(path: Path, made_by: bytes, kind: type[T]) -> T | None:
    """A value that was kept; None if it was not, is damaged, or was made by something else."""
    try:
        whole = path.read_bytes()
        data = memoryview(whole)[_DIGEST:]
        if digest(made_by, data) != whole[:_DIGEST]:
            return None
        return msgspec.msgpack.decode(data, type=kind)
    except (OSError, msgspec.MsgspecError):
        return None
