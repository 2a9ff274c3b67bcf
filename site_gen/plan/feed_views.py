"""What the templates of feeds and sitemaps are given; addresses are absolute."""

from __future__ import annotations

from datetime import datetime

from site_gen.plan.views import Link, PictureView, View


class EntrySource(View, frozen=True):
    """The outlet of an entry."""

    name: str
    href: str
    """Its own site; our page about it where its domain is not known."""


class FeedEntryView(View, frozen=True):
    """One record in a feed."""

    id: str
    title: str
    href: str
    """Our page."""
    source_href: str
    """The outlet's page."""
    published: datetime
    updated: datetime
    source: EntrySource
    authors: tuple[str, ...]
    topics: tuple[Link, ...]
    html: str
    """What readers are shown: the excerpt and more, as clean HTML."""
    picture: PictureView | None = None
    lang: str = ""


class FeedView(View, frozen=True):
    """What a feed says of itself."""

    id: str
    title: str
    description: str
    href: str
    """The page that it is the feed of."""
    self_href: str
    lang: str
    author: str
    updated: datetime
    entries: tuple[FeedEntryView, ...]


class OutlineView(View, frozen=True):
    """A feed in OPML 2.0, http://opml.org/spec2.opml"""

    text: str
    xml_href: str
    html_href: str


class SitemapPlace(View, frozen=True):
    """A line of a sitemap."""

    href: str
    changed: datetime | None


class NewsArticle(View, frozen=True):
    """A line of the news sitemap."""

    href: str
    title: str
    published: datetime
    lang: str
