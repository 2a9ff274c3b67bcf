"""Content files, looked at one by one as soon as they are saved: a build takes longer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from site_gen.model import Problem
from site_gen.parse import read_file
from site_gen.scan import list_content


class ContentChecks:
    """The content files of a site, and which of them had no errors when they were last read."""

    def __init__(self, folder: Path, limit: int, problems: Iterable[Problem]) -> None:
        self.limit = limit
        """The largest size allowed, in bytes."""
        self._folder = folder
        there = list_content(folder).all if folder.is_dir() else ()
        self._fine = set(there)
        self.left_out(problems)

    def left_out(self, problems: Iterable[Problem]) -> None:
        """The site is built without the files that have errors."""
        self._fine -= {each.path for each in problems if _is_of_the_file(each)}

    def read(self, path: str) -> tuple[Problem, ...]:
        """The errors that a file has now, if it had none before: the site would lose something."""
        if not (self._folder / path).is_file():
            self._fine.discard(path)
            return ()
        _, problems = read_file(self._folder, path, self.limit)
        errors = tuple(each for each in problems if each.is_error)
        if not errors:
            self._fine.add(path)
        return errors if self.was_fine(path) else ()

    def was_fine(self, path: str) -> bool:
        """Whether it had no errors, as far as is known."""
        return path in self._fine


def _is_of_the_file(problem: Problem) -> bool:
    """Whether it is an error of the file itself: two that claim one address have none."""
    return problem.is_error and problem.code != "url-taken"
