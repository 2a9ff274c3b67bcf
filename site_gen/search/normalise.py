"""Make the output of Pagefind reproducible.

Pagefind stores filters and their values in hash maps, so every run writes other filter files for
the same pages, and with them another list of contents; all other files are the same. Here the
values are sorted, filter files are named by a digest of their content, and the list of contents is
rewritten with these names.

The files are gzip over ``pagefind_dcd`` and CBOR (RFC 8949). Of the list of contents this module
knows only where the filters are. A file is rewritten only if it was decoded to its end.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3
"""The index of the filters in the list of contents: ``[[name, file], …]``."""


class UnknownFormatError(ValueError):
    """A file has another format than that of supported versions of Pagefind."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} has an unknown format: is this version of Pagefind supported?"
        )


def normalise(bundle: Path) -> None:
    """Rewrite the bundle so that the same pages give the same bytes; raises UnknownFormatError."""
    entry = _read_entry(bundle / "pagefind-entry.json")
    for language, index in entry["languages"].items():
        names = {}
        for path in sorted((bundle / "filter").glob(f"{language}_*.pf_filter")):
            data = _sorted_filter(path)
            names[path.stem] = f"{language}_{_digest(data)[:7]}"
            path.unlink()
            _write(path.with_stem(names[path.stem]), data)
        path = bundle / f"pagefind.{index['hash']}.pf_meta"
        data = _renamed_filters(path, names)
        index["hash"] = f"{language}_{_digest(data)[:10]}"
        path.unlink()
        _write(bundle / f"pagefind.{index['hash']}.pf_meta", data)
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (bundle / "pagefind-entry.json").write_text(text, encoding="utf-8")


def _read_entry(path: Path) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if all(isinstance(index["hash"], str) for index in entry["languages"].values()):
            return entry
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownFormatError(path) from error
    raise UnknownFormatError(path)


def _sorted_filter(path: Path) -> bytes:
    """A filter, ``[name, [[value, [pages]], …]]``, sorted by its values."""
    try:
        name, values = _read(path)
        return _dumped([name, sorted(values)])
    except (TypeError, ValueError) as error:
        raise UnknownFormatError(path) from error


def _renamed_filters(path: Path, names: dict[str, str]) -> bytes:
    """The list of contents with the new file names of the filters."""
    contents = _read(path)
    try:
        contents[_FILTERS] = sorted([name, names[file]] for name, file in contents[_FILTERS])
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise UnknownFormatError(path) from error
    return _dumped(contents)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(path: Path) -> Any:
    import cbor2  # noqa: PLC0415  optional, only needed for indexing

    try:
        data = gzip.decompress(path.read_bytes())
        value = cbor2.loads(data.removeprefix(_SIGNATURE))
    except (OSError, EOFError, zlib.error, cbor2.CBORError) as error:
        raise UnknownFormatError(path) from error
    if data != _SIGNATURE + _dumped(value):
        raise UnknownFormatError(path)
    return value


def _dumped(value: Any) -> bytes:
    import cbor2  # noqa: PLC0415

    return bytes(cbor2.dumps(value))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(_SIGNATURE + data, mtime=0))
