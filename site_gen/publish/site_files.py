"""The files of a built folder that are published, and the order in which readers may get them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from site_gen.checks.folder import PARTS, list_folder
from site_gen.errors import PublishError
from site_gen.publish.changes import Changes
from site_gen.publish.refusals import is_article

_REFER_TO_OTHERS = (".html", ".xml", ".json", ".opml", ".txt")
"""Pages, feeds, sitemaps, the JSON mirror, entries of the search index."""
_MIRRORED_RECORD = re.compile(r"((?:[^/]+/)?)api/(news/[^/]+)/index\.json\Z")


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


def upload_steps(changes: Changes) -> list[Sequence[str]]:
    """The added and changed files, in groups to be uploaded one after the other.

    New files that lists refer to; changed ones; lists. So no page leads to one that is missing.
    """
    added = [path for path in changes.added if not _is_list(path)]
    changed = [path for path in changes.changed if not _is_list(path)]
    lists = sorted(filter(_is_list, (*changes.added, *changes.changed)))
    return [step for step in (added, changed, lists) if step]


def _is_list(path: str) -> bool:
    """Whether a file refers to others that nothing else refers to before."""
    mirrored = _MIRRORED_RECORD.match(path)
    page = f"{mirrored[1]}{mirrored[2]}/index.html" if mirrored else path
    return path.endswith(_REFER_TO_OTHERS) and not is_article(page)


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
