"""Headlines as their outlets' own feeds have them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SEPARATOR = re.compile(r"(?:\s+[-–—|·•:]|\s*[|｜])\s*\Z")


def without_outlet(title: str, names: Iterable[str]) -> str:
    """A headline without the outlet's name at its end, such as pages and searches for news add it.

    The outlet's own feed has the article without, and both are one.
    """
    for name in filter(None, names):
        if title.casefold().endswith(name.casefold()):
            headline = title[: -len(name)]
            separator = _SEPARATOR.search(headline)
            if separator and headline[: separator.start()].strip():
                return headline[: separator.start()].rstrip()
    return title
