"""Cache files with a digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import cache_file
from site_gen.fingerprint import digest

KIND = dict[str, list[int]]
VALUE: KIND = {"a": [1, 2], "b": []}


def test_written_value_is_read(tmp_path: Path) -> None:
    cache_file.write(tmp_path / "deep" / "file", b"me", VALUE)
    assert cache_file.read(tmp_path / "deep" / "file", b"me", KIND) == VALUE


def test_damage_of_any_byte_is_detected(tmp_path: Path) -> None:
    path = tmp_path / "file"
    cache_file.write(path, b"me", VALUE)
    data = path.read_bytes()
    for position in range(len(data)):
        path.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
        assert cache_file.read(path, b"me", KIND) is None
        path.write_bytes(data[:position])
        assert cache_file.read(path, b"me", KIND) is None


def test_value_of_another_program_or_type_counts_as_missing(tmp_path: Path) -> None:
    cache_file.write(tmp_path / "file", b"me", VALUE)
    assert cache_file.read(tmp_path / "file", b"you", KIND) is None
    assert cache_file.read(tmp_path / "file", b"me", list[int]) is None
    assert cache_file.read(tmp_path / "none", b"me", KIND) is None


def test_unwritable_path_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    cache_file.write(tmp_path / "file", b"me", VALUE)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("one", "other"), [((b"ab", b"c"), (b"a", b"bc")), ((b"", b"a"), (b"a", b"")), ((), (b"",))]
)
def test_digest_depends_on_the_boundaries_of_parts(one: tuple[bytes], other: tuple[bytes]) -> None:
    assert digest(*one) != digest(*other)
