"""Converted texts, and the HTML that may be in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from site_gen.markup import to_html
from site_gen.markup.html import Dialect
from site_gen.urls import Urls

DIALECTS: tuple[Dialect, ...] = ("commonmark", "python")
ROOT = Urls.of("https://tideline.example/")
BASE = Urls.of("https://tideline.example/news/")


def html(text: str, urls: Urls = ROOT) -> str:
    """The HTML of a text, in one line."""
    return re.sub(r"\s*\n\s*", "", to_html(text, urls))


TAGS = set(
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "
    "h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "table tbody td tfoot th thead tr u ul var".split()
)
ATTRIBUTES = set(
    "href src alt title rel class id start colspan rowspan scope width height loading "
    "decoding referrerpolicy tabindex role".split()
)
BOXES = [
    [("type", "checkbox"), ("disabled", None), ("aria-label", "Not done")],
    [("type", "checkbox"), ("disabled", None), ("checked", None), ("aria-label", "Done")],
]
"""The only form fields that are allowed: disabled checkboxes of tasks."""


class Inspector(HTMLParser):
    """Fails at the first element or attribute that is not allowed."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "input":
            assert attrs in BOXES
            return
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES
            if name in ("href", "src"):
                address = re.sub(r"[\x00-\x20]", "", value or "").lower()
                assert ":" not in address.split("/")[0] or address.startswith(("http:", "https:"))
            if name == "class":
                classes = r"language-\S+|footnote(-ref|-backref)?|table|align-(left|center|right)"
                assert re.fullmatch(classes, value or "")
            if name == "id":
                assert (value or "").startswith("fn")
            if name == "rel":
                assert value == "noopener nofollow"


def inspect(found: str) -> None:
    inspector = Inspector()
    inspector.feed(found)
    inspector.close()
