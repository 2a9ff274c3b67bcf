"""The search page: a form, and where the index lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_gen.model import PlannedPage
from site_gen.plan.page_frame import PageFrame, content_security_policy
from site_gen.plan.views import SearchBox

SEARCH_PATH = "/search/"
_BUNDLE = "/pagefind/"
_SCRIPTS = "'self' 'wasm-unsafe-eval'"
"""Pagefind is WebAssembly; no other page may run it."""


def plan_search(parts: Sequence[str]) -> Iterator[PlannedPage]:
    """The page that searches these parts of the index, newest first; none without any."""
    if parts:
        yield PlannedPage(SEARCH_PATH, "search page", "pages/search.html", (tuple(parts),))


def prepare(frame: PageFrame, parts: Sequence[str]) -> Mapping[str, Any]:
    """The data of the search page."""
    maker = frame.maker
    policy = content_security_policy(maker.config, _SCRIPTS)
    around = frame.around(SEARCH_PATH, "Search", robots="noindex", csp=policy)
    box = SearchBox(
        action=maker.urls.href(SEARCH_PATH),
        bundle=maker.urls.href(_BUNDLE),
        base=maker.urls.href("/"),
        parts=" ".join(parts),
        topics=maker.link("topics", "/topics/"),
        archive=maker.link("archive", "/archive/"),
    )
    return {**around, "title": "Search", "box": box}
