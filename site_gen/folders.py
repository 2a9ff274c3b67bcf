"""Walking the folders of a site: content/, static/, templates/.

A link to a folder is followed as if the folder were there, except one that leads back to a
folder that contains the link, which would never end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from site_gen.model import Problem, Severity

BAD_NAME = "has a name that is not UTF-8"


class Tree(msgspec.Struct, frozen=True):
    """The files of a folder; paths are relative to it, with forward slashes."""

    folders: tuple[tuple[str, tuple[str, ...]], ...]
    """Path of each folder with a slash at its end, empty for the top, and its files by name."""
    links: tuple[str, ...] = ()
    """Links to files, links to folders that were followed, and broken links."""
    broken_links: tuple[str, ...] = ()
    """They are among the files, too."""
    problems: tuple[Problem, ...] = ()

    @property
    def files(self) -> Iterator[str]:
        """The paths of all files."""
        for folder, names in self.folders:
            for name in names:
                yield folder + name


def walk(root: Path, is_ignored: Callable[[str], bool]) -> Tree:
    """All files below ``root``, sorted by name; folders whose name ``is_ignored`` are left out.

    A folder that does not exist is empty.
    """
    return _Walker(is_ignored).walk(root)


class _Walker:
    def __init__(self, is_ignored: Callable[[str], bool]) -> None:
        self.is_ignored = is_ignored
        self.folders: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.broken_links: list[str] = []
        self.problems: list[Problem] = []

    def walk(self, root: Path) -> Tree:
        pending: list[tuple[str, tuple[str, ...]]] = [("", ())]
        while pending:
            folder, parents = pending.pop()
            pending += reversed(self._read_folder(f"{root}/{folder}", folder, parents))
        return Tree(
            tuple(self.folders), tuple(self.links), tuple(self.broken_links), tuple(self.problems)
        )

    def _read_folder(
        self, full_path: str, folder: str, link_parents: tuple[str, ...]
    ) -> list[tuple[str, tuple[str, ...]]]:
        """Add the files of one folder. Returns its subfolders, each with its ``link_parents``.

        Those are the real paths of the folders that contain the links on the way to a folder.
        """
        try:
            with os.scandir(full_path) as iterator:
                entries = sorted(iterator, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            self.problems += [] if folder else _root_problems(full_path)
            return []
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            path = printable_path(folder.rstrip("/"))
            self.problems.append(Problem(path, reason, code="unreadable"))
            return []
        files: list[str] = []
        subfolders: list[tuple[str, tuple[str, ...]]] = []
        for entry in entries:
            path = folder + entry.name
            is_link = entry.is_symlink()
            if not _is_folder(entry):
                self._add_file(entry, path, files)
            elif self.is_ignored(entry.name):
                continue
            elif is_link:
                parents = (*link_parents, os.path.realpath(full_path))
                if _contains_any(os.path.realpath(entry.path), parents):
                    self.problems.append(_link_loop(path))
                else:
                    self.links.append(path)
                    subfolders.append((f"{path}/", parents))
            else:
                subfolders.append((f"{path}/", link_parents))
        self.folders.append((folder, tuple(files)))
        return subfolders

    def _add_file(self, entry: os.DirEntry[str], path: str, files: list[str]) -> None:
        """Add what is not a folder to the files of its folder; report pipes, sockets, devices."""
        is_broken = entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110
        if not (is_broken or entry.is_file()):
            if not entry.name.startswith("."):  # such as the socket of a file watcher
                message = "is neither a file nor a folder, so it is left out"
                hint = "remove it, or put a file in its place"
                self.problems.append(
                    Problem(printable_path(path), message, code="no-file", hint=hint)
                )
            return
        files.append(entry.name)
        if entry.is_symlink():
            self.links.append(path)
            self.broken_links += [path] if is_broken else []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or through a folder without permission
        return False


def _root_problems(path: str) -> list[Problem]:
    """The problem of a root that exists and is not a folder."""
    root = path.rstrip("/")
    if not os.path.lexists(root):
        return []
    what = "is not a folder" if os.path.exists(root) else "is a link to nothing"  # noqa: PTH110
    hint = "put the folder there, or remove it"
    return [Problem("", f"{what}, so nothing in it is used", code="no-folder", hint=hint)]


def _link_loop(path: str) -> Problem:
    message = "is a link that leads back to a folder it lies in, so it is not followed"
    return Problem(
        printable_path(path), message, Severity.WARNING, "link-loop", hint="remove the link"
    )


def _contains_any(folder: str, paths: Iterable[str]) -> bool:
    return any(Path(path).is_relative_to(folder) for path in paths)


def real_path(path: Path) -> Path:
    """The path with all links resolved; of links that lead to themselves the path itself."""
    return Path(os.path.realpath(path))


def is_utf8(path: str) -> bool:
    """Whether a path is UTF-8, which names of files need not be."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def printable_path(path: str) -> str:
    r"""A path for messages: with ``\xff`` in place of a byte that is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def bad_name_problem(path: str) -> Problem:
    """The problem of a file that is left out for its name."""
    hint = "rename it: addresses are UTF-8"
    message = f"{BAD_NAME}, so it is left out"
    return Problem(printable_path(path), message, code="bad-name", hint=hint)


def folder_problems(folder: Path, tree: Tree, files: Iterable[str]) -> list[Problem]:
    """The problems of a folder other than the content, of which ``files`` are used.

    ``Problem.path`` is for files of the content, so the message names the file.
    """
    problems = (*tree.problems, *(bad_name_problem(path) for path in files if not is_utf8(path)))
    return [
        msgspec.structs.replace(
            problem,
            path="",
            message=f"{f'{folder.name}/{problem.path}'.rstrip('/')} {problem.message}",
        )
        for problem in problems
    ]


def linked_folders(folders: Iterable[Path]) -> Iterator[Path]:
    """The real paths of all linked folders in these folders."""
    for folder in folders:
        for link in walk(folder, lambda _: False).links:
            if (folder / link).is_dir():
                yield (folder / link).resolve()
