"""Markdown → clean HTML, or plain text."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from html import escape, unescape
from typing import Literal

import nh3

from site_gen.markup import commonmark
from site_gen.markup.commonmark import TASK
from site_gen.markup.labels import Labels
from site_gen.markup.text_loss import UNKNOWN_SUFFIX, prevent_text_loss
from site_gen.urls import Urls

Dialect = Literal["commonmark", "python"]

_ENGLISH = Labels()
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
_ALIGNMENT = re.compile(r"align-(?:left|center|right)\Z")
_REL = "noopener nofollow"
_INTERNAL_LINK = re.compile(rf'(<a href="(?:#|/(?!/))[^>]*?) rel="{_REL}"')
"""A link within the site, which search engines should follow."""
_IMAGE_END = ' loading="lazy" decoding="async" referrerpolicy="no-referrer">'
"""The last attributes of every image. nh3 would add more than one in random order."""
_TASK_MARK = re.compile(f'<span class="({TASK}|{TASK}-done)"></span>')
"""Becomes a checkbox after cleaning, which removes form fields of records."""


@lru_cache(maxsize=256)
def to_html(
    text: str,
    urls: Urls,
    *,
    absolute: bool = False,
    dialect: Dialect = "commonmark",
    labels: Labels = _ENGLISH,
) -> str:
    """Markdown as clean HTML; links and images relative to the site get its base path.

    With ``absolute`` they also get its host, for feeds. Results are cached, since the outputs
    of one record are rendered one after another.
    """
    if not text:
        return ""

    def to_url(attribute: str, path: str) -> str:
        href = urls.file(path) if attribute == "src" else urls.inside(path)
        return urls.on_host(href) if absolute else href

    def filter_attribute(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if _FOOTNOTE_ID.match(value) else None
        if name == "class":
            return value if _are_allowed(tag, value) else None
        value = value.replace(UNKNOWN_SUFFIX, "")
        if name in ("href", "src") and value.startswith("/") and not value.startswith("//"):
            return to_url(name, value)
        return value

    clean = nh3.clean(
        prevent_text_loss(_converted(text, dialect), _TAGS),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=filter_attribute,
        url_schemes={"http", "https"},
        link_rel=_REL,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
    )
    clean = _INTERNAL_LINK.sub(r"\1", clean).replace(' loading="lazy">', _IMAGE_END)
    clean = labels.name_back_links(_TASK_MARK.sub(partial(_checkbox, labels), clean))
    return (
        clean.strip()
        .replace("<table>", '<div class="table" tabindex="0" role="group"><table>')
        .replace("</table>", "</table></div>")
    )


def _converted(text: str, dialect: Dialect) -> str:
    """Markdown as HTML that is not cleaned."""
    if dialect == "commonmark":
        return commonmark.convert(text)
    from site_gen.markup import python_markdown  # noqa: PLC0415  few sites need it

    return python_markdown.convert(text)


def _are_allowed(tag: str, classes: str) -> bool:
    if tag == "span":
        return classes in (TASK, f"{TASK}-done")
    if tag in ("td", "th"):
        return _ALIGNMENT.match(classes) is not None
    return _CLASSES.match(classes) is not None


def _checkbox(labels: Labels, match: re.Match[str]) -> str:
    if match[1] == TASK:
        return f'<input type="checkbox" disabled aria-label="{escape(labels.not_done)}">'
    return f'<input type="checkbox" disabled checked aria-label="{escape(labels.done)}">'


@lru_cache(maxsize=1024)
def to_text(text: str, dialect: Dialect = "commonmark") -> str:
    """Markdown as plain text in one line. Cached, since all pages of a topic need the same text."""
    if not text:
        return ""
    html = nh3.clean(prevent_text_loss(_converted(text, dialect), _TAGS), tags=set())
    return " ".join(unescape(html).split())
