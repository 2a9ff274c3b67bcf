"""What editors write about topics and providers, and the site's own pages."""

from __future__ import annotations

import msgspec

from site_gen.model.records import Image


class TopicNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/topics/<slug>.md``: what an editor writes about a topic."""

    title: str
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """Words by which ``fetch`` assigns articles to the topic; shown nowhere."""
    parent: str = ""
    images: tuple[Image, ...] = ()
    slug: str = ""
    path: str = ""
    body: str = ""


class ProviderNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/providers/<domain>.md``: what an editor writes about a provider."""

    name: str
    aliases: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    slug: str = ""
    path: str = ""
    body: str = ""


class PageNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/pages/<stem>.md``: a page of the site itself."""

    title: str
    description: str = ""
    order: int = 100
    slug: str = ""
    path: str = ""
    body: str = ""


class Notes(msgspec.Struct, frozen=True):
    """All notes."""

    topics: tuple[TopicNote, ...] = ()
    providers: tuple[ProviderNote, ...] = ()
    pages: tuple[PageNote, ...] = ()

    @property
    def pages_in_order(self) -> tuple[PageNote, ...]:
        """The site's own pages in the order of the footer."""
        return tuple(sorted(self.pages, key=lambda page: (page.order, page.slug)))
