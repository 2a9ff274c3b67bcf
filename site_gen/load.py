"""content/ → files: which there are, what kind each is, and their bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from site_gen.errors import UsageError
from site_gen.model import Problem, SourceFile

NOTE_FOLDERS = ("topics", "providers", "pages")


class Listing(msgspec.Struct, frozen=True):
    """The paths of the content folder by kind, each sorted, relative with forward slashes."""

    records: tuple[str, ...]
    topics: tuple[str, ...]
    providers: tuple[str, ...]
    pages: tuple[str, ...]


def list_content(folder: Path) -> Listing:
    """All Markdown files of the folder; hidden files and folders are passed over.

    Raises UsageError if there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: no such folder", hint="name the folder of the records with --content"
        )
    found: dict[str, list[str]] = {kind: [] for kind in ("records", *NOTE_FOLDERS)}
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        relative = Path(root).relative_to(folder).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        kind = relative if relative in NOTE_FOLDERS else "records"
        found[kind] += [prefix + name for name in files if is_content(name)]
    return Listing(**{kind: tuple(sorted(paths)) for kind, paths in found.items()})


def is_content(name: str) -> bool:
    """Whether a file of this name is read at all."""
    return name.lower().endswith((".md", ".markdown")) and not name.startswith(".")


def kind_of(path: str) -> str:
    """What a file of the content folder is: one of ``NOTE_FOLDERS``, or ``records``."""
    folder = path.rpartition("/")[0]
    return folder if folder in NOTE_FOLDERS else "records"


def read_source(folder: Path, path: str, limit: int) -> SourceFile | Problem:
    """One file of the content folder, or why it cannot be read.

    ``limit`` is the largest size allowed, in bytes.
    """
    try:
        with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  half the time
            data = file.read(limit + 1)
    except OSError as error:
        return Problem(path, f"cannot be read: {error.strerror or error}", code="unreadable")
    if len(data) > limit:
        return Problem(
            path,
            f"larger than {limit:,} bytes",
            code="too-large",
            hint="raise limits.record_bytes in site.yaml if this is meant",
        )
    return SourceFile(path, data, hashlib.blake2b(data, digest_size=16).hexdigest())


def digest_of(folder: Path, limit: int, path: str) -> str:
    """The digest of a file of the content folder; empty if it cannot be read."""
    source = read_source(folder, path, limit)
    return source.digest if isinstance(source, SourceFile) else ""
