"""Markdown in the dialect of Python-Markdown, for texts that were written for it."""

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
    "tables": {"use_align_attribute": True},  # the cleaning removes style attributes
}
_ALIGN = re.compile(r'<(t[hd]) align="(left|center|right)">')
_MAX_COST = 4_000_000
"""See ``_is_too_complex``; takes about a second."""
_QUOTE_COST = 400
"""A quotation mark costs one for so many characters of its paragraph, which are copied."""


class _Headings(Treeprocessor):
    """Changes headings to h2 (the page's title is the h1) to h6, without gaps."""

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


def _is_too_complex(text: str) -> bool:
    """Whether converting would take too long.

    Python-Markdown needs quadratic time for each paragraph's brackets, and copies the paragraph
    for each quotation mark. A thousand links in one paragraph are allowed.
    """
    cost = 0
    for block in text.split("\n\n"):
        cost += (block.count("[") + block.count("<")) ** 2
        cost += (block.count('"') + block.count("'")) * len(block) // _QUOTE_COST
    return cost > _MAX_COST


def convert(text: str) -> str:
    """Markdown as HTML that is not cleaned; too complex text is preformatted."""
    if _is_too_complex(text):
        return f"<pre>{escape(text)}</pre>"
    try:
        return _ALIGN.sub(r'<\1 class="align-\2">', _converter().reset().convert(text))
    except RecursionError:
        _converter.cache_clear()  # its state is invalid after an exception
        return f"<pre>{escape(text)}</pre>"
