"""Puts what was measured into a page of the documentation, between two marks."""

from __future__ import annotations

import re
from pathlib import Path


def refresh(path: Path, part: str, text: str) -> None:
    """Replace a part of a page. Raises ValueError if the page has no marks for it."""
    begin, end = f"<!-- {part}: written by make bench -->", f"<!-- {part}: end -->"
    page = path.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(begin)}\n.*?{re.escape(end)}", re.DOTALL)
    changed, count = pattern.subn(lambda _: f"{begin}\n{text}\n{end}", page)
    if count != 1:
        raise ValueError(f"{path} has no part “{part}”")
    path.write_text(changed, encoding="utf-8")
