"""How findings are told: where a file is for readers, and one finding in place of many."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from site_gen.model import Problem, Severity
from site_gen.model.problems import problem_order

_MANY = 5
"""The same problem of more files than this is told once."""
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def shown(text: str) -> str:
    """Text from a file name or a file, fit to be printed in one line."""
    return _NOT_PRINTED.sub(lambda found: ascii(found[0])[1:-1], text)


def address(path: str) -> str:
    """The address of a file of the folder: ``topics/ai/index.html`` → ``/topics/ai/``."""
    whole = f"/{shown(path)}"
    return whole.removesuffix("index.html") if whole.endswith("/index.html") else whole


def finding(
    path: str,
    message: str,
    code: str,
    hint: str = "",
    *,
    severity: Severity = Severity.ERROR,
    line: int = 0,
    column: int = 0,
) -> Problem:
    """A problem of a file of the folder."""
    place = address(path) if path else ""
    return Problem(place, shown(message), severity, code, "", line, column, hint)


def together(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, by file; what many files have in common is told once, with their number."""
    same: dict[Problem, list[Problem]] = {}
    for problem in problems:
        kind = msgspec.structs.replace(problem, path="", line=0, column=0)
        same.setdefault(kind, []).append(problem)
    told: list[Problem] = []
    for group in same.values():
        places = sorted({problem.path for problem in group})
        if len(places) <= _MANY:
            told += dict.fromkeys(group)
            continue
        first = min(group, key=problem_order)
        message = f"{first.message}; in {len(places):,} files, of which this is the first"
        told.append(msgspec.structs.replace(first, message=message))
    return tuple(sorted(told, key=problem_order))
