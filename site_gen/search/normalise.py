"""Put in order what Pagefind leaves in the order of chance.

Pagefind keeps filters and their values in hash maps, so that the same pages give other
filter files at every run, and with them another list of contents. All else is the same.
Here the values are sorted, files named by what is in them, and the list is made to agree.

Files are gzip over ``pagefind_dcd`` and CBOR (RFC 8949). Of the list of contents only the
place of the filters is known here, and nothing is written that was not read to the end.
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
"""Which member of the list of contents names the filters: ``[[name, file], …]``."""


class UnknownFormatError(ValueError):
    """A file is not as it is with the versions of Pagefind that are known."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is not as expected of this program")


def settle(bundle: Path) -> None:
    """Give the bundle the form that it always has for the same pages; raises UnknownFormatError."""
    entry = _entry(bundle / "pagefind-entry.json")
    for language, told in entry["languages"].items():
        names = {}
        for path in sorted((bundle / "filter").glob(f"{language}_*.pf_filter")):
            data = _sorted_filter(path)
            names[path.stem] = f"{language}_{_digest(data)[:7]}"
            path.unlink()
            _write(path.with_stem(names[path.stem]), data)
        path = bundle / f"pagefind.{told['hash']}.pf_meta"
        data = _renamed_filters(path, names)
        told["hash"] = f"{language}_{_digest(data)[:10]}"
        path.unlink()
        _write(bundle / f"pagefind.{told['hash']}.pf_meta", data)
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (bundle / "pagefind-entry.json").write_text(text, encoding="utf-8")


def _entry(path: Path) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if all(isinstance(told["hash"], str) for told in entry["languages"].values()):
            return entry
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownFormatError(path) from error
    raise UnknownFormatError(path)


def _sorted_filter(path: Path) -> bytes:
    """A filter, ``[name, [[value, [pages]], …]]``, by its values."""
    try:
        name, values = _read(path)
        return _dumped([name, sorted(values)])
    except (TypeError, ValueError) as error:
        raise UnknownFormatError(path) from error


def _renamed_filters(path: Path, names: dict[str, str]) -> bytes:
    """The list of contents, with the filters' new names."""
    contents = _read(path)
    try:
        contents[_FILTERS] = sorted([name, names[file]] for name, file in contents[_FILTERS])
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise UnknownFormatError(path) from error
    return _dumped(contents)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(path: Path) -> Any:
    import cbor2  # noqa: PLC0415 (of an extra, and needed only where something is indexed)

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
