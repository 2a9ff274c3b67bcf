"""Problems of the built folder: creating and merging them, and which stop an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from site_gen.model import Problem, Severity
from site_gen.model.problems import problem_order

_MOST_REPEATED = 5
"""A problem that more files than this have in common is reported once."""
_NOT_PRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

TOLERATED_ERRORS = frozenset({"broken-link", "feed-id-changed"})
"""Codes of errors that a single record or note can cause; with ``--lenient`` they do not fail.

One wrong text must not keep all others from being published.

``broken-link``: a body or picture links to a missing page. The record, its topics and its feeds
may all contain the link.

``feed-id-changed``: somebody corrected the address of an article, and feed readers will show it
again. The next edition would be accepted anyway, so failing would only delay it.
"""


def stops_an_edition(problem: Problem) -> bool:
    """Whether a problem of the folder forbids publishing it, even with ``--lenient``."""
    return problem.is_error and problem.code not in TOLERATED_ERRORS


def printable(text: str) -> str:
    """``text`` with control characters and surrogates as escapes, to be printed on one line."""
    return _NOT_PRINTABLE.sub(lambda match: ascii(match[0])[1:-1], text)


def url_path(path: str) -> str:
    """The URL path of a file of the folder: ``topics/ai/index.html`` → ``/topics/ai/``."""
    absolute = f"/{printable(path)}"
    return absolute.removesuffix("index.html") if absolute.endswith("/index.html") else absolute


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
    location = url_path(path) if path else ""
    return Problem(location, printable(message), severity, code, "", line, column, hint)


def merge_repeated(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted problems, errors first; one that many files have in common becomes one problem."""
    groups: dict[Problem, list[Problem]] = {}
    for problem in problems:
        key = msgspec.structs.replace(problem, path="", line=0, column=0)
        groups.setdefault(key, []).append(problem)
    merged: list[Problem] = []
    for group in groups.values():
        count = len({problem.path for problem in group})
        if count <= _MOST_REPEATED:
            merged += dict.fromkeys(group)
            continue
        first = min(group, key=problem_order)
        message = f"{first.message}; in {count:,} files, of which this is the first"
        merged.append(msgspec.structs.replace(first, message=message))
    return tuple(sorted(merged, key=problem_order))
