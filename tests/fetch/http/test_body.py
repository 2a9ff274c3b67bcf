"""Bodies are decompressed up to their limit, and complete or not at all."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterable
from itertools import pairwise, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.fetch.http.body import Body
from site_gen.fetch.http.failures import ReadingError

Pack = Callable[[bytes], bytes]


def raw_deflate(plain: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(plain) + packer.flush()


def members(plain: bytes) -> bytes:
    """Three gzip members, the second one empty, then padding."""
    half = len(plain) // 2
    parts = (plain[:half], b"", plain[half:])
    return b"".join(gzip.compress(part) for part in parts) + b"\0" * 5


FORMATS: dict[str, tuple[str, Pack]] = {
    "plain": ("", bytes),
    "identity": ("identity", bytes),
    "gzip": ("gzip", gzip.compress),
    "x-gzip": (" X-GZIP ", gzip.compress),
    "members": ("gzip", members),
    "zlib": ("deflate", zlib.compress),
    "raw": ("deflate", raw_deflate),
    "charset instead": ("UTF-8", bytes),
    "charset before": ("utf-8, gzip", gzip.compress),
    "none": ("none", bytes),
    "with identity": ("identity, gzip", gzip.compress),
}
bodies = st.binary(min_size=1, max_size=300)
formats = st.sampled_from(sorted(FORMATS))


def read(encoding: str, chunks: Iterable[bytes], max_bytes: int = 1000) -> bytes:
    body = Body(encoding, max_bytes)
    for chunk in chunks:
        body.add(chunk)
    return body.complete()


def split(packed: bytes, positions: Iterable[int]) -> list[bytes]:
    edges = sorted({0, len(packed), *(position % (len(packed) + 1) for position in positions)})
    return [packed[start:end] for start, end in pairwise(edges)]


@given(bodies, formats, st.lists(st.integers(min_value=0), max_size=8))
def test_decompressed_body_does_not_depend_on_the_chunks(
    plain: bytes, format_name: str, positions: list[int]
) -> None:
    encoding, pack = FORMATS[format_name]
    assert read(encoding, split(pack(plain), positions)) == plain


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_body_byte_by_byte(format_name: str) -> None:
    encoding, pack = FORMATS[format_name]
    plain = b"<item>Ferry late</item>" * 10
    assert read(encoding, (bytes([byte]) for byte in pack(plain))) == plain


@pytest.mark.parametrize("format_name", ["gzip", "zlib", "raw"])
def test_incomplete_body_is_cut_off(format_name: str) -> None:
    encoding, pack = FORMATS[format_name]
    packed = pack(bytes(range(256)))
    for length in range(1, len(packed)):
        with pytest.raises(ReadingError) as cut_off:
            read(encoding, [packed[:length]])
        assert cut_off.value.failure.code == "cut-off"


def test_incomplete_second_member() -> None:
    both = gzip.compress(b"one") + gzip.compress(b"two")
    with pytest.raises(ReadingError) as cut_off:
        read("gzip", [both[:-3]])
    assert cut_off.value.failure.code == "cut-off"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", b"no gzip at all"),
        ("gzip", gzip.compress(b"feed")[:-8] + b"\0" * 8),
        ("gzip", gzip.compress(b"feed") + b"\x1f\x8b no member"),
        ("deflate", b"\xff" * 20),
        ("deflate", zlib.compress(b"feed")[:-4] + b"\0" * 4),
    ],
    ids=["no gzip", "sum of gzip", "second member", "no deflate", "sum of zlib"],
)
def test_damaged_body(encoding: str, packed: bytes) -> None:
    with pytest.raises(ReadingError) as damaged:
        read(encoding, [packed])
    assert damaged.value.failure.code == "bad-encoding"


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_limit_counts_decompressed_bytes(format_name: str) -> None:
    encoding, pack = FORMATS[format_name]
    assert len(read(encoding, [pack(b"x" * 1000)])) == 1000
    with pytest.raises(ReadingError) as large:
        read(encoding, [pack(b"x" * 1001)])
    assert large.value.failure.code == "too-large"


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "deflate, gzip", "*"])
def test_other_encoding(encoding: str) -> None:
    with pytest.raises(ReadingError) as other:
        Body(encoding, 1000)
    assert other.value.failure.code == "bad-encoding"
    assert f"“{encoding}”" in other.value.failure.message


@pytest.mark.parametrize("chunk", [gzip.compress(b""), b"a" * 20], ids=["members", "name"])
def test_endless_compressed_body_of_nothing_is_too_large(chunk: bytes) -> None:
    start = b"\x1f\x8b\x08\x08" + b"\0" * 6 if chunk.startswith(b"a") else b""
    with pytest.raises(ReadingError) as large:
        read("gzip", [start, *repeat(chunk, 1000)])
    assert large.value.failure.code == "too-large"


def test_bomb_takes_little_more_memory_than_the_limit() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(60)) + packer.flush()
    assert len(bomb) < 70_000
    max_bytes = 1_000_000
    tracemalloc.start()
    try:
        with pytest.raises(ReadingError) as large:
            read("gzip", [bomb], max_bytes)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert large.value.failure.code == "too-large"
    assert peak < 3 * max_bytes
