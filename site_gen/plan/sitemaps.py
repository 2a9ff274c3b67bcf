"""What search engines are told: sitemaps by month, the news sitemap, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from site_gen import urls
from site_gen.config import SiteConfig
from site_gen.model import PlannedPage
from site_gen.plan.feed_views import NewsArticle, SitemapPlace
from site_gen.plan.page_frame import PageFrame
from site_gen.wording import one_line

MOST = 50_000
"""URLs in one sitemap, by https://www.sitemaps.org/protocol.html"""
_NEWS_MOST = 1_000
_NEWS_AGE = timedelta(days=2)
_INDEX = "/sitemap.xml"
_NEWS = "/news-sitemap.xml"


def plan_sitemaps(
    config: SiteConfig, counts: Mapping[str, int], changed: Iterable[str]
) -> Iterator[PlannedPage]:
    """An index, a sitemap for each month and for each kind of list, and what is configured.

    ``counts`` says how many pages each part has, ``changed`` which parts to look at. Every page
    that may be found is in exactly one of them. Those of a month are in the order of
    publication, so that a new record changes one sitemap and the index.
    """
    if config.sitemaps:
        for part in sorted(changed):
            for number in range(1, -(-counts.get(part, 0) // MOST) + 1):
                yield _xml(path_of(part, number), "sitemap/part", "sitemap", (part, number))
        yield _xml(_INDEX, "sitemap/index", "sitemap_index")
    if config.news_sitemap:
        yield _xml(_NEWS, "sitemap/news", "news_sitemap")
    yield PlannedPage("/robots.txt", "sitemap/robots", "feeds/robots.txt")


def path_of(part: str, number: int) -> str:
    """The address of a sitemap: of a part, or of its second, third … fifty thousand pages."""
    suffix = f"-{number}" if number > 1 else ""
    return f"/sitemap-{part}{suffix}.xml"


def _xml(path: str, kind: str, template: str, args: tuple[Any, ...] = ()) -> PlannedPage:
    return PlannedPage(path, kind, f"feeds/{template}.xml", args)


def _places(frame: PageFrame, part: str, number: int) -> tuple[SitemapPlace, ...]:
    found = frame.maker.library.in_part(part)
    start = (number - 1) * MOST
    absolute = frame.maker.urls.absolute
    return tuple(
        SitemapPlace(absolute(url), changed) for url, changed in found[start : start + MOST]
    )


def prepare_part(frame: PageFrame, part: str, number: int) -> Mapping[str, Any]:
    """The data of one sitemap."""
    return {"places": _places(frame, part, number)}


def prepare_index(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the index of all sitemaps."""
    absolute = frame.maker.urls.absolute
    places = []
    for part, count, changed in frame.maker.library.parts():
        if count <= MOST:
            places.append(SitemapPlace(absolute(path_of(part, 1)), changed))
            continue
        for number in range(1, -(-count // MOST) + 1):
            changes = (place.changed for place in _places(frame, part, number) if place.changed)
            places.append(SitemapPlace(absolute(path_of(part, number)), max(changes, default=None)))
    return {"places": tuple(places)}


def prepare_news(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the news sitemap: articles of the last two days before the newest.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    maker = frame.maker
    library = maker.library
    articles = []
    for id_ in library.newest_ids(_NEWS_MOST):
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
    """ISO 639, which has no regions; of Chinese the two scripts."""
    lang = lang.lower()
    return lang if lang in ("zh-cn", "zh-tw") else lang.split("-")[0]


def prepare_robots(frame: PageFrame) -> Mapping[str, Any]:
    """The data of robots.txt."""
    config, absolute = frame.maker.config, frame.maker.urls.absolute
    return {
        "refused": config.robots.refuse,
        "sitemap": absolute(_INDEX) if config.sitemaps else "",
        "news_sitemap": absolute(_NEWS) if config.news_sitemap else "",
    }
