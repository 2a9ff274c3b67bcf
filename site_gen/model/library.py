"""Topics, providers and articles of the site."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from site_gen.model.facts import Relations
from site_gen.model.records import Image, Record
from site_gen.model.stories import CoverageRef


class TopicSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a topic is, whatever records it has."""

    slug: str
    name: str
    description: str = ""
    """Markdown."""
    images: tuple[Image, ...] = ()
    parent: str = ""
    """Slug of the parent topic, empty for none."""
    children: tuple[str, ...] = ()


class Topic(TopicSummary, frozen=True, kw_only=True):
    """A topic with the size of its list."""

    count: int = 0
    newest: datetime | None = None
    """When its newest record was published."""


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """How an outlet fares against others, over the stories that several outlets tell."""

    stories: int = 0
    """Stories shared with other outlets, of those whose hours are known."""
    first: int = 0
    """How many of them it told before all others."""
    median_lag: timedelta | None = None
    """Middle of its delays behind the first outlet, where it was not the first itself."""


class ProviderSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What an outlet is, whatever it has told."""

    slug: str
    name: str
    domain: str = ""
    description: str = ""
    """Markdown."""
    images: tuple[Image, ...] = ()


class Provider(ProviderSummary, frozen=True, kw_only=True):
    """A provider with what it has published."""

    count: int = 0
    """Its records."""
    newest: datetime | None = None
    """When the newest of them was published."""
    covered: int = 0
    """Articles of it in other records' related lists, each once."""
    covers: tuple[CoverageRef, ...] = ()
    """The newest of these."""
    speed: Speed = Speed()


class ShownArticle(msgspec.Struct, frozen=True):
    """A record that has a page, and what connects it with the rest of the site.

    The record is without its related list, which few look at: see :meth:`Library.related`.
    """

    n: int
    record: Record
    relations: Relations


def topic_face(topic: TopicSummary) -> TopicSummary:
    """The topic without its records."""
    return TopicSummary(**{name: getattr(topic, name) for name in TopicSummary.__struct_fields__})


def provider_face(provider: ProviderSummary) -> ProviderSummary:
    """The provider without what it has published."""
    fields = ProviderSummary.__struct_fields__
    return ProviderSummary(**{name: getattr(provider, name) for name in fields})
