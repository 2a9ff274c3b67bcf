"""What editors write beside the records."""

from __future__ import annotations

import msgspec

from site_gen.model.records import Image


class TopicNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/topics/<slug>.md``: what an editor says of a topic."""

    title: str
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """Words by which ``fetch`` knows articles about it; nothing shows them."""
    parent: str = ""
    images: tuple[Image, ...] = ()
    slug: str = ""
    path: str = ""
    body: str = ""


class ProviderNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/providers/<domain>.md``: what an editor says of an outlet."""

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
    """All that editors wrote beside the records."""

    topics: tuple[TopicNote, ...] = ()
    providers: tuple[ProviderNote, ...] = ()
    pages: tuple[PageNote, ...] = ()

    @property
    def pages_in_order(self) -> tuple[PageNote, ...]:
        """The site's own pages as its footer lists them."""
        return tuple(sorted(self.pages, key=lambda page: (page.order, page.slug)))
