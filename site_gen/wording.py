"""Small pieces of text for messages and pages."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """``text`` on one line: runs of white space and control characters become one space."""
    return " ".join(_CONTROL.sub(" ", text).split())


def counted(count: int, noun: str) -> str:
    """``1 file``, ``1,200 files``; ``noun`` forms its plural with “s”."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
