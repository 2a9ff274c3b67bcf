"""Views for feeds and sitemaps; addresses are absolute, except those of ``FeedLink``."""

from __future__ import annotations

from datetime import datetime

from site_gen.plan.views import Link, PictureView, View


class EntrySource(View, frozen=True):
    """The provider of an entry."""

    name: str
    href: str
    """Its home page; our page about it if its domain is not known."""


class FeedEntryView(View, frozen=True):
    """One record in a feed."""

    id: str
    title: str
    href: str
    """Our page."""
    source_href: str
    """The provider's page."""
    published: datetime
    updated: datetime
    source: EntrySource
    authors: tuple[str, ...]
    topics: tuple[Link, ...]
    html: str
    """The content of the entry as sanitised HTML."""
    picture: PictureView | None = None
    lang: str = ""


class FeedView(View, frozen=True):
    """A feed."""

    id: str
    title: str
    description: str
    href: str
    """The page with the same records."""
    self_href: str
    lang: str
    author: str
    updated: datetime
    entries: tuple[FeedEntryView, ...]


class DigestEntryView(View, frozen=True):
    """A news digest in its feed."""

    id: str
    title: str
    href: str
    published: datetime
    """When its last day ended."""
    updated: datetime
    html: str
    """All of its stories as HTML."""


class DigestFeedView(View, frozen=True):
    """The feed of news digests."""

    id: str
    title: str
    href: str
    self_href: str
    lang: str
    author: str
    updated: datetime
    entries: tuple[DigestEntryView, ...]


class OutlineView(View, frozen=True):
    """A feed in OPML 2.0, http://opml.org/spec2.opml"""

    text: str
    xml_href: str
    html_href: str


class SitemapPlace(View, frozen=True):
    """An entry of a sitemap."""

    href: str
    changed: datetime | None


class NewsArticle(View, frozen=True):
    """An entry of the news sitemap."""

    href: str
    title: str
    published: datetime
    lang: str


class FeedLink(View, frozen=True):
    """A link to a feed in one format."""

    label: str
    """``Atom``, ``RSS`` or ``JSON Feed``."""
    type: str
    """Its media type."""
    title: str
    """The name of the site, topic or provider."""
    href: str


class FeedRow(View, frozen=True):
    """A page and its feeds."""

    link: Link
    feeds: tuple[FeedLink, ...]
    anchor: str = ""
    """An id, for the first row of a letter that the page has a link to."""


class FeedGroup(View, frozen=True):
    """Feeds of one kind."""

    label: str
    rows: tuple[FeedRow, ...]
    letters: tuple[Link, ...] = ()
    """Links to the letters of the group, if it is long."""
