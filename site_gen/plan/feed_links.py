"""Links to the feeds of pages."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.model import ProviderSummary, TopicSummary
from site_gen.plan.feed_views import FeedLink
from site_gen.plan.page_frame import PageFrame
from site_gen.urls import digest_path, provider_path, topic_path

FILES = {"atom": "feed.xml", "rss": "rss.xml", "json": "feed.json"}
_TYPES = {
    "atom": ("Atom", "application/atom+xml"),
    "rss": ("RSS", "application/rss+xml"),
    "json": ("JSON Feed", "application/feed+json"),
}


def feed_links(
    frame: PageFrame, front: str, formats: Sequence[str], title: str
) -> tuple[FeedLink, ...]:
    """Links to the feeds of the page at ``front``, for its head and the page of feeds."""
    return tuple(
        FeedLink(
            label=_TYPES[form][0],
            type=_TYPES[form][1],
            title=title,
            href=frame.maker.urls.href(front + FILES[form]),
        )
        for form in formats
    )


def digest_feeds(frame: PageFrame) -> tuple[FeedLink, ...]:
    """The feed of news digests."""
    title = frame.maker.page_title(frame.maker.language.gettext("Digest"))
    return feed_links(frame, digest_path(), ("atom",), title)


def site_feeds(frame: PageFrame) -> tuple[FeedLink, ...]:
    config = frame.maker.config
    return feed_links(frame, "/", config.feeds.formats.site, config.title)


def topic_feeds(frame: PageFrame, topic: TopicSummary) -> tuple[FeedLink, ...]:
    formats = frame.maker.config.feeds.formats.topics
    return feed_links(frame, topic_path(topic.slug), formats, topic.name)


def provider_feeds(frame: PageFrame, provider: ProviderSummary) -> tuple[FeedLink, ...]:
    formats = frame.maker.config.feeds.formats.providers
    return feed_links(frame, provider_path(provider.slug), formats, provider.name)
