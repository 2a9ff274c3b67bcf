"""Topics, providers and articles of the site."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from site_gen.model.facts import Relations
from site_gen.model.records import Image, Record
from site_gen.model.stories import CoverageRef


class TopicSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A topic without its records."""

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
    """How fast a provider is, in stories that several providers cover."""

    stories: int = 0
    """Stories in which its hour and that of another provider are known."""
    first: int = 0
    """In how many of them it was first."""
    median_lag: timedelta | None = None
    """Median of its delays behind the first provider, in the other stories."""


class ProviderSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A provider without what it has published."""

    slug: str
    name: str
    domain: str = ""
    description: str = ""
    """Markdown."""
    images: tuple[Image, ...] = ()
    country: str = ""
    """ISO 3166, two capitals; empty if no note says it, as the next two."""
    kind: str = ""
    """One of ``PROVIDER_KINDS``."""
    language: str = ""
    """A language tag."""


class Provider(ProviderSummary, frozen=True, kw_only=True):
    """A provider with what it has published."""

    count: int = 0
    """Its records."""
    newest: datetime | None = None
    """When the newest of them was published."""
    covered: int = 0
    """Its articles in related lists that are not records of the site, each once."""
    covers: tuple[CoverageRef, ...] = ()
    """The newest of these."""
    speed: Speed = Speed()


class ShownArticle(msgspec.Struct, frozen=True):
    """A record that has a page, and its relations.

    The record is without its related list, which few pages need: see :meth:`Library.related`.
    """

    row_id: int
    record: Record
    relations: Relations


def topic_summary(topic: TopicSummary) -> TopicSummary:
    """The topic without its records."""
    return TopicSummary(**{name: getattr(topic, name) for name in TopicSummary.__struct_fields__})


def provider_summary(provider: ProviderSummary) -> ProviderSummary:
    """The provider without what it has published."""
    fields = ProviderSummary.__struct_fields__
    return ProviderSummary(**{name: getattr(provider, name) for name in fields})
