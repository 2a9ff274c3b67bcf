"""Findings about fields, and their conversion to problems with a line and column."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from site_gen import front_matter
from site_gen.front_matter import FrontMatterError
from site_gen.model import Problem, Severity, SourceFile
from site_gen.wording import KeyPath, dotted


class Finding(msgspec.Struct, frozen=True):
    """A problem of a field whose line is not known yet."""

    field: KeyPath
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


def to_problems(path: str, front: str, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """The findings about the file at ``path`` as problems; ``front`` is its YAML."""
    problems = []
    for finding in findings:
        line, column = front_matter.locate(front, finding.field)
        problems.append(
            Problem(
                path,
                finding.message,
                finding.severity,
                finding.code,
                dotted(finding.field),
                line,
                column,
                finding.hint,
            )
        )
    return tuple(problems)


def with_location(problem: Problem, source: SourceFile) -> Problem:
    """A problem that was found without the text of its file, with line and column."""
    try:
        front = front_matter.split(source.data).front
    except FrontMatterError:  # edited since it was read
        return problem
    line, column = front_matter.locate(front, (problem.field,))
    return msgspec.structs.replace(problem, line=line, column=column)


def front_matter_problem(path: str, error: FrontMatterError) -> Problem:
    """The problem of a file whose front matter cannot be read."""
    return Problem(
        path,
        error.message,
        code="front-matter",
        field=error.field,
        line=error.line,
        column=error.column,
        hint=error.hint,
    )
