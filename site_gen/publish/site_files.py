"""The files of a built folder that are published, and the folders that they are in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from site_gen.checks.folder import PARTS, list_folder
from site_gen.errors import PublishError


def site_files(folder: Path) -> Iterator[str]:
    """Paths of the files of a folder, without links and folders ``.git``, sorted.

    Raises PublishError for a name that is not UTF-8.
    """
    for entry in list_folder(folder):
        parts = entry.path.casefold().split("/")
        if entry.is_file and ".git" not in parts and PARTS not in parts:
            yield checked_name(entry.path)


def checked_name(path: str) -> str:
    """The path; raises PublishError if it is not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        raise PublishError(
            f"{path!a}: its name is not UTF-8", hint="rename it, and build again"
        ) from None
    return path


def in_the_way(removed: Iterable[str], added: Iterable[str]) -> list[str]:
    """Removed files that lie where added files need a folder, or in a folder where one lies."""
    new = set(added)
    folders = {folder for path in new for folder in parents(path)}
    return [path for path in removed if path in folders or not new.isdisjoint(parents(path))]


def empty_folders(removed: Iterable[str], files: Collection[str]) -> list[str]:
    """Folders of removed files in which none of ``files`` are left, the innermost first."""
    left = {folder for path in files for folder in parents(path)}.union(files)
    gone = {folder for path in removed for folder in parents(path)} - left
    return sorted(gone, key=lambda folder: (-folder.count("/"), folder))


def parents(path: str) -> Iterator[str]:
    """The folders that a file lies in: ``a/b`` and ``a`` for ``a/b/c``."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
