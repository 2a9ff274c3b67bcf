"""Typographic quotes, dashes and ellipses: in prose, and never in code or addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_SIGNS = (
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r"(?<!\w)'(?=\d\ds\b)"), "’"),
)
"""The last is the apostrophe of decades, ’90s, which would open a quotation otherwise."""
_CODE = re.compile(r"<(/?)(?:code|kbd|pre|samp|tt|var)\b", re.IGNORECASE)


def use_typography(md: MarkdownIt) -> None:
    """Replace straight quotes, hyphens for dashes and three dots in prose."""
    md.options["typographer"] = True
    md.enable("smartquotes")
    md.core.ruler.before("smartquotes", "typography", _typography)


def _typography(state: StateCore) -> None:
    for block in state.tokens:
        for token in _prose(block.children or []):
            for sign, better in _SIGNS:
                token.content = sign.sub(better, token.content)


def _prose(tokens: list[Token]) -> Iterator[Token]:
    """The texts that are prose; others are made HTML, which no rule after this one touches.

    Those are texts within HTML elements for code, and addresses that became links by themselves.
    """
    depth = 0
    is_address = False
    for token in tokens:
        if token.type == "html_inline" and (found := _CODE.match(token.content)):
            depth = max(0, depth + (-1 if found[1] else 1))
        elif token.type in ("link_open", "link_close") and token.info == "auto":
            is_address = token.type == "link_open"
        elif token.type == "text" and (depth or is_address):
            token.type, token.content = "html_inline", escapeHtml(token.content)
        elif token.type == "text":
            yield token
