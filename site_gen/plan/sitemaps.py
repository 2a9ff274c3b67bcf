"""What search engines are told: sitemaps by month, the news sitemap, robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from site_gen import urls
from site_gen.model import PlannedPage
from site_gen.plan.feed_views import NewsArticle, Place
from site_gen.plan.frame import Frame
from site_gen.plan.maker import one_line

_MOST = 50_000
"""URLs in one sitemap, by https://www.sitemaps.org/protocol.html"""
_NEWS_MOST = 1_000
_NEWS_AGE = timedelta(days=2)
_INDEX = "/sitemap.xml"
_NEWS = "/news-sitemap.xml"


def plan_sitemaps(frame: Frame, pages: Sequence[PlannedPage]) -> Iterator[PlannedPage]:
    """An index, a sitemap for each month and for each kind of list, and what is configured.

    Every page that may be found is in exactly one of them. Those of a month are in the
    order of publication, so that a new record changes one sitemap and the index.
    """
    if frame.maker.config.sitemaps:
        yield from _by_part(frame, pages)
    if frame.maker.config.news_sitemap:
        yield PlannedPage(_NEWS, "sitemap", "feeds/news_sitemap.xml", partial(_news, frame))
    yield PlannedPage("/robots.txt", "sitemap", "feeds/robots.txt", partial(_robots, frame))


def _by_part(frame: Frame, pages: Sequence[PlannedPage]) -> Iterator[PlannedPage]:
    parts: dict[str, list[Place]] = {}
    for page in reversed(pages):
        if page.listed:
            place = Place(frame.maker.urls.absolute(page.url), page.listed.changed)
            parts.setdefault(page.listed.part, []).append(place)
    named = []
    for part, places in sorted(parts.items()):
        for number, start in enumerate(range(0, len(places), _MOST), 1):
            suffix = f"-{number}" if number > 1 else ""
            some = tuple(places[start : start + _MOST])
            named.append((f"/sitemap-{part}{suffix}.xml", some))
    for path, some in named:
        yield _xml(path, "feeds/sitemap.xml", {"places": some})
    index = tuple(Place(frame.maker.urls.absolute(path), _newest(some)) for path, some in named)
    yield _xml(_INDEX, "feeds/sitemap_index.xml", {"places": index})


def _xml(path: str, template: str, context: Mapping[str, Any]) -> PlannedPage:
    return PlannedPage(path, "sitemap", template, partial(_told, context))


def _told(context: Mapping[str, Any]) -> Mapping[str, Any]:
    return context


def _newest(places: Sequence[Place]) -> datetime | None:
    return max((place.changed for place in places if place.changed), default=None)


def _news(frame: Frame) -> Mapping[str, Any]:
    """Articles of the last two days before the newest.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    maker = frame.maker
    library = maker.library
    articles = []
    for id_ in library.newest_first[:_NEWS_MOST]:
        record = library.records[id_]
        if library.newest is None or library.newest - record.published_at > _NEWS_AGE:
            break
        lang, _ = maker.language_of(record)
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


def _robots(frame: Frame) -> Mapping[str, Any]:
    config, absolute = frame.maker.config, frame.maker.urls.absolute
    return {
        "refused": config.robots.refuse,
        "sitemap": absolute(_INDEX) if config.sitemaps else "",
        "news_sitemap": absolute(_NEWS) if config.news_sitemap else "",
    }
