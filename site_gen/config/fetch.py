"""The keys of site.yaml that only ``fetch`` reads: where records come from, and what they get."""

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
    """What the outlet is called; the feed's own title if empty."""
    domain: str = ""
    """Its domain, without ``www.``; that of the site that the feed names if empty."""


class Source(Section, frozen=True, kw_only=True):
    url: str
    """Address of a feed: RSS, Atom or JSON Feed."""
    provider: SourceProvider = SourceProvider()
    topics: tuple[str, ...] = ()
    """Topics of all its articles."""
    locale: LanguageTag | None = None
    """The language of its articles; that of the feed if not given."""
    max_items: Positive = 500
    """At most so many of its entries become records, the newest; feeds may have any number."""
    published: bool | None = None
    """``false``: its articles wait for an editor."""
    quality: Whole | None = None
    """Of all its articles."""


class Fetch(Section, frozen=True):
    allow_private_hosts: bool = False
    """Read sources on private and loopback addresses too."""
    connect_seconds: Seconds = 5.0
    """How long a server may take to accept a connection."""
    read_seconds: Seconds = 10.0
    """How long it may be silent."""
    source_seconds: Seconds = 30.0
    """How long all of a source may take, with redirects and further attempts."""
    max_bytes: Positive = 5_000_000
    """Larger feeds are refused; counted after decompression."""
    excerpt_length: Positive = 500
    """Letters of an excerpt; longer ones are cut at a word."""
    same_title_hours: Hours = 12.0
    """Articles of one outlet and title that are not further apart are one article."""


class TopicMapping(Section, frozen=True):
    map: Mapping[str, str] = {}
    """Category of a feed → topic; an empty topic drops the category."""
    unmapped: Literal["drop", "keep"] = "drop"
    """What becomes of categories that are neither mapped nor name a topic that has a note."""


class Match(Section, frozen=True):
    """Conditions that must all hold; of several values one is enough."""

    provider: OneOrMore = ()
    """Name or domain of the outlet; subdomains included."""
    title: OneOrMore = ()
    """Words that stand in the title."""
    url: OneOrMore = ()
    """The article's address, or a part of it; all of it where ``*`` stands for anything."""
    topic: OneOrMore = ()
    """A topic that the article has."""


class Overrides(Section, frozen=True):
    """Fields that a rule sets; None leaves one as it is."""

    published: bool | None = None
    quality: Whole | None = None
    type: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    locale: LanguageTag | None = None
    topics: tuple[str, ...] | None = None


class Rule(Section, frozen=True, kw_only=True):
    match: Match
    set: Overrides = Overrides()
    """Fields of the records of articles that match."""
    drop: bool = False
    """No record is written of articles that match."""
