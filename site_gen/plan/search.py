"""The search page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_gen.model import PlannedPage
from site_gen.plan.page_frame import PageFrame, content_security_policy
from site_gen.plan.page_views import SearchBox

SEARCH_PATH = "/search/"
_BUNDLE = "/pagefind/"
_ENTRY = "pagefind-entry.json"
"""The first file of an index part; it names the others."""
_TAG_LENGTH = 10
_SCRIPTS = "'self' 'wasm-unsafe-eval'"
"""Allows WebAssembly, for Pagefind; only on this page."""


def plan_search(parts: Sequence[str], files: Sequence[str]) -> Iterator[PlannedPage]:
    """Plan the search page; no page if there are no ``parts``.

    These are names of index parts, newest first; ``files`` are the paths of the files that a
    browser loads before it can search.
    """
    if parts:
        args = (tuple(parts), tuple(files))
        yield PlannedPage(SEARCH_PATH, "search page", "pages/search.html", args)


def prepare(frame: PageFrame, parts: Sequence[str], files: Sequence[str]) -> Mapping[str, Any]:
    """The data of the search page."""
    maker = frame.maker
    images = maker.config.images
    tag = hashlib.sha256("\n".join(files).encode()).hexdigest()[:_TAG_LENGTH]
    folders = ("", *(f"{part}/" for part in parts[1:]))
    entries = (f"{_BUNDLE}{folder}{_ENTRY}" for folder in folders)
    policy = content_security_policy(maker.config, _SCRIPTS)
    title = maker.language.pgettext("title of a page", "Search")
    context = frame.head_and_crumbs(SEARCH_PATH, title, robots="noindex", csp=policy)
    box = SearchBox(
        action=maker.urls.href(SEARCH_PATH),
        bundle=maker.urls.href(_BUNDLE),
        base=maker.urls.href("/"),
        parts=" ".join(parts),
        tag=tag,
        engine=maker.urls.href(f"{_BUNDLE}pagefind.js"),
        preloads=(
            *(f"{maker.urls.href(entry)}?ts={tag}" for entry in entries),
            *(maker.urls.href(f"/{file}") for file in files),
        ),
        referrer_policy=images.referrer_policy,
        referrer_policies=json.dumps(images.referrer_policies, sort_keys=True),
        topics=maker.link(maker.language.gettext("Topics"), "/topics/"),
        archive=maker.link(maker.language.gettext("Archive"), "/archive/"),
    )
    return {**context, "title": title, "box": box}
