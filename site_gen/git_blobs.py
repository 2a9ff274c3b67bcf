"""Which files have the bytes of a known git blob, as git knows it without reading them.

After a fresh checkout each file has another signature than at the last build, and would have to
be read to see that its bytes are the same. git's index has the id of each file's blob, and a
note of the file's times, size and inode, by which git sees that the file is as git left it.

What is in the work tree need not be what is in the blob: git can convert files on their way in
and out, and still calls them unchanged. Such a file must never be taken for its blob, so these
are left out:

- Files with an attribute that lets the bytes differ at will, whether or not it has an effect
  here: ``filter``, ``ident`` and ``working-tree-encoding``.
- Files of another size than their blob. Different line ends always change the size, and they can
  come from a setting that is gone: git writes no file anew when its settings change. So this
  does not ask for ``core.autocrlf``, ``core.eol`` or the attributes ``text`` and ``eol``.

Conversions that keep the size are known by their attribute alone. If the attribute is gone, and
git has not written the file since, or if bytes came from ``git replace``, git cannot tell.
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
"""Seconds for each of the three calls of git; they usually take a few hundredths of one."""
_ELSEWHERE = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES "
    "GIT_COMMON_DIR GIT_NAMESPACE GIT_PREFIX GIT_SHALLOW_FILE GIT_QUARANTINE_PATH".split()
)
"""Set where a hook of some repository runs us, which need not be the one around the folder."""
_OURS = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone would ask its remote for blobs
    "GIT_NO_REPLACE_OBJECTS": "1",  # the size of the blob itself, not of its replacement
}
_TRUST_LESS = (
    *("-c", "core.checkStat=default"),
    *("-c", "core.trustctime=true"),
    *("-c", "core.fsmonitor="),
)
"""Compare all that the index notes of each file, whatever the repository is content with."""
_DIFFERING = (
    *(*_TRUST_LESS, "diff-files", "--name-only", "--relative", "--no-renames"),
    *("--ignore-submodules=all", "-z", "--", "."),
)
_LIST = (
    *("ls-files", "-s", "-v", "-z", "--"),
    *(":(attr:!filter !ident !working-tree-encoding).", ":(top).git"),
)
"""The second path is never in an index. Without it, git before 2.42 takes the folder's own path
off each name, as the part that all have in common, and then asks for the attributes of a file
that does not exist."""
_SIZES = ("cat-file", "--buffer", "--batch-check=%(objectname) %(objectsize)")

_ENTRY = re.compile(rb"([A-Za-z?]) ([0-7]{6}) ([0-9a-f]{40}) ([0-3])\t(.+)", re.DOTALL)
"""Tag, mode, id, stage and name. An id of SHA-256 is longer, and does not match."""
_SIZE = re.compile(rb"([0-9a-f]{40}) ([0-9]+)")
_REGULAR = (b"100644", b"100755")
_UNCONFLICTED = b"0"
_HELD = b"H"
"""The tag of files that git looks at: not assume-unchanged (``h``), nor skip-worktree (``S``)."""


def blob_id(data: bytes) -> str:
    """The id that git gives these bytes as a blob, in a repository of SHA-1."""
    digest = hashlib.sha1(b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def clean_blobs(folder: Path) -> dict[str, str]:
    """The ids of the blobs whose bytes the files below ``folder`` have, by path.

    Paths are relative to the folder, with forward slashes. A file is missing here if git does
    not track it, or if there is any doubt that it is unchanged; all are missing if there
    is no git, no work tree, or one of SHA-256. Never raises.
    """
    try:
        # In this order, a file that is changed and added meanwhile is listed with its new blob.
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


def _git(folder: Path, arguments: Iterable[str], given: bytes = b"") -> bytes:
    """What git prints in the folder; raises SubprocessError or OSError if it fails."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return subprocess.run(  # noqa: S603  no shell, and the program is always git
        ["git", "-C", str(folder), *arguments],  # noqa: S607  whichever git the person uses
        env=kept | _OURS,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=_TIMEOUT,
        check=True,
    ).stdout


def _split(printed: bytes) -> list[bytes]:
    *entries, rest = printed.split(b"\0")
    if rest:
        raise ValueError("the output ends within an entry")
    return entries


def _entries(listed: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Name and blob of each regular file that git compares with the index."""
    for entry in listed:
        found = _ENTRY.fullmatch(entry)
        if not found:
            raise ValueError("not an entry of the index")
        tag, mode, blob, stage, name = found.groups()
        if tag == _HELD and mode in _REGULAR and stage == _UNCONFLICTED:
            yield name, blob


def _sizes(folder: Path, blobs: Iterable[bytes]) -> dict[bytes, int]:
    """The sizes of those blobs that the repository has."""
    asked = b"".join(blob + b"\n" for blob in dict.fromkeys(blobs))
    if not asked:
        return {}
    lines = _git(folder, _SIZES, asked).splitlines()
    return {found[1]: int(found[2]) for found in map(_SIZE.fullmatch, lines) if found}


def _size_of(path: bytes) -> int:
    """The size of a regular file; -1 if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return -1
    return status.st_size if stat.S_ISREG(status.st_mode) else -1
