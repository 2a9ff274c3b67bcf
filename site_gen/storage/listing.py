"""Listing the content at an address: which Markdown files there are, and their versions."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from site_gen.folders import bad_name_problem, is_utf8
from site_gen.model import Problem
from site_gen.scan import is_content

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl"})
"""Their ``find`` is one listing of all files. Elsewhere folders are walked."""

_VERSIONS = ("ETag", "etag", "generation", "sha")
"""What file systems call the version of a file, the most precise first."""
_TIMES = ("LastModified", "last_modified", "mtime", "modified", "modify", "updated", "created")
_YOUNG = 60
"""Seconds. A file as new as this may change again within the same second of a coarse clock; the
clocks of two machines may differ by some of it."""
_LONGEST = 255
"""Bytes of the name of a file or folder, on all usual disks."""


class FoundFile(msgspec.Struct, frozen=True, gc=False):
    """A file at the address."""

    path: str
    """In its file system."""
    size: int
    """In bytes; -1 if the file system does not say."""
    version: str
    """Another one after every change; empty if none is known."""


class FoundContent(msgspec.Struct, frozen=True):
    """What was found at an address."""

    files: dict[str, FoundFile]
    """By path below the address."""
    problems: tuple[Problem, ...]
    """Files whose names cannot be those of files in a folder. They have no path, as their names
    may look like those of other files."""


def list_address(fs: AbstractFileSystem, root: str, *, merges_case: bool, now: int) -> FoundContent:
    """The content files below ``root``, without hidden files and folders.

    ``merges_case`` if the disk of this machine does not distinguish ``A`` from ``a``; ``now`` is
    in nanoseconds since 1970. Raises FileNotFoundError if there is no such folder,
    NotADirectoryError if it is a file, and whatever the file system raises.
    """
    names = {}
    problems: list[Problem] = []
    is_empty = True
    start = len(root.rstrip("/")) + 1
    for path, info in _all_files(fs, root):
        is_empty = False
        name = path[start:]
        if not is_content(name.rpartition("/")[2]) or _is_hidden(name):
            continue
        if not is_utf8(name):
            problems.append(bad_name_problem(name))
        elif reason := _refusal(name):
            problems.append(_left_out(name, reason))
        else:
            size = info.get("size")
            size = -1 if size is None else int(size)
            names[name] = FoundFile(path, size, _version(info, now))
    if is_empty and not fs.isdir(root):
        raise FileNotFoundError(root)
    problems += _without_conflicts(names, merges_case=merges_case)
    return FoundContent(names, tuple(problems))


def _all_files(fs: AbstractFileSystem, root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Path of each file below ``root``, and what the file system says of it."""
    protocols = {fs.protocol} if isinstance(fs.protocol, str) else set(fs.protocol)
    found = _found(fs, root) if protocols & _OBJECT_STORES else _walked(fs, root)
    start = f"{root.rstrip('/')}/"
    for path, info in found:
        if path == root:
            raise NotADirectoryError(root)
        if path.startswith(start) and not path.endswith("/"):
            yield path, info


def _found(fs: AbstractFileSystem, root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    found = fs.find(root, detail=True)
    while found:
        yield found.popitem()  # frees it: there may be a million


def _walked(fs: AbstractFileSystem, root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    # Not fs.walk, which leaves out folders that it cannot read.
    pending = [root]
    while pending:
        folder = pending.pop()
        for info in fs.ls(folder, detail=True):
            path = info["name"].rstrip("/")
            if info["type"] != "directory":
                yield path, info
            elif path != folder and not path.rpartition("/")[2].startswith("."):
                pending.append(path)


def _is_hidden(name: str) -> bool:
    if "/." not in name and not name.startswith("."):
        return False
    parts = name.split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts)


def _refusal(name: str) -> str:
    """Why no file of a folder can have this path; empty if one can."""
    parts = name.split("/")
    if not all(parts):
        return "a folder in it has no name"
    if "." in parts or ".." in parts:
        return "it leads to another folder"
    if "\0" in name:
        return "it contains a NUL"
    if os.name == "nt" and any(char in '\\:*?"<>|' for char in name):
        return "it contains a character that Windows does not allow"
    if max(map(len, parts)) * 4 > _LONGEST and any(len(p.encode()) > _LONGEST for p in parts):
        return f"it is longer than {_LONGEST} bytes"
    return ""


def _left_out(name: str, reason: str) -> Problem:
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)
    shown = shown if len(shown) <= _LONGEST else f"{shown[:60]}…"
    message = f"“{shown}” cannot be the name of a file here, so it is left out: {reason}"
    return Problem("", message, code="bad-name", hint="rename it")


def _version(info: Mapping[str, Any], now: int) -> str:
    for key in _VERSIONS:
        if info.get(key):
            return str(info[key])
    time = next((info[key] for key in _TIMES if info.get(key)), None)
    if time is None:
        return ""
    seconds = _seconds(time)
    if seconds is not None and seconds.is_integer() and seconds > now / 1e9 - _YOUNG:
        return ""
    return str(time)


def _seconds(time: Any) -> float | None:
    """Since 1970; None for a text."""
    if isinstance(time, datetime):
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    return float(time) if isinstance(time, int | float) else None


def _without_conflicts(names: dict[str, FoundFile], *, merges_case: bool) -> Iterator[Problem]:
    """Remove files that cannot be beside others, of which object storage knows nothing."""
    for name in [name for name in names if _may_be_below_a_file(name)]:
        file = next((folder for folder in _parents(name) if folder in names), "")
        if file:
            del names[name]
            yield _left_out(name, f"“{file}” is a file")
    if merges_case:
        first: dict[str, str] = {}
        for name in sorted(names):
            other = first.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
            if other != name:
                del names[name]
                yield _left_out(name, f"it is that of “{other}” on the disk of this machine")


def _may_be_below_a_file(name: str) -> bool:
    lower = name.lower()
    return ".md/" in lower or ".markdown/" in lower


def _parents(name: str) -> Iterable[str]:
    parts = name.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))
