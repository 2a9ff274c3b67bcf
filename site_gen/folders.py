"""Walking folders of the site: content/, static/, templates/.

A link to a folder is followed as if the folder lay there, except one that leads back to a
folder that it lies in: that would have no end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from site_gen.model import Problem, Severity

BAD_NAME = "has a name that is not UTF-8"
_NO_FILE = "is neither a file nor a folder, so it is left out"
_LEADS_BACK = "is a link that leads back to a folder it lies in, so it is not followed"


class Tree(msgspec.Struct, frozen=True):
    """What was found in a folder; paths are relative to it, with forward slashes."""

    folders: tuple[tuple[str, tuple[str, ...]], ...]
    """Path of each folder with a slash at its end, empty for the top, and its files by name."""
    links: tuple[str, ...] = ()
    """Links to files and to folders that were followed, and links to nothing."""
    lost: tuple[str, ...] = ()
    """Those of them that lead to nothing; they are among the files, too."""
    problems: tuple[Problem, ...] = ()

    @property
    def files(self) -> Iterator[str]:
        """The paths of all files."""
        for folder, names in self.folders:
            for name in names:
                yield folder + name


def walk(root: Path, is_passed_over: Callable[[str], bool]) -> Tree:
    """All files below ``root``, except in folders whose name says that they are passed over.

    The order is that of the names. A folder that does not exist is empty.
    """
    return _Walker(is_passed_over).walk(root)


class _Walker:
    def __init__(self, is_passed_over: Callable[[str], bool]) -> None:
        self.is_passed_over = is_passed_over
        self.folders: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.lost: list[str] = []
        self.problems: list[Problem] = []

    def walk(self, root: Path) -> Tree:
        waiting: list[tuple[str, tuple[str, ...]]] = [("", ())]
        while waiting:
            folder, above = waiting.pop()
            found = self._look_into(f"{root}/{folder}", folder, above)
            waiting += reversed(found)
        return Tree(tuple(self.folders), tuple(self.links), tuple(self.lost), tuple(self.problems))

    def _look_into(
        self, place: str, folder: str, above: tuple[str, ...]
    ) -> list[tuple[str, tuple[str, ...]]]:
        """Take the files of one folder; the folders in it, each with what it must not lead to.

        ``above`` are the real folders that hold the links on the way here.
        """
        try:
            with os.scandir(place) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            self.problems += [] if folder else _no_folder(place)
            return []
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            place = written_down(folder.rstrip("/"))
            self.problems.append(Problem(place, reason, code="unreadable"))
            return []
        files: list[str] = []
        inside: list[tuple[str, tuple[str, ...]]] = []
        for entry in entries:
            path = folder + entry.name
            is_link = entry.is_symlink()
            if not _is_folder(entry):
                self._take(entry, path, files)
            elif self.is_passed_over(entry.name):
                continue
            elif is_link:
                here = (*above, os.path.realpath(place))
                if _leads_back(os.path.realpath(entry.path), here):
                    self.problems.append(_loop(path))
                else:
                    self.links.append(path)
                    inside.append((f"{path}/", here))
            else:
                inside.append((f"{path}/", above))
        self.folders.append((folder, tuple(files)))
        return inside

    def _take(self, entry: os.DirEntry[str], path: str, files: list[str]) -> None:
        """Add what is no folder to the files of its folder; reading a pipe would have no end."""
        is_lost = entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110
        if not (is_lost or entry.is_file()):
            hint = "remove it, or put a file in its place"
            if not entry.name.startswith("."):  # such as the socket of a program that watches
                problem = Problem(written_down(path), _NO_FILE, code="no-file", hint=hint)
                self.problems.append(problem)
            return
        files.append(entry.name)
        if entry.is_symlink():
            self.links.append(path)
            self.lost += [path] if is_lost else []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or through a folder that may not be looked into
        return False


def _no_folder(place: str) -> list[Problem]:
    """What is wrong with the top if it is there and no folder."""
    root = place.rstrip("/")
    if not os.path.lexists(root):
        return []
    said = "is no folder" if os.path.exists(root) else "is a link to nothing"  # noqa: PTH110
    hint = "put the folder there, or remove it"
    return [Problem("", f"{said}, so nothing of it is used", code="no-folder", hint=hint)]


def _loop(path: str) -> Problem:
    return Problem(
        written_down(path), _LEADS_BACK, Severity.WARNING, "link-loop", hint="remove the link"
    )


def _leads_back(target: str, above: tuple[str, ...]) -> bool:
    return any(Path(folder).is_relative_to(target) for folder in above)


def real_path(path: Path) -> Path:
    """Where a path leads; of links that lead to themselves the path itself."""
    return Path(os.path.realpath(path))


def is_text(path: str) -> bool:
    """Whether a path can be written down: names of files need not be UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def written_down(path: str) -> str:
    r"""A path as messages have it: ``\xff`` in place of a byte that is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def bad_name(path: str) -> Problem:
    """What is said of a file that is left out for its name."""
    hint = "rename it: addresses are UTF-8"
    return Problem(written_down(path), f"{BAD_NAME}, so it is left out", code="bad-name", hint=hint)


def problems_in(folder: Path, tree: Tree, files: Iterable[str]) -> list[Problem]:
    """What is wrong in a folder beside the content, of whose files these are taken.

    The place of a problem is a file of the content, so the message names this one.
    """
    wrong = (*tree.problems, *(bad_name(path) for path in files if not is_text(path)))
    return [
        msgspec.structs.replace(
            each, path="", message=f"{f'{folder.name}/{each.path}'.rstrip('/')} {each.message}"
        )
        for each in wrong
    ]


def linked_folders(folders: Iterable[Path]) -> Iterator[Path]:
    """Where the links to folders lead that are followed in these folders."""
    for folder in folders:
        for link in walk(folder, lambda _: False).links:
            if (folder / link).is_dir():
                yield (folder / link).resolve()
