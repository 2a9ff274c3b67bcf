"""What is wrong with the input."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How bad a problem is; an error leaves its record out of the site."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with the input, told so that a person can mend it."""

    path: str
    message: str
    """What was found and what is expected, in one sentence."""
    severity: Severity = Severity.ERROR
    code: str = ""
    """Stable short name of the kind of problem, such as ``wrong-type``."""
    field: str = ""
    """The field as a path: ``related[2].images[0].width``; empty for the file."""
    line: int = 0
    """Counted from 1; 0 when the whole file is meant."""
    column: int = 0
    hint: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def problem_order(problem: Problem) -> tuple[bool, str, int, int, str]:
    """The sort key of problems: errors first, then by place."""
    return not problem.is_error, problem.path, problem.line, problem.column, problem.message
