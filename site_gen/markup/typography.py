"""Typographic quotes, dashes and ellipses in prose, but not in code or URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_REPLACEMENTS = (
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r"(?<!\w)'(?=\d\ds\b)"), "’"),
)
"""The last is the apostrophe of decades (’90s), which would become an opening quote."""
_CODE = re.compile(r"<(/?)(?:code|kbd|pre|samp|tt|var)\b", re.IGNORECASE)


def use_typography(md: MarkdownIt) -> None:
    """Replace straight quotes, double and triple hyphens, and three dots in prose."""
    md.options["typographer"] = True
    md.enable("smartquotes")
    md.core.ruler.before("smartquotes", "typography", _replace)


def _replace(state: StateCore) -> None:
    for block in state.tokens:
        for token in _prose(block.children or []):
            for pattern, replacement in _REPLACEMENTS:
                token.content = pattern.sub(replacement, token.content)


def _prose(tokens: list[Token]) -> Iterator[Token]:
    """The text tokens that are prose.

    Text in HTML elements for code and bare URLs become HTML tokens, which later rules skip.
    """
    code_depth = 0
    is_url = False
    for token in tokens:
        if token.type == "html_inline" and (tag := _CODE.match(token.content)):
            code_depth = max(0, code_depth + (-1 if tag[1] else 1))
        elif token.type in ("link_open", "link_close") and token.info == "auto":
            is_url = token.type == "link_open"
        elif token.type == "text" and (code_depth or is_url):
            token.type, token.content = "html_inline", escapeHtml(token.content)
        elif token.type == "text":
            yield token
