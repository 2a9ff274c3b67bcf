"""Digests of what a site is made by: the program and its libraries, folders of files."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from site_gen import __version__
from site_gen.folders import walk

_PACKAGE = Path(__file__).parent
_WORKS_WITH = (
    "ada-url feedparser jinja2 markdown markdown-it-py markupsafe mdit-py-plugins minify-html "
    "msgspec nh3 publicsuffixlist pystemmer python-slugify pyyaml regex selectolax text-unidecode "
    "wordfreq yaml-rs"
).split()
"""Packages whose other versions might make another site of the same records."""


def digest(*parts: bytes | memoryview) -> bytes:
    """BLAKE2b-128 of the parts, each with its length: no other parts have the same."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "little"))
        whole.update(part)
    return whole.digest()


@cache
def program_digest() -> bytes:
    """A digest of the program's own code, its interpreter and its libraries."""
    parts = [__version__, sys.version, *(f"{name} {_version(name)}" for name in _WORKS_WITH)]
    code = (path.read_bytes() for path in sorted(_PACKAGE.rglob("*.py")))
    return digest(*map(str.encode, parts), *code)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def files_digest(folders: Iterable[Path]) -> bytes:
    """A digest of the names and contents of all files in the folders, in this order.

    What could not be followed is part of it: a build says so.
    """
    parts: list[bytes] = []
    for folder in folders:
        parts.append(os.fsencode(folder))
        tree = walk(folder, lambda _: False)
        for name in tree.files:
            path = folder / name
            parts += [os.fsencode(path), _bytes(path)]
        parts += [f"{each.path}: {each.message}".encode() for each in tree.problems]
    return digest(*parts)


def _bytes(path: Path) -> bytes:
    """Whoever needs a file that cannot be read says so."""
    try:
        return path.read_bytes() if path.is_file() else b"-"
    except OSError:
        return b"-"
