"""Prepare the data of a page with the function for its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from site_gen.plan import (
    archive,
    articles,
    digest_feed,
    digests,
    feed_index,
    feeds,
    home,
    latest,
    not_found,
    offline,
    orders,
    pages,
    provider_index,
    providers,
    saved,
    search,
    sitemaps,
    top,
    topics,
)
from site_gen.plan.lists import prepare_list_page
from site_gen.plan.mirror import documents, indexes
from site_gen.plan.page_frame import PageFrame

Prepare = Callable[..., Mapping[str, Any]]


_PREPARE: Mapping[str, Prepare] = {
    "home": home.prepare,
    "latest": partial(prepare_list_page, latest.prepare),
    "latest/order": orders.prepare_latest,
    "top": top.prepare,
    "article": articles.prepare,
    "redirect": pages.prepare_redirect,
    "topic": partial(prepare_list_page, topics.prepare),
    "topic/index": topics.prepare_index,
    "topic/order": orders.prepare_topic,
    "provider": partial(prepare_list_page, providers.prepare),
    "provider/index": provider_index.prepare_index,
    "provider/letter": provider_index.prepare_letter,
    "archive/overview": archive.prepare_overview,
    "archive/year": archive.prepare_year,
    "archive/month": archive.prepare_month,
    "archive/day": archive.prepare_day,
    "digest": digests.prepare,
    "digest/list": digests.prepare_list,
    "digest/feed": digest_feed.prepare,
    "page": pages.prepare,
    "page/404": not_found.prepare,
    "page/offline": offline.prepare,
    "saved/articles": saved.prepare_saved,
    "saved/followed": saved.prepare_following,
    "feeds/feed": feeds.prepare,
    "feeds/choice": feed_index.prepare_feeds_page,
    "feeds/letter": feed_index.prepare_letter,
    "feeds/own": feed_index.prepare_site_opml,
    "feeds/providers": feed_index.prepare_providers_opml,
    "api/record": documents.prepare_record,
    "api/list": documents.prepare_list,
    "api/topics": indexes.prepare_topics,
    "api/providers": indexes.prepare_providers,
    "api/schema": documents.prepare_schema,
    "search page": search.prepare,
    "sitemap/part": sitemaps.prepare_part,
    "sitemap/index": sitemaps.prepare_index,
    "sitemap/news": sitemaps.prepare_news,
    "sitemap/robots": sitemaps.prepare_robots,
}


def prepare(frame: PageFrame, kind: str, args: tuple[Any, ...]) -> Mapping[str, Any]:
    """The data of a page of this kind, from its arguments and the store."""
    return _PREPARE[kind](frame, *args)
