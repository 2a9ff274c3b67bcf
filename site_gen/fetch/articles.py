"""Feed → articles: settings of the source, rules, provider and dates applied to each entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from site_gen.canonical import article_key, article_keys
from site_gen.config import Rule, Source
from site_gen.external_links import is_http_url, without_tracking
from site_gen.fetch import rules as rulebook
from site_gen.fetch.entry_links import (
    click_target,
    has_own_id,
    shared_pages,
    url_of,
    without_repeated_ids,
)
from site_gen.fetch.fallback_dates import DateBound, date_bound, date_notice, newest
from site_gen.fetch.headlines import without_provider
from site_gen.fetch.topics import TopicFinder
from site_gen.fetch.types import Article, Feed, FeedArticles, FeedItem, Notice
from site_gen.provider_keys import SharedHosts
from site_gen.urls import normal_domain, normal_host

_CATEGORIES = 10
"""Categories of an entry that are used; some feeds have a hundred, for search engines."""
_AUTHORS = 5
_UNMAPPED = 20
"""Categories without a topic that are reported."""
_FEED_HOSTS = frozenset(("feedproxy.google.com", "feeds.feedblitz.com", "feeds.feedburner.com"))
"""Services that host the feeds of many providers, and are the site of none."""

NO_HOSTS = SharedHosts()


class _FeedContext(NamedTuple):
    """What the entries of a feed have in common."""

    feed: Feed
    source: Source
    site: str
    """Domain of the feed's site."""
    hosts: SharedHosts
    finder: TopicFinder
    now: datetime
    bound: DateBound


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
    """The articles of a feed, in its order; the newest, as many as the source's settings allow.

    ``pages`` are article keys that are known to have several articles; ``modified`` is the
    server's ``Last-Modified``.
    """
    rules, bound = tuple(rules), date_bound(feed, modified, now)
    context = _FeedContext(feed, source, _site(feed, source), hosts, finder, now, bound)
    articles: list[Article] = []
    notices: list[Notice] = []
    dropped = nowhere = 0
    items = newest(without_repeated_ids(feed.items), source.max_items, now)
    shared = shared_pages(items).union(pages)
    for item in items:
        is_entry = _is_entry(item, shared)
        if not item.title or not (is_entry or article_keys(item.links)):
            nowhere += 1
            continue
        article = _article(item, context)
        ruled = rulebook.apply(rules, article.as_entry() if is_entry else article)
        if ruled is None:
            dropped += 1
        else:
            articles.append(ruled)
            notices += filter(None, [date_notice(item, bound, now)])
    unmapped = Counter(name for item in feed.items for name in finder.unmapped(item))
    return FeedArticles(
        tuple(articles), dropped, nowhere, tuple(notices), dict(unmapped.most_common(_UNMAPPED))
    )


def _article(item: FeedItem, context: _FeedContext) -> Article:
    feed, source, now = context.feed, context.source, context.now
    url = url_of(item)
    name, domain = _provider(item, context)
    published_at = _past(item.published_at or item.updated_at, now)
    updated_at = _past(item.updated_at, now)
    is_update = published_at and updated_at and updated_at > published_at
    return Article(
        url=_without_tracking(url),
        keys=article_keys(item.links),
        feed_id=item.id,
        title=without_provider(item.title, (name, feed.title)),
        provider=name,
        domain=domain,
        channel=_channel(item, domain, context),
        excerpt=item.excerpt,
        published_at=published_at,
        time_known=published_at is not None and item.published_at is not None,
        no_later_than=None if item.published_at or item.updated_at else context.bound.at,
        updated_at=updated_at if is_update else None,
        picture=item.picture,
        authors=item.authors[:_AUTHORS],
        topics=context.finder.topics_of(item, source.topics),
        categories=item.categories[:_CATEGORIES],
        locale=source.locale or feed.locale,
        quality=source.quality,
        published=source.published,
    )


def _is_entry(item: FeedItem, shared: Collection[str]) -> bool:
    url = url_of(item)
    return has_own_id(item, url) and article_key(url) in shared


def _without_tracking(url: str) -> str:
    plain = without_tracking(url)
    return plain if is_http_url(plain) else url


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment without fractions of a second; None if it is in the future."""
    if moment is None or moment > now:
        return None
    return moment.replace(microsecond=0)


def _site(feed: Feed, source: Source) -> str:
    """The domain of the feed's site: as the feed says, else that of all entries, else its own."""
    domains = {normal_domain(url_of(item)) for item in feed.items} - {""}
    only = domains.pop() if len(domains) == 1 else ""
    return normal_domain(feed.link) or only or normal_domain(source.url)


def _provider(item: FeedItem, context: _FeedContext) -> tuple[str, str]:
    """Name and domain of the provider: as configured, else from the entry, else from the feed."""
    feed, source = context.feed, context.source
    configured = source.provider
    own = item.provider if item.provider and not (configured.name or configured.domain) else None
    page = normal_domain(url_of(item))
    if own and own.name:
        domain = normal_domain(own.url)
        return own.name, page if domain in _FEED_HOSTS else domain
    is_named = configured.name or configured.domain or feed.link
    if page and not is_named and any(map(click_target, item.links)):
        return page, page  # an alert: it has no site, and articles of many providers
    domain = configured.domain or context.site
    name = configured.name or feed.title or domain or normal_host(source.url) or source.url
    return name, domain


def _channel(item: FeedItem, domain: str, context: _FeedContext) -> str:
    """The provider's channel on a shared host, from the site of the entry or feed, or its URL."""
    own = item.provider.url if item.provider else ""
    sites = (own, context.feed.link, context.source.url)
    own_sites = (
        site for site in sites if site and normal_domain(site).removeprefix("m.") == domain
    )
    return next(filter(None, map(context.hosts.channel, own_sites)), "")
