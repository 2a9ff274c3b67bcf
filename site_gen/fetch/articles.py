"""Entries of a feed → articles: what the source's settings add, whose they are, when they came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import msgspec

from site_gen.canonical import article_key, article_keys
from site_gen.config import Rule, Source
from site_gen.external_links import is_http_url, without_tracking
from site_gen.fetch import rules as rulebook
from site_gen.fetch.click_trackers import wrapped
from site_gen.fetch.fallback_dates import DateBound, bound_of, newest, notice_of
from site_gen.fetch.headlines import without_provider
from site_gen.fetch.shared_pages import has_own_id, shared_pages, url_of, with_own_ids
from site_gen.fetch.topics import TopicFinder
from site_gen.fetch.types import Article, Feed, FeedItem, Notice
from site_gen.provider_keys import SharedHosts
from site_gen.urls import normal_domain, normal_host

_CATEGORIES = 10
"""Most categories of an entry that are kept; some feeds have a hundred, for search engines."""
_AUTHORS = 5
_SENDERS = frozenset(("feedproxy.google.com", "feeds.feedblitz.com", "feeds.feedburner.com"))
"""Hosts that send the feeds of many outlets, and are the site of none."""

NO_HOSTS = SharedHosts()


class FeedArticles(msgspec.Struct, frozen=True):
    """What came of a feed's entries."""

    articles: tuple[Article, ...]
    dropped: int
    """Entries that a rule drops."""
    nowhere: int
    """Entries without an address of their own, or without a word: nobody could be sent there."""
    notices: tuple[Notice, ...] = ()
    """What could not be taken as it stands, of the articles."""


def articles_of(
    feed: Feed,
    source: Source,
    finder: TopicFinder,
    rules: Iterable[Rule],
    now: datetime,
    hosts: SharedHosts = NO_HOSTS,
    pages: Collection[str] = (),
    modified: datetime | None = None,
) -> FeedArticles:
    """The articles of a feed, in its order; the newest, as many as the source's settings say.

    ``pages`` are canonical addresses of which several articles are known; ``modified`` is the
    server's ``Last-Modified``.
    """
    rules, bound = tuple(rules), bound_of(feed, modified, now)
    found: list[Article] = []
    notices: list[Notice] = []
    dropped = nowhere = 0
    items = newest(with_own_ids(feed.items), source.max_items, now)
    shared, site = shared_pages(items).union(pages), _site(feed, source)
    for item in items:
        is_entry = _is_entry(item, shared)
        if not item.title or not (is_entry or article_keys(item.links)):
            nowhere += 1
            continue
        article = _article(item, feed, source, site, finder, hosts, now, bound)
        taken = rulebook.apply(rules, article.as_entry() if is_entry else article)
        if taken is None:
            dropped += 1
        else:
            found.append(taken)
            notices += filter(None, [notice_of(item, bound, now)])
    return FeedArticles(tuple(found), dropped, nowhere, tuple(notices))


def _article(
    item: FeedItem,
    feed: Feed,
    source: Source,
    site: str,
    finder: TopicFinder,
    hosts: SharedHosts,
    now: datetime,
    bound: DateBound,
) -> Article:
    url = url_of(item)
    name, domain = _provider(item, feed, source, site)
    published = _past(item.published_at or item.updated_at, now)
    updated = _past(item.updated_at, now)
    return Article(
        url=_plain(url),
        keys=article_keys(item.links),
        feed_id=item.id,
        title=without_provider(item.title, (name, feed.title)),
        provider=name,
        domain=domain,
        channel=_channel(item, feed, source, domain, hosts),
        excerpt=item.excerpt,
        published_at=published,
        no_later_than=None if item.published_at or item.updated_at else bound.at,
        updated_at=updated if published and updated and updated > published else None,
        picture=item.picture,
        authors=item.authors[:_AUTHORS],
        topics=finder.topics_of(item, source.topics),
        categories=item.categories[:_CATEGORIES],
        locale=source.locale or feed.locale,
        quality=source.quality,
        published=source.published,
    )


def _is_entry(item: FeedItem, shared: Collection[str]) -> bool:
    url = url_of(item)
    return has_own_id(item, url) and article_key(url) in shared


def _plain(url: str) -> str:
    """The address without what only tells where a reader came from, if it stays one."""
    plain = without_tracking(url)
    return plain if is_http_url(plain) else url


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    """A moment to the second; None if it is in the future, where no outlet has been yet."""
    if moment is None or moment > now:
        return None
    return moment.replace(microsecond=0)


def _site(feed: Feed, source: Source) -> str:
    """The domain of a feed's site: as it says, else where all of its entries are, else its own."""
    pages = {normal_domain(url_of(item)) for item in feed.items} - {""}
    only = pages.pop() if len(pages) == 1 else ""
    return normal_domain(feed.link) or only or normal_domain(source.url)


def _provider(item: FeedItem, feed: Feed, source: Source, site: str) -> tuple[str, str]:
    """Name and domain of the outlet: as configured, else as the entry says, else as the feed."""
    told = source.provider
    own = item.provider if item.provider and not (told.name or told.domain) else None
    page = normal_domain(url_of(item))
    if own and own.name:
        domain = normal_domain(own.url)
        return own.name, page if domain in _SENDERS else domain
    if page and not (told.name or told.domain or feed.link) and any(map(wrapped, item.links)):
        return page, page  # an alert: it has no site, and articles of many outlets
    domain = told.domain or site
    return told.name or feed.title or domain or normal_host(source.url) or source.url, domain


def _channel(item: FeedItem, feed: Feed, source: Source, domain: str, hosts: SharedHosts) -> str:
    """Which of the outlets of a shared host it is: as the entry says, the feed, or its address."""
    own = item.provider.url if item.provider else ""
    told = (own, feed.link, source.url)
    sites = (site for site in told if site and normal_domain(site).removeprefix("m.") == domain)
    return _first(map(hosts.channel, sites))


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")
