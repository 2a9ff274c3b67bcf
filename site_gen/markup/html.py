"""Markdown → clean HTML, or plain text."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Literal

import nh3

from site_gen.markup import commonmark, python_markdown
from site_gen.markup.commonmark import TASK
from site_gen.markup.traps import HARMLESS, without_traps
from site_gen.urls import Urls

Dialect = Literal["commonmark", "python"]

_CONVERT = {"commonmark": commonmark.convert, "python": python_markdown.convert}
_TAGS = set(
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "
    "h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "table tbody td tfoot th thead tr u ul var".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "span": {"class"},
    "sup": {"id"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan", "scope"},
}
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?\d*-[\w-]+\Z")
_CLASSES = re.compile(r"(?:language-[\w+#.-]+|footnote(?:-ref|-backref)?)\Z")
_ALIGNED = re.compile(r"align-(?:left|center|right)\Z")
_REL = "noopener nofollow"
_OWN_LINK = re.compile(rf'(<a href="(?:#|/(?!/))[^>]*?) rel="{_REL}"')
"""A link within the site, which search engines are to follow."""
_IMAGE = ' loading="lazy" decoding="async" referrerpolicy="no-referrer">'
"""How every picture ends. nh3 adds one attribute; several it adds in any order."""
_BOX = re.compile(f'<span class="({TASK}|{TASK}-done)"></span>')
"""Where a checkbox belongs. No text of a record can have fields: these are made after cleaning."""


@lru_cache(maxsize=256)
def to_html(
    text: str, urls: Urls, *, absolute: bool = False, dialect: Dialect = "commonmark"
) -> str:
    """Markdown as clean HTML; links and pictures relative to the site get its base path.

    With ``absolute`` its host too, for readers who see the text elsewhere. What was made is
    kept for a while, since a record's page and its other forms are made one after another.
    """
    if not text:
        return ""
    whole = urls.absolute if absolute else urls.href

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if _FOOTNOTE_ID.match(value) else None
        if name == "class":
            return value if _is_allowed(tag, value) else None
        value = value.replace(HARMLESS, "")
        if name in ("href", "src") and value.startswith("/") and not value.startswith("//"):
            return whole(value)
        return value

    clean = nh3.clean(
        without_traps(_CONVERT[dialect](text), _TAGS),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https"},
        link_rel=_REL,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
    )
    clean = _OWN_LINK.sub(r"\1", clean).replace(' loading="lazy">', _IMAGE)
    clean = _BOX.sub(_checkbox, clean)
    return (
        clean.strip()
        .replace("<table>", '<div class="table" tabindex="0" role="group"><table>')
        .replace("</table>", "</table></div>")
    )


def _is_allowed(tag: str, classes: str) -> bool:
    if tag == "span":
        return classes in (TASK, f"{TASK}-done")
    if tag in ("td", "th"):
        return _ALIGNED.match(classes) is not None
    return _CLASSES.match(classes) is not None


def _checkbox(match: re.Match[str]) -> str:
    if match[1] == TASK:
        return '<input type="checkbox" disabled aria-label="Not done">'
    return '<input type="checkbox" disabled checked aria-label="Done">'


@lru_cache(maxsize=1024)
def to_text(text: str, dialect: Dialect = "commonmark") -> str:
    """Markdown as plain text in one line; kept, since all pages of a topic ask for the same."""
    if not text:
        return ""
    html = nh3.clean(without_traps(_CONVERT[dialect](text), _TAGS), tags=set())
    return " ".join(_unescape(html).split())


def _unescape(html: str) -> str:
    parser = _TextExtractor()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _TextExtractor(HTMLParser):
    """Collects the text of HTML, entities decoded once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
