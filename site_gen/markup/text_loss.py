"""Keeping text that browsers or nh3 would drop with an element.

Browsers take everything after an unclosed ``<title>`` as its text. nh3 removes elements of SVG
and MathML together with their content: ``<none>``, ``<int>`` and ``<path>`` are such elements,
and unclosed ones contain the rest of the text.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

import nh3

UNKNOWN_SUFFIX = "\U0010fffd"
"""Makes the name of an element one that nh3 does not know: then it removes only the tags."""
_TAG_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_RAW_TEXT = frozenset(
    "iframe noembed noframes noscript plaintext script style template textarea title xmp".split()
)
"""Elements whose content is not HTML, up to the closing tag or the end of the text."""
_REMOVED = frozenset({"script", "style", "template"})
"""Those of them that nh3 is to remove together with their content."""


def prevent_text_loss(html: str, allowed: Set[str]) -> str:
    """Change tags in unsafe HTML that are not ``allowed`` so that nh3 keeps the text after them.

    An unclosed element of raw text becomes text itself, as on GitHub.
    """
    if allowed >= set(_TAG_NAME.findall(html)):
        return html
    return _TAG_NAME.sub(lambda tag: _safe_tag(tag, allowed), html)


def _safe_tag(tag: re.Match[str], allowed: Set[str]) -> str:
    name = tag[1].lower()
    if name in allowed:
        return tag[0]
    if name in _RAW_TEXT:
        if not tag[0].startswith("</") and not _is_closed(name, tag):
            return f"&lt;{tag[0][1:]}"
        return tag[0] if name in _REMOVED else tag[0] + UNKNOWN_SUFFIX
    return tag[0] + UNKNOWN_SUFFIX if _is_removed_with_content(name) else tag[0]


def _is_closed(name: str, tag: re.Match[str]) -> bool:
    """Whether the next tag of this name closes the element."""
    following = re.compile(rf"<(/?){name}(?=[\s/>])", re.IGNORECASE).search(tag.string, tag.end())
    return following is not None and following[1] == "/"


@lru_cache(maxsize=1024)
def _is_removed_with_content(name: str) -> bool:
    """Whether nh3 removes such an element with its content; its lists are not accessible."""
    return "a" not in nh3.clean(f"<{name}>a", tags=set())
