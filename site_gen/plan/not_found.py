"""The page for wrong addresses: the sections, the search and the newest headlines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_gen.config import LINES
from site_gen.plan.day_groups import day_groups, rows_of
from site_gen.plan.navigation import sections
from site_gen.plan.page_frame import PageFrame

_NEWEST = 8


def prepare(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the page."""
    maker, gettext = frame.maker, frame.maker.language.gettext
    links = (
        maker.link(label, path) for label, path in sections(maker.config, maker.language).values()
    )
    return {
        **frame.head_and_crumbs("/404.html", gettext("Page not found"), robots="noindex"),
        "links": (maker.link(gettext("Front page"), "/"), *links),
        "groups": day_groups(maker, rows_of(maker.library.newest_ids(_NEWEST)), LINES),
    }
