"""Listing the built folder; symbolic links are not followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

PARTS = ".site_gen-parts"
_SKIPPED = frozenset({".git", PARTS})
"""Folders at the top that are listed but not read: they are not published."""


class FolderEntry(msgspec.Struct, frozen=True):
    """A file, folder, link or special file."""

    path: str
    """Relative to the folder, with forward slashes."""
    mode: int
    size: int
    hard_links: int

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)


def list_folder(root: Path) -> tuple[FolderEntry, ...]:
    """Everything below ``root``, sorted by path; unreadable folders are listed without contents."""
    return tuple(sorted(_entries(root), key=lambda entry: entry.path))


def _entries(root: Path) -> Iterator[FolderEntry]:
    folders = [""]
    while folders:
        folder = folders.pop()
        for name, status in _scan(root, folder):
            path = folder + name
            hard_links = status.st_nlink if stat.S_ISREG(status.st_mode) else 1
            yield FolderEntry(path, status.st_mode, status.st_size, hard_links)
            if stat.S_ISDIR(status.st_mode) and path not in _SKIPPED and name != PARTS:
                folders.append(f"{path}/")


def _scan(root: Path, folder: str) -> list[tuple[str, os.stat_result]]:
    try:
        with os.scandir(root / folder) as entries:
            # Not entry.stat(): on Windows it does not count hard links.
            return [(entry.name, os.lstat(entry.path)) for entry in entries]
    except OSError:  # no permission: hosting.py reports it
        return []
