"""What editors write about topics and providers, and the site's own pages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from site_gen.model.records import Image


class TopicNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/topics/<slug>.md``: what an editor writes about a topic."""

    title: str
    names: Mapping[str, str] = {}
    """Language → what the topic is called there, in place of ``title``."""
    descriptions: Mapping[str, str] = {}
    """Language → the text there, in place of ``body``."""
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """Words by which ``fetch`` assigns articles to the topic; shown nowhere."""
    parent: str = ""
    images: tuple[Image, ...] = ()
    slug: str = ""
    path: str = ""
    body: str = ""

    @property
    def all_names(self) -> tuple[str, ...]:
        """The names that mean this topic: its title, those in other languages, its aliases."""
        return (self.title, *self.names.values(), *self.aliases)


PROVIDER_KINDS = ("academic", "agency", "blog", "nonprofit", "private", "public", "state")
"""What a provider can be: of a university, a news agency, of one or a few people, of a foundation
or club, of a company, a public service, or run by a government."""


class ProviderNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/providers/<domain>.md``: what an editor writes about a provider."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    """Two letters (ISO 3166); in the note in small or capital letters, as ``kind``."""
    kind: str = ""
    """One of ``PROVIDER_KINDS``."""
    language: str = ""
    """A language tag."""
    images: tuple[Image, ...] = ()
    slug: str = ""
    path: str = ""
    body: str = ""


class PageNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/pages/<stem>.md``: a page of the site itself."""

    title: str
    locale: str = ""
    """The language whose site has the page; empty for all."""
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
