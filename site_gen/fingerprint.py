"""Digests of the program with its libraries, and of folders."""

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
LIBRARIES = (
    "ada-url babel feedparser jinja2 markdown markdown-it-py markupsafe mdit-py-plugins "
    "minify-html msgspec nh3 publicsuffixlist pyicu pystemmer python-slugify pyyaml regex "
    "rjsmin selectolax text-unidecode tzdata wordfreq yaml-rs"
).split()
"""Packages of which another version may produce other output."""


def digest(*parts: bytes | memoryview) -> bytes:
    """BLAKE2b-128 of the parts. Each is preceded by its length, so that boundaries count."""
    result = hashlib.blake2b(digest_size=16)
    for part in parts:
        result.update(len(part).to_bytes(8, "little"))
        result.update(part)
    return result.digest()


@cache
def program_digest() -> bytes:
    """A digest of code and messages of the program, of Python, and of the libraries' versions."""
    parts = [__version__, sys.version, *(f"{name} {_version(name)}" for name in LIBRARIES)]
    return digest(*map(str.encode, parts), code_digest())


@cache
def code_digest() -> bytes:
    """A digest of code and messages of the program alone."""
    files = [*_PACKAGE.rglob("*.py"), *(_PACKAGE / "translations").glob("*.po")]
    return digest(*(path.read_bytes() for path in sorted(files)))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def files_digest(folders: Iterable[Path]) -> bytes:
    """A digest of the names and contents of all files in the folders, in this order.

    Links that cannot be followed are included, as they cause problems in the report.
    """
    parts: list[bytes] = []
    for folder in folders:
        parts.append(os.fsencode(folder))
        tree = walk(folder, lambda _: False)
        for name in tree.files:
            path = folder / name
            parts += [os.fsencode(path), _bytes(path)]
        parts += [f"{link.path}: {link.message}".encode() for link in tree.problems]
    return digest(*parts)


def _bytes(path: Path) -> bytes:
    """The bytes of a file; ``-`` if it cannot be read, which is reported where it is used."""
    try:
        return path.read_bytes() if path.is_file() else b"-"
    except OSError:
        return b"-"
