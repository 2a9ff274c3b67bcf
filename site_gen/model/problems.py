"""Problems of content and output."""

from __future__ import annotations

from enum import StrEnum

import msgspec

SETTINGS = "site.yaml"
"""The path of problems with settings, whatever the name of the file is."""


class Severity(StrEnum):
    """How bad a problem is. A record with an error is left out of the site."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with a file, with what a person needs to correct it."""

    path: str
    """Of a content file within the folder of content; ``SETTINGS``; or the URL path of a page."""
    message: str
    """What was found and what was expected, in one sentence."""
    severity: Severity = Severity.ERROR
    code: str = ""
    """Stable name of the kind of problem, such as ``wrong-type``."""
    field: str = ""
    """Path of the field, such as ``related[2].images[0].width``; empty for the whole file."""
    line: int = 0
    """Counted from 1; 0 for the whole file."""
    column: int = 0
    hint: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def problem_order(problem: Problem) -> tuple[bool, str, int, int, str]:
    """The sort key of problems: errors first, then by path, line and column."""
    return not problem.is_error, problem.path, problem.line, problem.column, problem.message
