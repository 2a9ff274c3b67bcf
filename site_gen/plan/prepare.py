"""Who prepares the data of a page: by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from site_gen.plan import (
    archive,
    articles,
    feeds,
    home,
    latest,
    pages,
    providers,
    redirects,
    search,
    sitemaps,
    topics,
)
from site_gen.plan.lists import prepare_list_page
from site_gen.plan.mirror import documents
from site_gen.plan.page_frame import PageFrame

Prepare = Callable[..., Mapping[str, Any]]


def _listed(prepare: Prepare) -> Prepare:
    def whole(frame: PageFrame, *args: Any) -> Mapping[str, Any]:
        return prepare_list_page(frame, prepare, *args)

    return whole


_PREPARE: Mapping[str, Prepare] = {
    "home": home.prepare,
    "latest": _listed(latest.prepare),
    "article": articles.prepare,
    "redirect": redirects.prepare,
    "topic": _listed(topics.prepare),
    "topic/index": topics.prepare_index,
    "provider": _listed(providers.prepare),
    "provider/index": providers.prepare_index,
    "archive/overview": archive.prepare_overview,
    "archive/year": archive.prepare_year,
    "archive/month": archive.prepare_month,
    "archive/day": archive.prepare_day,
    "page": pages.prepare,
    "page/404": pages.prepare_not_found,
    "feeds/feed": feeds.prepare,
    "feeds/choice": feeds.prepare_feeds_page,
    "feeds/own": feeds.prepare_site_opml,
    "feeds/providers": feeds.prepare_providers,
    "api/record": documents.prepare_record,
    "api/list": documents.prepare_list,
    "api/topics": documents.prepare_topics,
    "api/providers": documents.prepare_providers,
    "api/schema": documents.prepare_schema,
    "search page": search.prepare,
    "sitemap/part": sitemaps.prepare_part,
    "sitemap/index": sitemaps.prepare_index,
    "sitemap/news": sitemaps.prepare_news,
    "sitemap/robots": sitemaps.prepare_robots,
}


def prepare(frame: PageFrame, kind: str, args: tuple[Any, ...]) -> Mapping[str, Any]:
    """The data of a page of this kind, made of its arguments and of the store."""
    return _PREPARE[kind](frame, *args)
