"""Telling the sites of a newsroom's languages which pages they have in common."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.config import own_site
from site_gen.content import Content
from site_gen.dependencies import LANGUAGES, slug_key
from site_gen.plan import SEARCH_PATH
from site_gen.search import SearchIndex
from site_gen.urls import digest_path, provider_path, topic_path


def exchange(contents: Sequence[Content], indexes: Sequence[SearchIndex]) -> None:
    """Store in each site which of its pages others have; pages for which that changed are due.

    Only pages that not every site has: topics, providers, pages of ``content/pages/``, the search,
    the list of digests.
    """
    pages = [
        _pages(content, has_search=bool(index.parts))
        for content, index in zip(contents, indexes, strict=True)
    ]
    for content, own in zip(contents, pages, strict=True):
        tags: dict[str, list[str]] = {}
        for other, paths in zip(contents, pages, strict=True):
            if other is not content:
                for path in own & paths:
                    tags.setdefault(path, []).append(own_site(other.config).tag)
        _save(content, {path: " ".join(others) for path, others in tags.items()})


def _pages(content: Content, *, has_search: bool) -> set[str]:
    topics = content.store.column("SELECT slug FROM topics WHERE data IS NOT NULL")
    providers = content.store.column("SELECT slug FROM providers WHERE data IS NOT NULL")
    return {
        *map(topic_path, topics),
        *map(provider_path, providers),
        *(f"/{page.slug}/" for page in content.notes.pages),
        *([SEARCH_PATH] if has_search else []),
        *([digest_path()] if content.library.has_digests() else []),
    }


def _save(content: Content, after: dict[str, str]) -> None:
    store = content.store
    before = dict(store.execute("SELECT path, tags FROM other_languages"))
    for path in before.keys() | after.keys():
        if before.get(path) != after.get(path):
            content.changes.add(LANGUAGES, slug_key(path))
    if before != after:
        store.clear("other_languages")
        store.executemany("INSERT INTO other_languages VALUES (?, ?)", sorted(after.items()))
