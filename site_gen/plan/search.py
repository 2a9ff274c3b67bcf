"""The search page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_gen.model import PlannedPage
from site_gen.plan.page_frame import PageFrame, content_security_policy
from site_gen.plan.page_views import SearchBox

SEARCH_PATH = "/search/"
_BUNDLE = "/pagefind/"
_SCRIPTS = "'self' 'wasm-unsafe-eval'"
"""Allows WebAssembly, for Pagefind; only on this page."""


def plan_search(parts: Sequence[str]) -> Iterator[PlannedPage]:
    """Plan the search page; ``parts`` are names of index parts, newest first; no page if empty."""
    if parts:
        yield PlannedPage(SEARCH_PATH, "search page", "pages/search.html", (tuple(parts),))


def prepare(frame: PageFrame, parts: Sequence[str]) -> Mapping[str, Any]:
    """The data of the search page."""
    maker = frame.maker
    policy = content_security_policy(maker.config, _SCRIPTS)
    context = frame.head_and_crumbs(SEARCH_PATH, "Search", robots="noindex", csp=policy)
    box = SearchBox(
        action=maker.urls.href(SEARCH_PATH),
        bundle=maker.urls.href(_BUNDLE),
        base=maker.urls.href("/"),
        parts=" ".join(parts),
        topics=maker.link("topics", "/topics/"),
        archive=maker.link("archive", "/archive/"),
    )
    return {**context, "title": "Search", "box": box}
