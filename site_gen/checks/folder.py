"""What lies in the built folder: every file and folder once, links not followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

PARTS = ".site_gen-parts"
_NOT_SITE = frozenset({".git", PARTS})
"""Folders at the top that are not looked into: nobody publishes them."""


class FolderEntry(msgspec.Struct, frozen=True):
    """A file, folder or something odd."""

    path: str
    """Relative to the folder, with forward slashes."""
    mode: int
    size: int
    links: int
    """How many names the file has."""

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)


def list_folder(root: Path) -> tuple[FolderEntry, ...]:
    """All that is below ``root``, sorted by path; an unreadable folder is there, and empty."""
    return tuple(sorted(_below(root), key=lambda entry: entry.path))


def _below(root: Path) -> Iterator[FolderEntry]:
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        for name, status in _inside(root, folder):
            path = folder + name
            links = status.st_nlink if stat.S_ISREG(status.st_mode) else 1
            yield FolderEntry(path, status.st_mode, status.st_size, links)
            if stat.S_ISDIR(status.st_mode) and path not in _NOT_SITE:
                waiting.append(f"{path}/")


def _inside(root: Path, folder: str) -> list[tuple[str, os.stat_result]]:
    try:
        with os.scandir(root / folder) as entries:
            # Not entry.stat(): on Windows it does not know how many names a file has.
            return [(entry.name, os.lstat(entry.path)) for entry in entries]
    except OSError:  # no permission: hosting.py tells it by the mode
        return []
