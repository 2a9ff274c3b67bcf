"""Headlines as their outlets' own feeds have them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SEPARATOR = re.compile(r"(?:\s+(?P<dash>[-–—])|\s+[·•]|\s*[|｜])\s*\Z")
_FEW = 3
"""Words that a name may have: “FC Port - Weir City” is a match."""


def without_outlet(title: str, names: Iterable[str]) -> str:
    """A headline without the outlet's name at its end, such as pages and searches for news add it.

    The outlet's own feed has the article without, and both are one. What two names would be, with
    a dash between them, stays: clubs and towns have feeds, too.
    """
    for name in filter(None, names):
        if title.casefold().endswith(name.casefold()):
            before = title[: -len(name)]
            separator = _SEPARATOR.search(before)
            headline = before[: separator.start()].rstrip() if separator else ""
            if separator and headline and not (separator["dash"] and _is_name(headline)):
                return headline
    return title


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _FEW and all(word[0].isupper() for word in words)
