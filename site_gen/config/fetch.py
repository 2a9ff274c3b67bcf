"""Settings of ``fetch``: sources, limits, topics and rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from site_gen.config.base import LanguageTag, Positive, Section, Whole

Seconds = Annotated[float, msgspec.Meta(gt=0, le=86_400)]
Hours = Annotated[float, msgspec.Meta(ge=0, le=8_760)]
OneOrMore = str | tuple[str, ...]


class SourceProvider(Section, frozen=True):
    name: str = ""
    """The provider's name; the feed's title if empty."""
    domain: str = ""
    """Without ``www.``; that of the feed's site if empty."""


class Source(Section, frozen=True, kw_only=True):
    url: str
    """Of a feed: RSS, Atom or JSON Feed."""
    provider: SourceProvider = SourceProvider()
    topics: tuple[str, ...] = ()
    """Topics of all its articles."""
    locale: LanguageTag | None = None
    """The language of its articles; that of the feed if None."""
    max_items: Positive = 500
    """Only the newest entries become records, up to this number."""
    published: bool | None = None
    """``false`` for articles that an editor has to publish."""
    quality: Whole | None = None
    """Of all its articles."""


class Fetch(Section, frozen=True):
    allow_private_hosts: bool = False
    """Whether to read sources on private and loopback addresses."""
    connect_seconds: Seconds = 5.0
    """How long a server may take to accept a connection."""
    read_seconds: Seconds = 10.0
    """How long a server may send nothing."""
    source_seconds: Seconds = 30.0
    """How long a source may take in all, with redirects and retries."""
    max_bytes: Positive = 5_000_000
    """Largest size of a feed after decompression."""
    excerpt_length: Positive = 500
    """Most characters of an excerpt; longer ones are cut at a word."""
    same_title_hours: Hours = 12.0
    """Articles with the same provider and title within this time are one article."""


class TopicMapping(Section, frozen=True):
    map: Mapping[str, str] = {}
    """Category of a feed → topic; an empty topic drops the category."""
    unmapped: Literal["drop", "keep"] = "drop"
    """For categories that are neither mapped nor the name of a topic with a note."""


class Match(Section, frozen=True):
    """Conditions that must all hold; for each, one of its values is enough."""

    provider: OneOrMore = ()
    """Name or domain of the provider; subdomains included."""
    title: OneOrMore = ()
    """Words or phrases in the title."""
    url: OneOrMore = ()
    """A part of the article's address; with ``*`` for any text, the whole address."""
    topic: OneOrMore = ()
    """A topic of the article."""


class Overrides(Section, frozen=True):
    """Fields that a rule sets; None leaves a field as it is."""

    published: bool | None = None
    quality: Whole | None = None
    type: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    locale: LanguageTag | None = None
    topics: tuple[str, ...] | None = None


class Rule(Section, frozen=True, kw_only=True):
    match: Match
    set: Overrides = Overrides()
    """For matching articles."""
    drop: bool = False
    """Whether to write no records for matching articles."""
