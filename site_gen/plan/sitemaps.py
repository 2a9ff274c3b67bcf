"""Sitemaps, the news sitemap, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from site_gen import urls
from site_gen.config import SiteConfig, own_site, sites_of
from site_gen.model import PlannedPage
from site_gen.plan.feed_views import NewsArticle, SitemapPlace
from site_gen.plan.page_frame import PageFrame
from site_gen.urls import Urls
from site_gen.wording import one_line

MAX_URLS = 50_000
"""Limit of one sitemap: https://www.sitemaps.org/protocol.html"""
_NEWS_MAX_URLS = 1_000
_NEWS_AGE = timedelta(days=2)
_INDEX = "/sitemap.xml"
_NEWS = "/news-sitemap.xml"


def plan_sitemaps(
    config: SiteConfig, counts: Mapping[str, int], changed: Iterable[str]
) -> Iterator[PlannedPage]:
    """Plan the changed sitemaps, their index, the news sitemap and robots.txt.

    There is a sitemap part for each month of articles and for each kind of list; every page that
    search engines may show is in exactly one. ``counts`` has the number of pages of each part.
    """
    if config.sitemaps:
        for part in sorted(changed):
            for number in range(1, sitemap_count(counts.get(part, 0)) + 1):
                yield _xml(sitemap_path(part, number), "sitemap/part", "sitemap", (part, number))
        yield _xml(_INDEX, "sitemap/index", "sitemap_index")
    if config.news_sitemap:
        yield _xml(_NEWS, "sitemap/news", "news_sitemap")
    if not own_site(config).folder:  # crawlers look for it at the root
        yield PlannedPage("/robots.txt", "sitemap/robots", "feeds/robots.txt")


def sitemap_count(pages: int) -> int:
    """The number of sitemaps that a part of so many pages needs."""
    return -(-pages // MAX_URLS)


def sitemap_path(part: str, number: int) -> str:
    """The path of a part's sitemap; large parts have several, numbered from 1."""
    suffix = f"-{number}" if number > 1 else ""
    return f"/sitemap-{part}{suffix}.xml"


def _xml(path: str, kind: str, template: str, args: tuple[Any, ...] = ()) -> PlannedPage:
    return PlannedPage(path, kind, f"feeds/{template}.xml", args)


def _places(frame: PageFrame, part: str, number: int) -> tuple[SitemapPlace, ...]:
    start = (number - 1) * MAX_URLS
    rows = frame.maker.library.in_part(part)[start : start + MAX_URLS]
    absolute = frame.maker.urls.absolute
    return tuple(SitemapPlace(absolute(url), changed) for url, changed in rows)


def prepare_part(frame: PageFrame, part: str, number: int) -> Mapping[str, Any]:
    """The data of one sitemap."""
    return {"places": _places(frame, part, number)}


def prepare_index(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the index of all sitemaps."""
    absolute = frame.maker.urls.absolute
    places = []
    for part, count, changed in frame.maker.library.parts():
        if count <= MAX_URLS:
            places.append(SitemapPlace(absolute(sitemap_path(part, 1)), changed))
            continue
        for number in range(1, sitemap_count(count) + 1):
            times = (place.changed for place in _places(frame, part, number) if place.changed)
            path = sitemap_path(part, number)
            places.append(SitemapPlace(absolute(path), max(times, default=None)))
    return {"places": tuple(places)}


def prepare_news(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the news sitemap: articles of the two days before the newest record.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    maker = frame.maker
    library = maker.library
    articles = []
    for id_ in library.newest_ids(_NEWS_MAX_URLS):
        record = library.record(id_)
        if library.newest is None or library.newest - record.published_at > _NEWS_AGE:
            break
        lang, _ = maker.language_override(record)
        articles.append(
            NewsArticle(
                maker.urls.absolute(urls.record_path(id_)),
                one_line(record.title),
                record.published_at,
                _news_language(lang or maker.lang),
            )
        )
    return {"name": maker.config.title, "articles": tuple(articles)}


def _news_language(lang: str) -> str:
    """The ISO 639 code without region, but ``zh-cn`` and ``zh-tw`` for Chinese."""
    lang = lang.lower()
    return lang if lang in ("zh-cn", "zh-tw") else lang.split("-")[0]


def prepare_robots(frame: PageFrame) -> Mapping[str, Any]:
    """The data of robots.txt, which names the sitemaps of all languages."""
    config = frame.maker.config
    sites = [Urls.of(site.base_url) for site in sites_of(config)] or [frame.maker.urls]
    return {
        "refused": config.robots.refuse,
        "sitemaps": [site.absolute(_INDEX) for site in sites] if config.sitemaps else (),
        "news_sitemaps": [site.absolute(_NEWS) for site in sites] if config.news_sitemap else (),
    }
