"""The files to commit."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from site_gen.errors import PublishError
from site_gen.git_blobs import blob_id
from site_gen.publish.site_files import site_files

NOJEKYLL = ".nojekyll"
CNAME = "CNAME"


class Blob(msgspec.Struct, frozen=True):
    """A file in the tree of a commit."""

    mode: str
    """``100644``, or ``100755`` for an executable file."""
    digest: str


class File(msgspec.Struct, frozen=True):
    """A file to publish."""

    path: str
    """Relative to the folder, with forward slashes."""
    blob: Blob
    source: Path | None = None
    """None for a file that the folder does not have."""
    text: str = ""
    """Its content if there is no source."""

    def read(self) -> bytes:
        """Its content; raises OSError."""
        return self.source.read_bytes() if self.source else self.text.encode()


def files_of(folder: Path, object_format: str, host: str) -> tuple[File, ...]:
    """All files to publish, sorted by path.

    These are the files of the folder without links and folders ``.git``; also ``.nojekyll``, and
    ``CNAME`` if there is a ``host`` for it, unless the folder has them. Raises PublishError for a
    file that cannot be read or committed.
    """
    files = {path: _read(folder / path, path, object_format) for path in site_files(folder)}
    for path, text in ((NOJEKYLL, ""), (CNAME, host)):
        if path not in files and (text or path == NOJEKYLL):
            digest = blob_id(text.encode(), object_format)
            files[path] = File(path, Blob("100644", digest), text=text)
    return tuple(files[path] for path in sorted(files))


def _read(source: Path, path: str, object_format: str) -> File:
    try:
        digest = blob_id(source.read_bytes(), object_format)
    except OSError as error:
        raise PublishError(
            f"{source}: cannot be read: {error.strerror}", hint="build again"
        ) from error
    mode = "100755" if os.access(source, os.X_OK) else "100644"
    return File(path, Blob(mode, digest), source)
