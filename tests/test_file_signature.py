"""When a file may be taken for unchanged without being read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_gen.file_signature import UNKNOWN, settled, signature_of

SECOND = 1_000_000_000
FINE = 7 * SECOND + 123_456_789
"""A time that only a clock finer than a second tells."""


def test_file_written_again_has_another_signature_whatever_its_times_are_set_to(
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
def test_file_that_is_not_there_has_no_signature(path: str) -> None:
    assert signature_of(path) == UNKNOWN


@pytest.mark.parametrize(
    ("changed", "age", "trusted"),
    [
        (FINE, SECOND // 1000, False),
        (FINE, SECOND // 10, True),
        (7 * SECOND, SECOND, False),
        (7 * SECOND, 3 * SECOND, True),
    ],
    ids=["same tick", "a tenth later", "coarse clock", "coarse clock, later"],
)
def test_signature_is_trusted_once_the_clock_would_tell_a_later_write(
    changed: int, age: int, trusted: bool
) -> None:
    signature = (3, changed, changed, 1)
    assert settled(signature, changed + age) == (signature if trusted else UNKNOWN)
