"""Static files: CSS and JavaScript files are joined under hashed names, others are copied."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from site_gen.errors import UsageError
from site_gen.folders import Tree, folder_problems, is_utf8, walk
from site_gen.model import Output, Problem

_FIRST = ("layers.css", "tokens.css", "reset.css", "base.css", "layout.css")
_LAST = ("utilities.css", "print.css")
_HASH_LENGTH = 10
_JOINED = (
    ("search", "js/search/", "search", "js"),
    ("css", "css/", "site", "css"),
    ("js", "js/", "site", "js"),
)
"""Files that are joined: key, folder, and stem and ending of the joined file. What only the search
page runs comes first, so that the script of all pages is what remains."""
ICON = "img/icon.svg"
PREVIEW = "img/preview.png"


class Assets(msgspec.Struct, frozen=True):
    """The static files of a site."""

    outputs: tuple[Output, ...]
    paths: Mapping[str, str]
    """``css``, ``js``, ``search``, ``icon``, ``preview`` → path within the site; missing if there
    is none. ``search`` is the script of the search page."""


def gather(folders: tuple[Path, ...], left_out: tuple[str, ...] = ()) -> Assets:
    """All static files; a file of an earlier folder overrides its namesake in a later.

    The last folder is the theme's; its files whose names start with one of ``left_out`` are
    skipped. Files below ``css/`` are joined into one stylesheet, files below ``js/search/`` into
    the script of the search page, others below ``js/`` into that of all pages, each with a digest
    in its name so that browsers can cache it for ever.
    Raises UsageError for a file that cannot be read.
    """
    *overrides, theme = folders
    files = {name: path for name, path in _files(theme).items() if not name.startswith(left_out)}
    for folder in reversed(overrides):
        files.update(_files(folder))
    outputs, paths = [], {}
    for key, folder_name, stem, ending in _JOINED:
        members = [name for name in files if name.startswith(folder_name)]
        parts = [_read(files.pop(name)) for name in sorted(members, key=_order)]
        if parts:
            joined = b"\n".join(parts)
            digest = hashlib.sha256(joined).hexdigest()[:_HASH_LENGTH]
            path = f"assets/{stem}-{digest}.{ending}"
            outputs.append(Output(path, joined))
            paths[key] = f"/{path}"
    named = (("icon", ICON), ("preview", PREVIEW))
    paths |= {name: f"/{file}" for name, file in named if file in files}
    outputs += [Output(name, _read(path)) for name, path in sorted(files.items())]
    return Assets(tuple(outputs), paths)


def static_problems(folders: tuple[Path, ...]) -> list[Problem]:
    """Links that are not followed, and static files that are left out for their names."""
    return [problem for folder in folders for problem in folder_problems(folder, *_walk(folder))]


def _files(folder: Path) -> dict[str, Path]:
    """The files of a folder by their names in the site."""
    _, names = _walk(folder)
    return {name: folder / name for name in names if is_utf8(name)}


def _walk(folder: Path) -> tuple[Tree, list[str]]:
    tree = walk(folder, _is_hidden)
    return tree, [name for name in tree.files if not name.rpartition("/")[2].startswith(".")]


def _is_hidden(name: str) -> bool:
    """Whether a folder is skipped; ``.well-known`` is published (RFC 8615)."""
    return name.startswith(".") and name != ".well-known"


def _order(name: str) -> tuple[int, str]:
    """Sort key: layer declarations first, utilities and print styles last, the rest by name."""
    file = name.split("/", 1)[1]
    if file in _FIRST:
        return _FIRST.index(file), ""
    if file in _LAST:
        return len(_FIRST) + 1 + _LAST.index(file), ""
    return len(_FIRST), file


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
