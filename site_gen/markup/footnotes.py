"""Footnotes as HTML: numbers that lead to the notes, and notes that lead back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_PLAIN = re.compile(r"[\w-]+")


def render_footnotes(md: MarkdownIt) -> None:
    """Give footnotes the ids and classes that the theme and the cleaning know."""
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)


def _name(token: Token) -> str:
    """A note within ids: its label or, if that has signs that ids cannot have, its number."""
    label = token.meta["label"]
    return label if _PLAIN.fullmatch(label) else f"_{token.meta['id'] + 1}_"


def _place(token: Token) -> str:
    """The id of a reference; a note may be referred to many times."""
    times = token.meta["subId"]
    return escape(f"fnref{times + 1 if times else ''}-{_name(token)}")


def _reference(
    _: RendererProtocol, tokens: Sequence[Token], n: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[n]
    return (
        f'<sup id="{_place(token)}"><a class="footnote-ref" href="#fn-{escape(_name(token))}">'
        f"{token.meta['id'] + 1}</a></sup>"
    )


def _open_all(
    _: RendererProtocol, _tokens: Sequence[Token], _n: int, _options: OptionsDict, _env: EnvType
) -> str:
    return '<div class="footnote">\n<hr>\n<ol>\n'


def _close_all(
    _: RendererProtocol, _tokens: Sequence[Token], _n: int, _options: OptionsDict, _env: EnvType
) -> str:
    return "</ol>\n</div>\n"


def _open(
    _: RendererProtocol, tokens: Sequence[Token], n: int, _options: OptionsDict, _env: EnvType
) -> str:
    return f'<li id="fn-{escape(_name(tokens[n]))}">'


def _close(
    _: RendererProtocol, _tokens: Sequence[Token], _n: int, _options: OptionsDict, _env: EnvType
) -> str:
    return "</li>\n"


def _back(
    _: RendererProtocol, tokens: Sequence[Token], n: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[n]
    return (
        f'&#160;<a class="footnote-backref" href="#{_place(token)}" '
        f'title="Back to reference {token.meta["id"] + 1}">↩</a>'
    )


_RULES = {
    "footnote_ref": _reference,
    "footnote_block_open": _open_all,
    "footnote_block_close": _close_all,
    "footnote_open": _open,
    "footnote_close": _close,
    "footnote_anchor": _back,
}
