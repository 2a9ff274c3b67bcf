"""File signatures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_gen.file_signature import UNKNOWN, signature_of, trusted

SECOND = 1_000_000_000
FINE = 7 * SECOND + 123_456_789
"""A time of a clock that counts parts of a second."""


def test_rewritten_file_has_another_signature_though_its_mtime_is_reset(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    before, times = signature_of(path), path.stat()
    while signature_of(path)[2] == before[2]:  # until the clock of the disk has moved on
        path.write_bytes(b"new")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert signature_of(path)[:2] == before[:2]
    assert signature_of(path) != before


@pytest.mark.parametrize("path", ["missing", "a\0b"])
def test_missing_file_has_no_signature(path: str) -> None:
    assert signature_of(path) == UNKNOWN


@pytest.mark.parametrize(
    ("changed", "age", "is_trusted"),
    [
        (FINE, SECOND // 1000, False),
        (FINE, SECOND // 10, True),
        (7 * SECOND, SECOND, False),
        (7 * SECOND, 3 * SECOND, True),
    ],
    ids=["same tick", "a tenth later", "coarse clock", "coarse clock, later"],
)
def test_signature_is_trusted_once_it_is_older_than_a_tick_of_the_clock(
    changed: int, age: int, is_trusted: bool
) -> None:
    signature = (3, changed, changed, 1)
    assert trusted(signature, changed + age) == (signature if is_trusted else UNKNOWN)
