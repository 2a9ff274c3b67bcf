"""Elements in a text that would take what follows them away.

Browsers take all that follows ``<title>`` for its text, and the cleaning removes elements of
drawings and formulas with all they hold: ``<none>``, ``<int>`` and ``<path>`` are such, and what
follows lies in them where nothing closes them.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

import nh3

HARMLESS = "\U0010fffd"
"""What names of elements end with that are to go without what they hold: a name of no element."""
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_ALL_TEXT = frozenset(
    "iframe noembed noframes noscript plaintext script style template textarea title xmp".split()
)
"""What is in these is no HTML, up to the tag that closes them, or to the end."""
_GONE = frozenset({"script", "style", "template"})
"""Of these, what the cleaning removes with all it holds."""


def without_traps(html: str, allowed: Set[str]) -> str:
    """HTML that is not clean yet; only tags that are not allowed are touched.

    What takes all that follows and is never closed becomes text, as on GitHub.
    """
    if allowed >= set(_NAME.findall(html)):
        return html
    return _NAME.sub(lambda tag: _disarmed(tag, allowed), html)


def _disarmed(tag: re.Match[str], allowed: Set[str]) -> str:
    name = tag[1].lower()
    if name in allowed:
        return tag[0]
    if name in _ALL_TEXT:
        if not tag[0].startswith("</") and not _is_closed(name, tag):
            return f"&lt;{tag[0][1:]}"
        return tag[0] if name in _GONE else tag[0] + HARMLESS
    return tag[0] + HARMLESS if _is_removed_with_all(name) else tag[0]


def _is_closed(name: str, tag: re.Match[str]) -> bool:
    """Whether the next tag of this name closes the element."""
    following = re.compile(rf"<(/?){name}(?=[\s/>])", re.IGNORECASE).search(tag.string, tag.end())
    return following is not None and following[1] == "/"


@lru_cache(maxsize=1024)
def _is_removed_with_all(name: str) -> bool:
    """Whether the cleaning removes what is in such an element; its lists are its own."""
    return "a" not in nh3.clean(f"<{name}>a", tags=set())
