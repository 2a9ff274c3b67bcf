"""Make the output of Pagefind reproducible.

Pagefind stores filters and their values in hash maps, so every run writes other filter files for
the same pages, and with them another list of contents; all other files are the same. Here the
values are sorted, filter files are named by a digest of their content, and the list of contents is
rewritten with these names.

Of the list of contents this module knows only where the filters are. ``bundle_files.py`` has the
format.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from site_gen.search.bundle_files import (
    ENTRY,
    UnknownFormatError,
    dumped,
    read_entry,
    read_file,
    write_file,
)

_FILTERS = 3
"""The index of the filters in the list of contents: ``[[name, file], …]``."""


def normalise(bundle: Path) -> None:
    """Rewrite the bundle so that the same pages give the same bytes; raises UnknownFormatError."""
    entry = read_entry(bundle)
    for language, index in entry["languages"].items():
        names = {}
        for path in sorted((bundle / "filter").glob(f"{language}_*.pf_filter")):
            data = _sorted_filter(path)
            names[path.stem] = f"{language}_{_digest(data)[:7]}"
            path.unlink()
            write_file(path.with_stem(names[path.stem]), data)
        path = bundle / f"pagefind.{index['hash']}.pf_meta"
        data = _renamed_filters(path, names)
        index["hash"] = f"{language}_{_digest(data)[:10]}"
        path.unlink()
        write_file(bundle / f"pagefind.{index['hash']}.pf_meta", data)
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (bundle / ENTRY).write_text(text, encoding="utf-8")


def _sorted_filter(path: Path) -> bytes:
    """A filter, ``[name, [[value, [pages]], …]]``, sorted by its values."""
    try:
        name, values = read_file(path)
        return dumped([name, sorted(values)])
    except (TypeError, ValueError) as error:
        raise UnknownFormatError(path) from error


def _renamed_filters(path: Path, names: dict[str, str]) -> bytes:
    """The list of contents with the new file names of the filters."""
    contents = read_file(path)
    try:
        contents[_FILTERS] = sorted([name, names[file]] for name, file in contents[_FILTERS])
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise UnknownFormatError(path) from error
    return dumped(contents)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
