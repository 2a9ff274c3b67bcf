"""Markdown as GitHub reads it: CommonMark, tables, tasks, bare addresses, footnotes and alerts."""

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
"""The class of the mark that stands for a checkbox until the HTML is clean."""
_DEEPEST = 100
"""Blocks within blocks; a list in a list takes two. What lies deeper would be left out."""


_TANGLE = 4_000_000
"""Sum of the squares of each paragraph's signs of one kind: less than a second of work."""
_PER_QUOTE = 1_500
"""Letters of a paragraph that are copied, for each of its quotation marks, in the time of one."""
_LINES = 600_000
"""How often the lines of a text are looked at, in each quotation that they are in: seconds."""


_WITHIN = ["paragraph", "reference", "blockquote", "list"]
"""What asks at each of its lines whether something else begins there."""


class _TooMuchError(Exception):
    """The text is nested too deeply, or would take too long."""


def convert(text: str) -> str:
    """Markdown as HTML that is not clean yet; what is too deep or tangled stays as it is."""
    try:
        return str(_converter().render(text))
    except (_TooMuchError, RecursionError):
        return f"<pre>{escape(text)}</pre>"


@lru_cache(maxsize=1)
def _converter() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": _DEEPEST, "xhtmlOut": False})
    md.use(gfm_plugin)
    md.disable("gfm_autolink_email")  # links are http or https
    use_typography(md)
    md.block.ruler.before("table", "lines", _count_lines, {"alt": _WITHIN})
    md.core.ruler.after("block", "limits", _refuse_too_much)
    md.core.ruler.push("theme", _for_the_theme)
    md.add_render_rule("list_item_open", _item)
    render_footnotes(md)
    return md


def _count_lines(state: StateBlock, _begin: int, _end: int, _silent: bool) -> bool:
    """No block: counts how often it is asked for, since lines are read anew at every depth."""
    count = state.env["lines"] = state.env.get("lines", 0) + 1
    if count > _LINES:
        raise _TooMuchError
    return False


def _refuse_too_much(state: StateCore) -> None:
    """Raise _TooMuchError before what is within paragraphs is parsed.

    That takes quadratic time for angle brackets and colons, and long for square brackets.
    """
    cost = 0
    for token in state.tokens:
        if token.level >= _DEEPEST - 1:
            raise _TooMuchError
        if token.type == "inline":
            cost += sum(token.content.count(sign) ** 2 for sign in "[<:")
            quotes = token.content.count('"') + token.content.count("'")
            cost += quotes * len(token.content) // _PER_QUOTE
    if cost > _TANGLE:
        raise _TooMuchError


def _for_the_theme(state: StateCore) -> None:
    """Blocks and inline elements as the theme and the cleaning know them."""
    levels = sorted({token.tag for token in state.tokens if token.type == "heading_open"})
    for n, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{2 + min(levels.index(token.tag), 4)}"
        elif token.type in ("th_open", "td_open"):
            _align(token)
        elif token.type == "list_item_open" and "checked" in token.meta:
            _put_box(token, state.tokens[n + 1 : n + 3])
        elif token.type in ("alert_open", "alert_close"):
            token.tag = "blockquote"
        elif token.type == "alert_title_open":
            _set_strong(state.tokens[n + 1])
        for child in token.children or ():
            _inline_for_the_theme(child)


def _inline_for_the_theme(token: Token) -> None:
    if token.type in ("s_open", "s_close"):
        token.tag = "del"
    elif token.type == "image":
        token.attrs = {"alt": "", **token.attrs}


def _align(cell: Token) -> None:
    """Alignment as a class: the security policy of pages refuses styles."""
    style = cell.attrs.pop("style", None)
    if style:
        cell.attrs["class"] = re.sub(r"^text-align:", "align-", str(style))


def _put_box(item: Token, inside: list[Token]) -> None:
    """The mark of a task, at the beginning of its text if it begins with a paragraph."""
    done = item.meta.pop("checked")
    box = f'<span class="{TASK}{"-done" if done else ""}"></span> '
    if [token.type for token in inside] == ["paragraph_open", "inline"]:
        text = inside[1].children or []
        inside[1].children = [Token("html_inline", "", 0, content=box), *text]
    else:
        item.meta["box"] = box


def _item(
    renderer: RendererProtocol, tokens: Sequence[Token], n: int, options: OptionsDict, _env: EnvType
) -> str:
    html: str = renderer.renderToken(tokens, n, options, _env)  # type: ignore[attr-defined]
    return html + str(tokens[n].meta.get("box", ""))


def _set_strong(title: Token) -> None:
    title.children = [
        Token("strong_open", "strong", 1),
        Token("text", "", 0, content=title.content),
        Token("strong_close", "strong", -1),
    ]
