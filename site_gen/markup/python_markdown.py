"""Markdown as Python-Markdown reads it, for texts that were written for its rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

_EXTENSIONS = ["tables", "footnotes", "fenced_code", "sane_lists", "smarty"]
_SETTINGS: Mapping[str, Mapping[str, object]] = {
    "footnotes": {"BACKLINK_TITLE": "Back to reference {}", "SEPARATOR": "-"},
    "tables": {"use_align_attribute": True},  # style attributes are cleaned away
}
_ALIGNED = re.compile(r'<(t[hd]) align="(left|center|right)">')
_TANGLE = 4_000_000
"""Sum of the squares of each paragraph's brackets: about a second of work."""
_PER_QUOTE = 400
"""Letters that are copied in the time of one bracket's share."""


class _Headings(Treeprocessor):
    """Moves headings so that the highest is h2 (the page's title is the h1), without gaps."""

    def run(self, root: Element) -> None:
        headings = [node for node in root.iter() if re.fullmatch("h[1-6]", str(node.tag))]
        levels = sorted({int(node.tag[1]) for node in headings})
        for node in headings:
            node.tag = f"h{min(6, 2 + levels.index(int(node.tag[1])))}"


class _Extension(markdown.extensions.Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Headings(md), "headings", 1)


@lru_cache(maxsize=1)
def _converter() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[*_EXTENSIONS, _Extension()],
        extension_configs=_SETTINGS,
        output_format="html",
    )


def _is_tangled(text: str) -> bool:
    """Whether converting would take long: Python-Markdown needs quadratic time for each
    paragraph's brackets, and copies it for each quotation mark. A thousand links in one paragraph
    still pass.
    """
    cost = 0
    for block in text.split("\n\n"):
        cost += (block.count("[") + block.count("<")) ** 2
        cost += (block.count('"') + block.count("'")) * len(block) // _PER_QUOTE
    return cost > _TANGLE


def convert(text: str) -> str:
    """Markdown as HTML that is not clean yet; what is too tangled or deep stays as it is."""
    if _is_tangled(text):
        return f"<pre>{escape(text)}</pre>"
    try:
        return _ALIGNED.sub(r'<\1 class="align-\2">', _converter().reset().convert(text))
    except RecursionError:
        _converter.cache_clear()  # it stopped in the middle and is of no more use
        return f"<pre>{escape(text)}</pre>"
