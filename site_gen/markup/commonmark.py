"""Markdown as on GitHub: CommonMark, tables, tasks, bare URLs, footnotes and alerts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.gfm import gfm_plugin

from site_gen.markup.footnotes import render_footnotes
from site_gen.markup.typography import use_typography

TASK = "task"
"""The class of the element that is replaced by a checkbox after cleaning."""
_MAX_NESTING = 100
"""Nested blocks; a list in a list counts as two. markdown-it omits what is nested deeper."""
_MAX_COST = 4_000_000
"""See ``_check_cost``; takes less than a second."""
_QUOTE_COST = 1_500
"""A quotation mark costs one for so many characters of its paragraph, which are copied."""
_MAX_LINE_CHECKS = 600_000
"""How often lines may be checked for the beginning of a block; takes a few seconds."""
_CONTAINERS = ["paragraph", "reference", "blockquote", "list"]
"""Blocks that check at each of their lines whether another block begins."""


class _TooComplexError(Exception):
    """The text is nested too deeply, or would take too long."""


def convert(text: str) -> str:
    """Markdown as HTML that is not cleaned; too complex text is preformatted."""
    try:
        return str(_converter().render(text))
    except (_TooComplexError, RecursionError):
        return f"<pre>{escape(text)}</pre>"


@lru_cache(maxsize=1)
def _converter() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING, "xhtmlOut": False})
    md.use(gfm_plugin)
    md.disable("gfm_autolink_email")  # links are http or https
    use_typography(md)
    md.block.ruler.before("table", "lines", _count_lines, {"alt": _CONTAINERS})
    md.core.ruler.after("block", "limits", _check_cost)
    md.core.ruler.push("theme", _adapt_tokens)
    md.add_render_rule("list_item_open", _render_list_item)
    render_footnotes(md)
    return md


def _count_lines(state: StateBlock, _begin: int, _end: int, _silent: bool) -> bool:
    """A block rule that never matches: it counts its calls, of which deep nesting makes many."""
    count = state.env["lines"] = state.env.get("lines", 0) + 1
    if count > _MAX_LINE_CHECKS:
        raise _TooComplexError
    return False


def _check_cost(state: StateCore) -> None:
    """Raise _TooComplexError if parsing the inline content would take too long.

    That takes quadratic time for angle brackets and colons, and long for square brackets. The
    cost is the sum of their squares in each paragraph, and a share for quotation marks.
    """
    cost = 0
    for token in state.tokens:
        if token.level >= _MAX_NESTING - 1:
            raise _TooComplexError
        if token.type == "inline":
            cost += sum(token.content.count(char) ** 2 for char in "[<:")
            quotes = token.content.count('"') + token.content.count("'")
            cost += quotes * len(token.content) // _QUOTE_COST
    if cost > _MAX_COST:
        raise _TooComplexError


def _adapt_tokens(state: StateCore) -> None:
    """Change tokens to elements and classes that the theme has and the cleaning allows.

    Headings become h2 (the page's title is the h1) to h6, without gaps.
    """
    levels = sorted({token.tag for token in state.tokens if token.type == "heading_open"})
    for index, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{2 + min(levels.index(token.tag), 4)}"
        elif token.type in ("th_open", "td_open"):
            _align(token)
        elif token.type == "list_item_open" and "checked" in token.meta:
            _add_task_mark(token, state.tokens[index + 1 : index + 3])
        elif token.type in ("alert_open", "alert_close"):
            token.tag = "blockquote"
        elif token.type == "alert_title_open":
            _make_strong(state.tokens[index + 1])
        for child in token.children or ():
            _adapt_inline(child)


def _adapt_inline(token: Token) -> None:
    if token.type in ("s_open", "s_close"):
        token.tag = "del"
    elif token.type == "image":
        token.attrs = {"alt": "", **token.attrs}


def _align(cell: Token) -> None:
    """Replace the style by a class: the content security policy of pages forbids styles."""
    style = cell.attrs.pop("style", None)
    if style:
        cell.attrs["class"] = re.sub(r"^text-align:", "align-", str(style))


def _add_task_mark(item: Token, content: list[Token]) -> None:
    """Add the mark of a task, to its first paragraph if it begins with one."""
    done = item.meta.pop("checked")
    mark = f'<span class="{TASK}{"-done" if done else ""}"></span> '
    if [token.type for token in content] == ["paragraph_open", "inline"]:
        text = content[1].children or []
        content[1].children = [Token("html_inline", "", 0, content=mark), *text]
    else:
        item.meta["mark"] = mark


def _render_list_item(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    _env: EnvType,
) -> str:
    html: str = renderer.renderToken(tokens, index, options, _env)  # type: ignore[attr-defined]
    return html + str(tokens[index].meta.get("mark", ""))


def _make_strong(title: Token) -> None:
    title.children = [
        Token("strong_open", "strong", 1),
        Token("text", "", 0, content=title.content),
        Token("strong_close", "strong", -1),
    ]
