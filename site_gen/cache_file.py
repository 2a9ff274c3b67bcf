"""Cache files with a digest: a damaged file, or one of another program, counts as missing."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_gen.atomic import replace_file
from site_gen.fingerprint import digest

T = TypeVar("T")

_DIGEST = 16
"""Bytes."""


def write(path: Path, made_by: bytes, value: Any) -> None:
    """Write a value as MessagePack. Errors are ignored: the value is computed again then.

    ``made_by`` is the digest of the program, or of whatever else the value depends on.
    """
    data = msgspec.msgpack.encode(value)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, digest(made_by, data) + data)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def read(path: Path, made_by: bytes, kind: type[T]) -> T | None:
    """The stored value; None if it is missing or damaged, or ``made_by`` was another."""
    try:
        content = path.read_bytes()
        data = memoryview(content)[_DIGEST:]
        if digest(made_by, data) != content[:_DIGEST]:
            return None
        return msgspec.msgpack.decode(data, type=kind)
    except (OSError, msgspec.MsgspecError):
        return None
