"""Rendering of footnotes: numbers that link to the notes, and notes that link back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

_SAFE_LABEL = re.compile(r"[\w-]+")


def render_footnotes(md: MarkdownIt) -> None:
    """Render footnotes with the ids and classes that the theme and the cleaning expect."""
    for name, rule in _RULES.items():
        md.add_render_rule(name, _render_rule(rule))


def _render_rule(rule: Callable[[Token], str]) -> Callable[..., str]:
    """``rule`` as markdown-it calls it: renderer, tokens, index, options, environment."""

    def render(_: object, tokens: Sequence[Token], index: int, *_args: object) -> str:
        return rule(tokens[index])

    return render


def _label(token: Token) -> str:
    """A note in ids: its label or, if that has characters that ids cannot have, its number."""
    label = token.meta["label"]
    return label if _SAFE_LABEL.fullmatch(label) else f"_{token.meta['id'] + 1}_"


def _reference_id(token: Token) -> str:
    """The id of a reference; a note may have several."""
    index = token.meta["subId"]
    return escape(f"fnref{index + 1 if index else ''}-{_label(token)}")


def _reference(token: Token) -> str:
    return (
        f'<sup id="{_reference_id(token)}">'
        f'<a class="footnote-ref" href="#fn-{escape(_label(token))}">'
        f"{token.meta['id'] + 1}</a></sup>"
    )


def _back_link(token: Token) -> str:
    return (
        f'&#160;<a class="footnote-backref" href="#{_reference_id(token)}" '
        f'title="Back to reference {token.meta["id"] + 1}">↩</a>'
    )


_RULES: dict[str, Callable[[Token], str]] = {
    "footnote_ref": _reference,
    "footnote_block_open": lambda _: '<div class="footnote">\n<hr>\n<ol>\n',
    "footnote_block_close": lambda _: "</ol>\n</div>\n",
    "footnote_open": lambda token: f'<li id="fn-{escape(_label(token))}">',
    "footnote_close": lambda _: "</li>\n",
    "footnote_anchor": _back_link,
}
