"""Ask git which files are unchanged since checkout, without reading them.

After a fresh checkout every file has a new signature, so a build would read all of them to see
that they are unchanged. git's index has the blob id of each file, and the times, size and inode
by which git detects that a file has not been modified.

The bytes of a file may differ from its blob: git can convert files at checkout and still calls
them unchanged. So these files are left out:

- Files with one of the attributes ``filter``, ``ident`` and ``working-tree-encoding``, whether or
  not it has an effect here.
- Files whose size differs from that of their blob. Converted line ends always change the size.
  The settings for line ends (``core.autocrlf``, ``core.eol``, attributes ``text`` and ``eol``) are
  not consulted, as they may have changed since git wrote the file.

Not detected: a conversion that keeps the size and whose attribute was removed after git wrote the
file, and bytes that came from ``git replace``.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

_TIMEOUT = 60.0
"""Seconds for each of the three calls of git, which usually take a few hundredths."""
REPOSITORY_VARIABLES = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES "
    "GIT_COMMON_DIR GIT_NAMESPACE GIT_PREFIX GIT_SHALLOW_FILE GIT_QUARANTINE_PATH".split()
)
"""Variables that say which repository git works in; a hook of another one may have set them."""
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone would ask its remote for blobs
    "GIT_NO_REPLACE_OBJECTS": "1",  # the size of the blob itself, not of its replacement
}
_TRUST_LESS = (
    *("-c", "core.checkStat=default"),
    *("-c", "core.trustctime=true"),
    *("-c", "core.fsmonitor="),
)
"""Compare everything that the index stores of each file, whatever the repository's settings are."""
_DIFFERING = (
    *(*_TRUST_LESS, "diff-files", "--name-only", "--relative", "--no-renames"),
    *("--ignore-submodules=all", "-z", "--", "."),
)
_LIST = (
    *("ls-files", "-s", "-v", "-z", "--"),
    *(":(attr:!filter !ident !working-tree-encoding).", ":(top).git"),
)
"""The second path is never in an index. It works around a bug of git before 2.42, which removes a
prefix that all paths share before it looks up attributes."""
_SIZES = ("cat-file", "--buffer", "--batch-check=%(objectname) %(objectsize)")

_ENTRY = re.compile(rb"([A-Za-z?]) ([0-7]{6}) ([0-9a-f]{40}) ([0-3])\t(.+)", re.DOTALL)
"""Tag, mode, id, stage and name. An id of SHA-256 is longer, and does not match."""
_SIZE = re.compile(rb"([0-9a-f]{40}) ([0-9]+)")
_REGULAR = (b"100644", b"100755")
_UNCONFLICTED = b"0"
_NORMAL = b"H"
"""The tag of files that are neither assume-unchanged (``h``) nor skip-worktree (``S``)."""


def blob_id(data: bytes, object_format: str = "sha1") -> str:
    """The id of a git blob with these bytes, in a repository of this format."""
    digest = hashlib.new(object_format, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def clean_blobs(folder: Path) -> dict[str, str]:
    """Path → blob id of the files below ``folder`` that certainly have the bytes of that blob.

    Paths are relative to the folder, with forward slashes. Empty if there is no git, no work tree,
    or a SHA-256 repository. Never raises.
    """
    try:
        # In this order a file that is changed and staged meanwhile is listed with its new blob.
        differing = set(_split(_git(folder, _DIFFERING)))
        listed = _split(_git(folder, _LIST))
        blobs = {name: blob for name, blob in _entries(listed) if name not in differing}
        sizes = _sizes(folder, blobs.values())
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    top = os.fsencode(folder)
    return {
        os.fsdecode(name): blob.decode()
        for name, blob in blobs.items()
        if blob in sizes and sizes[blob] == _size_of(os.path.join(top, name))  # noqa: PTH118  bytes
    }


def _git(folder: Path, arguments: Iterable[str], stdin: bytes = b"") -> bytes:
    """The output of git in the folder; raises SubprocessError or OSError if it fails."""
    inherited = {
        name: value for name, value in os.environ.items() if name not in REPOSITORY_VARIABLES
    }
    return subprocess.run(  # noqa: S603  no shell, and the program is always git
        ["git", "-C", str(folder), *arguments],  # noqa: S607  whichever git the person uses
        env=inherited | _ENVIRONMENT,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=_TIMEOUT,
        check=True,
    ).stdout


def _split(output: bytes) -> list[bytes]:
    """Entries that end with NUL."""
    *entries, rest = output.split(b"\0")
    if rest:
        raise ValueError("the output ends within an entry")
    return entries


def _entries(listed: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Name and blob of each regular file that git compares with the index."""
    for entry in listed:
        match = _ENTRY.fullmatch(entry)
        if not match:
            raise ValueError("not an entry of the index")
        tag, mode, blob, stage, name = match.groups()
        if tag == _NORMAL and mode in _REGULAR and stage == _UNCONFLICTED:
            yield name, blob


def _sizes(folder: Path, blobs: Iterable[bytes]) -> dict[bytes, int]:
    """The sizes of those blobs that the repository has."""
    stdin = b"".join(blob + b"\n" for blob in dict.fromkeys(blobs))
    if not stdin:
        return {}
    lines = _git(folder, _SIZES, stdin).splitlines()
    return {match[1]: int(match[2]) for match in map(_SIZE.fullmatch, lines) if match}


def _size_of(path: bytes) -> int:
    """The size of a regular file; -1 if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return -1
    return status.st_size if stat.S_ISREG(status.st_mode) else -1
