"""Problems during a preview: which files have new errors, and what open pages show of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from site_gen.model import Problem
from site_gen.options import Options
from site_gen.parse import read_file
from site_gen.scan import list_content


class ContentChecks:
    """Checks single content files, and remembers which of them were valid.

    A saved file is checked before the build, which takes longer.
    """

    def __init__(self, folder: Path, limit: int, problems: Iterable[Problem]) -> None:
        self.limit = limit
        """The largest allowed size in bytes."""
        self._folder = folder
        self._valid = set(list_content(folder).all if folder.is_dir() else ())
        self.mark_left_out(problems)

    def mark_left_out(self, problems: Iterable[Problem]) -> None:
        """Note that the site was built without the files that have errors."""
        # Of two files with one URL, each is valid by itself.
        self._valid -= {
            problem.path for problem in problems if problem.is_error and problem.code != "url-taken"
        }

    def new_errors(self, path: str) -> tuple[Problem, ...]:
        """The errors of a file that was valid before; empty for other files."""
        if not (self._folder / path).is_file():
            self._valid.discard(path)
            return ()
        _, problems = read_file(self._folder, path, self.limit)
        errors = tuple(problem for problem in problems if problem.is_error)
        if not errors:
            self._valid.add(path)
        return errors if self.was_valid(path) else ()

    def was_valid(self, path: str) -> bool:
        """Whether the file had no errors when it was last built or checked."""
        return path in self._valid


class PreviewProblems:
    """Errors of saved files, of the last build, and of configuration and templates."""

    def __init__(self, options: Options, build_problems: tuple[Problem, ...]) -> None:
        self._options = options
        self.broken: dict[str, tuple[Problem, ...]] = {}
        """Content files that were valid and have errors now."""
        self.failure = ""
        """What is wrong with the configuration or a template."""
        self._of_build = build_problems
        """The problems of the content in the last build."""

    @property
    def is_held(self) -> bool:
        """Whether the site stays as it is until something is fixed."""
        return bool(self.broken or self.failure)

    def update(self, build_problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Replace the problems of the last build; return those that were not known."""
        known = {*self._of_build, *self._all_broken()}
        self._of_build = build_problems
        return tuple(problem for problem in build_problems if problem not in known)

    def hold(self, problems: tuple[Problem, ...], was_valid: Callable[[str], bool]) -> None:
        """Note errors because of which a build has written nothing."""
        errors = [problem for problem in problems if problem.is_error]
        paths = {problem.path for problem in errors}
        for path in set(filter(was_valid, paths)) or paths:
            self.broken[path] = tuple(problem for problem in errors if problem.path == path)

    def event_data(self) -> dict[str, Any]:
        """The problems as JSON for open pages."""
        shown = [{"place": "", "message": self.failure, "hint": ""}] if self.failure else []
        left_out = [
            problem
            for problem in self._of_build
            if problem.is_error and problem.path not in self.broken
        ]
        shown += [self._as_json(problem) for problem in (*self._all_broken(), *left_out)]
        return {"held": self.is_held, "problems": shown}

    def _all_broken(self) -> list[Problem]:
        return [problem for errors in self.broken.values() for problem in errors]

    def _as_json(self, problem: Problem) -> dict[str, str]:
        location = self._options.shown_path(problem.path) if problem.path else ""
        if problem.line:
            location += f":{problem.line}:{problem.column}"
        return {"place": location, "message": problem.message, "hint": problem.hint}
