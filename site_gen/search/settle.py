"""Put in order what Pagefind leaves in the order of chance.

Pagefind keeps filters and their values in hash maps, so that the same pages give other
filter files at every run, and with them another list of contents. All else is the same.
Here the values are sorted, files named by what is in them, and the list is made to agree.

Files are gzip over ``pagefind_dcd`` and CBOR, of which only what they hold is known here:
small numbers, texts and arrays.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from pathlib import Path

_SIGNATURE = b"pagefind_dcd"
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_FILTERS = 3
"""Which member of the list of contents names the filters."""


class UnknownFormatError(ValueError):
    """A file is not as it is with the versions of Pagefind that are known."""


def settle(bundle: Path) -> None:
    """Give the bundle the form that it always has for the same pages; raises UnknownFormatError."""
    entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
    for language, told in entry["languages"].items():
        names = {}
        for path in sorted((bundle / "filter").glob(f"{language}_*.pf_filter")):
            name, values = _members(_open(path))
            data = _array([name, _array(sorted(_members(values)))])
            names[path.stem] = f"{language}_{_digest(data)[:7]}"
            path.unlink()
            _write(path.with_stem(names[path.stem]), data)
        path = bundle / f"pagefind.{told['hash']}.pf_meta"
        members = _members(_open(path))
        pairs = [_members(pair) for pair in _members(members[_FILTERS])]
        members[_FILTERS] = _array(
            sorted(_array([name, _text(names[_read_text(file)])]) for name, file in pairs)
        )
        data = _array(members)
        told["hash"] = f"{language}_{_digest(data)[:10]}"
        path.unlink()
        _write(bundle / f"pagefind.{told['hash']}.pf_meta", data)
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (bundle / "pagefind-entry.json").write_text(text, encoding="utf-8")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _open(path: Path) -> bytes:
    try:
        data = zlib.decompress(path.read_bytes(), wbits=31)
    except zlib.error as error:
        raise UnknownFormatError(path.name) from error
    if not data.startswith(_SIGNATURE):
        raise UnknownFormatError(path.name)
    return data.removeprefix(_SIGNATURE)


def _write(path: Path, data: bytes) -> None:
    """Compress without time and name of a machine."""
    whole = _SIGNATURE + data
    deflate = zlib.compressobj(9, wbits=-15)
    head = b"\x1f\x8b\x08" + bytes(5) + b"\x02\xff"
    tail = struct.pack("<II", zlib.crc32(whole), len(whole))
    path.write_bytes(head + deflate.compress(whole) + deflate.flush() + tail)


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind and number of the item at a place, and where what belongs to it begins."""
    kind, low = data[at] >> 5, data[at] & 31
    if kind not in (_NUMBER, _TEXT, _ARRAY) or low > 27:
        raise UnknownFormatError(f"CBOR {data[at]:#04x}")
    size = _LENGTHS.get(low, 0)
    number = int.from_bytes(data[at + 1 : at + 1 + size], "big") if size else low
    return kind, number, at + 1 + size


def _after(data: bytes, at: int) -> int:
    """Where the item at a place ends."""
    left = 1
    while left:
        kind, number, at = _head(data, at)
        left += number - 1 if kind == _ARRAY else -1
        at += number if kind == _TEXT else 0
    return at


def _members(data: bytes) -> list[bytes]:
    """The items of an array, each as it is encoded."""
    kind, count, at = _head(data, 0)
    if kind != _ARRAY:
        raise UnknownFormatError("an array was expected")
    members = []
    for _ in range(count):
        end = _after(data, at)
        members.append(data[at:end])
        at = end
    return members


def _read_text(data: bytes) -> str:
    return data[_head(data, 0)[2] :].decode()


def _text(text: str) -> bytes:
    data = text.encode()
    return _begin(_TEXT, len(data)) + data


def _array(members: list[bytes]) -> bytes:
    return _begin(_ARRAY, len(members)) + b"".join(members)


def _begin(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    low = {length: code for code, length in _LENGTHS.items()}[size]
    return bytes([kind << 5 | low]) + number.to_bytes(size, "big")
