"""What a stylesheet leaves open at its end, where browsers close it.

All stylesheets are joined, so a missing ``}`` or ``*/`` would change the rules of the next files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from site_gen.looks.static_files import read_static
from site_gen.model import Problem, Severity

_TOKEN = re.compile(
    rb"""(?P<comment>/\*(?:.*?(?P<closed>\*/)|.*))|\\.|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?"""
    rb"""|url\([^)"']*\)|[{}]""",
    re.DOTALL,
)
_CLOSING = {b"{": b"}", b"/*": b"*/"}


class OpenEnd(NamedTuple):
    """A part that is not closed, or a ``}`` too many, and what undoes its effect at the end."""

    what: str
    line: int
    closing: bytes


def open_end(sheet: bytes) -> OpenEnd | None:
    """What is open at the end of a stylesheet; None if all is closed."""
    open_at: list[tuple[bytes, int]] = []
    extra: int | None = None
    for match in _TOKEN.finditer(sheet):
        token = match[0]
        if token == b"{":
            open_at.append((token, match.start()))
        elif token == b"}":
            if open_at:
                open_at.pop()
            elif extra is None:
                extra = match.start()
        elif match["comment"] and not match["closed"]:
            open_at.append((b"/*", match.start()))
    if open_at:
        what, at = open_at[-1]
        closing = b"".join(_CLOSING[each] for each, _ in reversed(open_at))
        return OpenEnd(f"“{what.decode()}” is not closed", _line(sheet, at), closing)
    if extra is None:
        return None
    # The rule that follows is a part of the same mistake: an empty one keeps others from it.
    return OpenEnd("“}” closes nothing", _line(sheet, extra), b"{}")


def closed(sheet: bytes) -> bytes:
    """The stylesheet with everything closed, so that others can follow."""
    end = open_end(sheet)
    return sheet + end.closing if end else sheet


def open_end_problems(names: Iterable[str], files: Mapping[str, Path]) -> list[Problem]:
    """A warning for each of these static files that leaves something open."""
    found = ((name, open_end(read_static(files[name]))) for name in names)
    return [
        Problem(
            "",
            f"static/{name}, line {end.line}: {end.what}",
            Severity.WARNING,
            "open-css",
            hint="rules after it may be without effect",
        )
        for name, end in found
        if end
    ]


def _line(sheet: bytes, at: int) -> int:
    return sheet.count(b"\n", 0, at) + 1
