"""The folder's files, each with the name that git gives to its contents."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_gen.checks.folder import PARTS, list_folder
from site_gen.errors import PublishError

NOJEKYLL = ".nojekyll"
CNAME = "CNAME"


class Blob(msgspec.Struct, frozen=True):
    """A file as the tree of a commit has it."""

    mode: str
    """``100644``, or ``100755`` for a program."""
    digest: str


class File(msgspec.Struct, frozen=True):
    """A file that is to be on the branch."""

    path: str
    """Relative to the folder, with forward slashes."""
    blob: Blob
    source: Path | None = None
    """None for what the branch has beside the folder's files."""
    text: str = ""
    """What is in it if there is no source."""


def files_of(folder: Path, object_format: str, host: str) -> tuple[File, ...]:
    """Every file that the branch is to have, sorted by path.

    That is every file of the folder; links, and what lies in a folder ``.git``, are no files. A
    ``.nojekyll`` is added, and a ``CNAME`` if there is a ``host`` for it, unless the folder has
    its own. Raises PublishError for what cannot be read, or cannot be in a commit.
    """
    found = {path: _read(folder / path, path, object_format) for path in _paths(folder)}
    for path, text in ((NOJEKYLL, ""), (CNAME, host)):
        if path not in found and (text or path == NOJEKYLL):
            digest = blob_digest(text.encode(), object_format)
            found[path] = File(path, Blob("100644", digest), text=text)
    return tuple(found[path] for path in sorted(found))


def _paths(folder: Path) -> Iterator[str]:
    for entry in list_folder(folder):
        parts = entry.path.casefold().split("/")
        if entry.is_file and ".git" not in parts and parts[0] != PARTS:
            yield entry.path


def _read(source: Path, path: str, object_format: str) -> File:
    try:
        path.encode()
        digest = blob_digest(source.read_bytes(), object_format)
    except UnicodeEncodeError:
        raise PublishError(
            f"{path!a}: its name is not UTF-8", hint="rename it, and build again"
        ) from None
    except OSError as error:
        raise PublishError(
            f"{source}: cannot be read: {error.strerror}", hint="build again"
        ) from error
    # As ghp-import decides it: what we compare is what it will write.
    mode = "100755" if os.access(source, os.X_OK) else "100644"
    return File(path, Blob(mode, digest), source)


def blob_digest(data: bytes, object_format: str) -> str:
    """The name of a file's contents in a repository of this format, ``sha1`` or ``sha256``."""
    whole = hashlib.new(object_format, usedforsecurity=False)
    whole.update(b"blob %d\0" % len(data))
    whole.update(data)
    return whole.hexdigest()
