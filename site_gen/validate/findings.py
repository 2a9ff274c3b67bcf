"""What was found wrong with fields, before and after it has a place in a file."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from site_gen import front_matter
from site_gen.front_matter import FrontMatterError
from site_gen.model import Problem, Severity, SourceFile


class Finding(msgspec.Struct, frozen=True):
    """A problem of a field that does not know its line yet."""

    where: front_matter.Path
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


def field_name(where: front_matter.Path) -> str:
    """``("related", 2, "images")`` → ``related[2].images``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where)
    return text.removeprefix(".")


def located(path: str, front: str, found: Iterable[Finding]) -> tuple[Problem, ...]:
    """The findings as problems of the file at ``path``, whose YAML is ``front``."""
    problems = []
    for finding in found:
        line, column = front_matter.locate(front, finding.where)
        problems.append(
            Problem(
                path,
                finding.message,
                finding.severity,
                finding.code,
                field_name(finding.where),
                line,
                column,
                finding.hint,
            )
        )
    return tuple(problems)


def placed(problem: Problem, source: SourceFile) -> Problem:
    """A problem found only after all files were read, with its place in its own file."""
    try:
        front = front_matter.split(source.data).front
    except FrontMatterError:  # edited since it was read
        return problem
    line, column = front_matter.locate(front, (problem.field,))
    return msgspec.structs.replace(problem, line=line, column=column)


def unreadable(path: str, error: FrontMatterError) -> Problem:
    """The problem of a file whose fields could not even be read."""
    return Problem(
        path,
        error.message,
        code="front-matter",
        field=error.field,
        line=error.line,
        column=error.column,
        hint=error.hint,
    )
