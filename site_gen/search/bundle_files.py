"""Reading and writing files of Pagefind: gzip over ``pagefind_dcd`` and CBOR (RFC 8949), or JSON.

CBOR is accepted only if it was decoded to its end.
"""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

ENTRY = "pagefind-entry.json"
"""The file that names the others."""
_SIGNATURE = b"pagefind_dcd"


class UnknownFormatError(ValueError):
    """A file has another format than that of supported versions of Pagefind."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} has an unknown format: is this version of Pagefind supported?"
        )


def read_entry(bundle: Path) -> dict[str, Any]:
    """The entry file of a bundle; raises UnknownFormatError."""
    path = bundle / ENTRY
    try:
        entry: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if all(isinstance(index["hash"], str) for index in entry["languages"].values()):
            return entry
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownFormatError(path) from error
    raise UnknownFormatError(path)


def first_files(bundle: Path) -> tuple[list[str], list[str]]:
    """The files that a browser loads before it can search: of the program, and of the data."""
    languages = read_entry(bundle)["languages"].values()
    program = [f"wasm.{index.get('wasm') or 'unknown'}.pagefind" for index in languages]
    return program, [f"pagefind.{index['hash']}.pf_meta" for index in languages]


def read_file(path: Path) -> Any:
    """The data of a file; raises UnknownFormatError."""
    import cbor2  # noqa: PLC0415  optional, only needed for indexing

    try:
        data = gzip.decompress(path.read_bytes())
        value = cbor2.loads(data.removeprefix(_SIGNATURE))
    except (OSError, EOFError, zlib.error, cbor2.CBORError) as error:
        raise UnknownFormatError(path) from error
    if data != _SIGNATURE + dumped(value):
        raise UnknownFormatError(path)
    return value


def read_fragment(path: Path) -> dict[str, Any]:
    """What is kept of one page: its text, filters and so on; raises UnknownFormatError."""
    try:
        data = gzip.decompress(path.read_bytes())
        fragment: dict[str, Any] = json.loads(data.removeprefix(_SIGNATURE))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise UnknownFormatError(path) from error
    return fragment


def dumped(value: Any) -> bytes:
    import cbor2  # noqa: PLC0415

    return bytes(cbor2.dumps(value))


def write_file(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(_SIGNATURE + data, mtime=0))
