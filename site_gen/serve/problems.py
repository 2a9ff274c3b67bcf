"""What is wrong with a site that is previewed, and whether that holds it as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from site_gen.model import Problem, Severity


class PreviewProblems:
    """The errors of files, of the last build, and of what all pages are made by."""

    def __init__(self, content: Path, found: tuple[Problem, ...]) -> None:
        self._content = content
        self.broken: dict[str, tuple[Problem, ...]] = {}
        """Content files that were fine and have errors now."""
        self.failure = ""
        """What is wrong with the configuration or a template."""
        self._found = found
        """What is wrong with the content, by the last build."""

    @property
    def hold(self) -> bool:
        """Whether the last good site stays as it is until something is mended."""
        return bool(self.broken or self.failure)

    def take(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """What a build has found; those that nobody was told of."""
        told = {*self._found, *(each for errors in self.broken.values() for each in errors)}
        self._found = problems
        return tuple(each for each in problems if each not in told)

    def held(self, problems: tuple[Problem, ...], was_fine: Callable[[str], bool]) -> None:
        """A build has found errors that would take something away, and has written nothing."""
        errors = [each for each in problems if each.severity is Severity.ERROR]
        paths = {each.path for each in errors}
        for path in set(filter(was_fine, paths)) or paths:
            self.broken[path] = tuple(each for each in errors if each.path == path)

    def told(self) -> dict[str, Any]:
        """What open pages say is wrong."""
        found = [{"place": "", "message": self.failure, "hint": ""}] if self.failure else []
        broken = [each for errors in self.broken.values() for each in errors]
        left_out = [
            each
            for each in self._found
            if each.severity is Severity.ERROR and each.path not in self.broken
        ]
        found += [self._told(problem) for problem in (*broken, *left_out)]
        return {"held": self.hold, "problems": found}

    def _told(self, problem: Problem) -> dict[str, str]:
        place = (self._content / problem.path).as_posix() if problem.path else ""
        if problem.line:
            place += f":{problem.line}:{problem.column}"
        return {"place": place, "message": problem.message, "hint": problem.hint}
