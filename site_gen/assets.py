"""Static files: CSS and JavaScript files are joined under hashed names, others are copied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import rjsmin

from site_gen.config import ReaderFeatures, Theme
from site_gen.folders import Tree, folder_problems, is_utf8, walk
from site_gen.i18n import scripts
from site_gen.i18n.language import Language
from site_gen.looks import FOLDER as LOOKS
from site_gen.looks import Appearance, appearance
from site_gen.looks.compact import compact
from site_gen.looks.open_ends import closed
from site_gen.looks.static_files import read_static
from site_gen.model import Output, Problem

_LOOK = "looks/"
_FIRST = ("layers.css", "tokens.css", "languages.css", _LOOK, "reset.css", "base.css", "layout.css")
_LAST = ("utilities.css", "print.css")
_HASH_LENGTH = 10
_NAMED = {
    "icon": "img/icon.svg",
    "touch_icon": "img/apple-touch-icon.png",
    "preview": "img/preview.png",
}
"""Files that pages look for by their names."""
_HEAD = "js/head/"
"""Scripts that run before a page is drawn."""
_SEARCH = "js/search/"
"""Scripts that only the search page runs."""
_SAVED = "js/saved/"
"""Scripts that only the pages of saved and followed articles run."""
_WORKER = "js/worker/"
"""The service worker, which is no part of a page."""
_I18N = "js/i18n/"
"""Functions for words and dates, which come before the scripts that use them."""
_ALL_PAGES = "js/"
"""Scripts of all pages: what is not in one of the other folders."""
_OF_FEATURE = ("css/reader/", "js/reader/", "js/head/")
"""Folders in which the names of a reader's feature begin with the name of its setting."""


class Assets(msgspec.Struct, frozen=True):
    """The static files of a site."""

    outputs: tuple[Output, ...]
    paths: Mapping[str, str]
    """Name → path within the site; missing if there is none.

    ``css``, ``js``, ``head_js``: of every page; ``reader_css``: of every page with the features of
    ``reader``; ``search``, ``search_css``: of the search page; ``saved``: the script of the pages
    of saved and followed articles; ``icon``, ``touch_icon``, ``preview``.
    """
    appearance: Appearance
    worker: bytes = b""
    """The script of the service worker; empty if the theme has none."""


def gather(
    folders: tuple[Path, ...],
    left_out: tuple[str, ...] = (),
    theme: Theme | None = None,
    language: Language | None = None,
    reader: ReaderFeatures | None = None,
) -> Assets:
    """All static files, as :func:`static_files` finds them.

    Files below ``css/`` are joined into one stylesheet, with the look that ``theme`` names; those
    below ``css/search/`` and ``css/reader/`` into one each. Files below ``js/head/`` are joined
    into one script, those below ``js/search/`` and ``js/saved/`` into those of their pages, and
    others below ``js/`` into another. Each has a digest in its name so that browsers can cache it
    for ever. Comments and white space are left out of styles and of the theme's scripts. A script
    that uses the functions below ``js/i18n/`` has its messages in ``language`` before it, and the
    functions, unless that of all pages has them, which runs earlier. Features that ``reader``
    turns off are left out.
    Raises UsageError for a file that cannot be read, or that ``theme`` names and is missing.
    """
    files = static_files(folders, left_out)
    for name in _names_turned_off(files, reader or ReaderFeatures()):
        del files[name]
    dressed = appearance(theme, files) if theme else Appearance()
    taken = _taken(files, "css/")
    sheets = {
        "search_css": _taken(taken, "css/search/"),
        "reader_css": _taken(taken, "css/reader/"),
    }
    styles = {name: taken[name] for name in stylesheets(taken, dressed.look)}
    rules = [dressed.rules.encode()] if dressed.rules else []

    texts = {
        folder: _scripts(_taken(files, folder), folders[-1])
        for folder in (_I18N, _HEAD, _SEARCH, _SAVED, _WORKER, _ALL_PAGES)
    }
    functions, site = texts[_I18N], texts[_ALL_PAGES]
    later = [] if _need_language(site) else functions

    def with_language(parts: list[bytes], functions: list[bytes]) -> list[bytes]:
        if not texts[_I18N] or not _need_language(parts):
            return parts
        prelude = scripts.prelude(b"\n".join(parts), language or Language())
        return [prelude, *functions, *parts]

    joined = {
        "css": ("site", "css", [*map(closed, _read_all(styles)), *rules]),
        "reader_css": ("reader", "css", [*map(closed, _read_all(sheets["reader_css"]))]),
        "search_css": ("search", "css", [*map(closed, _read_all(sheets["search_css"]))]),
        "head_js": ("head", "js", with_language(texts[_HEAD], functions)),
        "search": ("search", "js", with_language(texts[_SEARCH], later)),
        "saved": ("saved", "js", with_language(texts[_SAVED], later)),
        "js": ("site", "js", with_language(site, functions)),
    }
    outputs, paths = [], {}
    for key, (name, suffix, parts) in joined.items():
        if parts:
            data = b"\n".join(parts)
            data = compact(data) if suffix == "css" else data
            digest = hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]
            outputs.append(Output(f"assets/{name}-{digest}.{suffix}", data))
            paths[key] = f"/{outputs[-1].path}"
    paths |= {name: f"/{file}" for name, file in _NAMED.items() if file in files}
    outputs += [Output(name, read_static(path)) for name, path in sorted(files.items())]
    return Assets(tuple(outputs), paths, dressed, b"\n".join(texts[_WORKER]))


def _names_turned_off(files: Iterable[str], reader: ReaderFeatures) -> list[str]:
    """The files of the reader's features that the configuration turns off."""
    off = [name for name in ReaderFeatures.__struct_fields__ if not getattr(reader, name)]
    prefixes = [folder + name for folder in _OF_FEATURE for name in off]
    if not reader.saved:
        prefixes.append(_SAVED)
    return [name for name in files if name.startswith(tuple(prefixes))]


def _scripts(files: Mapping[str, Path], theme: Path) -> list[bytes]:
    """The scripts in their order; those of the theme without comments and white space."""
    paths = [files[name] for name in sorted(files, key=_order)]
    return [
        bytes(rjsmin.jsmin(read_static(path))) if path.is_relative_to(theme) else read_static(path)
        for path in paths
    ]


def _need_language(parts: list[bytes]) -> bool:
    return scripts.uses_language(b"\n".join(parts))


def stylesheets(files: Iterable[str], look: str) -> list[str]:
    """The names of the files that a site with this look has in its stylesheet."""
    return [
        name
        for name in files
        if name.startswith("css/")
        and not name.startswith(("css/reader/", "css/search/"))
        and (name.startswith(f"{LOOKS}{look}/") or not name.startswith(LOOKS))
    ]


def static_files(folders: tuple[Path, ...], left_out: tuple[str, ...] = ()) -> dict[str, Path]:
    """All static files by their names; one of an earlier folder overrides its namesake in a later.

    The last folder is the theme's; its files whose names start with one of ``left_out`` are
    skipped.
    """
    *overrides, default = folders
    files = {name: path for name, path in _files(default).items() if not name.startswith(left_out)}
    for folder in reversed(overrides):
        files.update(_files(folder))
    return files


def _taken(files: dict[str, Path], folder: str) -> dict[str, Path]:
    """The files of a folder, which are removed from ``files``."""
    return {name: files.pop(name) for name in list(files) if name.startswith(folder)}


def _read_all(files: Mapping[str, Path]) -> list[bytes]:
    return [read_static(files[name]) for name in sorted(files, key=_order)]


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
    """Sort key: layers and tokens first, utilities and print styles last, the rest by name.

    The look is beside the tokens that it changes, since likes compress well when they are near each
    other; its rules win by their layer.
    """
    file = name.split("/", 1)[1]
    part = _LOOK if file.startswith(_LOOK) else file
    if part in _FIRST:
        return _FIRST.index(part), file
    if part in _LAST:
        return len(_FIRST) + 1 + _LAST.index(part), file
    return len(_FIRST), file
