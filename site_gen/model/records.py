"""A file as it goes from bytes to a valid record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec


class SourceFile(msgspec.Struct, frozen=True):
    """A file of the content folder as it lies on disk."""

    path: str
    """Relative to the content folder, with forward slashes."""
    data: bytes
    digest: str
    """Hex BLAKE2b-128 of ``data``."""


class Image(msgspec.Struct, frozen=True, rename="camel"):
    """A picture that a record or provider points to."""

    url: str
    width: int | None = None
    """Pixels."""
    height: int | None = None
    """Pixels."""
    is_cached: bool = False
    title: str = ""
    attribution: str = ""


class Author(msgspec.Struct, frozen=True):
    name: str


class ProviderRef(msgspec.Struct, frozen=True):
    """An outlet as one record names it; :class:`Provider` is the one that all mean."""

    name: str
    domain: str = ""
    images: tuple[Image, ...] = ()
    authors: tuple[Author, ...] = ()
    channel: str = ""
    """What a host that many outlets share calls this one, where two have one name there."""


class Addressed(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """An article by the addresses that it is known by."""

    original_url: str = ""
    web_url: str = ""
    amp_web_url: str = ""
    cdn_amp_web_url: str = ""

    @property
    def url(self) -> str:
        """Where the reader should go: ``webUrl``, else ``originalUrl``."""
        return self.web_url or self.original_url

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address the article is known by; some may be empty."""
        return self.web_url, self.original_url, self.amp_web_url, self.cdn_amp_web_url


class Related(Addressed, frozen=True, rename="camel", kw_only=True):
    """Another outlet's article about the same story, listed in a record."""

    title: str
    provider: ProviderRef
    excerpt: str = ""
    published_at: datetime | None = msgspec.field(default=None, name="publishedDateTime")
    type: str = "article"
    quality: int = 0
    images: tuple[Image, ...] = ()


class FrontMatter(Addressed, frozen=True, rename="camel", kw_only=True):
    """The valid fields of a record. ``secured`` is left out on purpose."""

    title: str
    published_at: datetime = msgspec.field(name="publishedDateTime")
    provider: ProviderRef
    excerpt: str = ""
    updated_at: datetime | None = msgspec.field(default=None, name="updatedDateTime")
    category: str = "news"
    type: str = "article"
    quality: int = 0
    heat: int | None = None
    """Trending score; negative means unranked. None: see :meth:`Library.heat_of`."""
    published: bool = True
    removed: bool = False
    deleted: bool = False
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    locale: str = ""
    images: tuple[Image, ...] = ()
    related: tuple[Related, ...] = ()
    entry_id: str = ""
    """The feed's own id, where several articles have one address."""
    featured_content: str = ""
    story: str = ""
    """Joins records by hand: those of one name are one story; ``none`` stands alone."""


class Record(FrontMatter, frozen=True, kw_only=True):
    """One valid record: its front matter, who it is and what it says."""

    id: str
    """The file's stem: the record's identity and the end of its URL."""
    path: str
    digest: str
    """Of the file that it was read from, or of all files that it was made of."""
    keys: tuple[str, ...] = ()
    """What identifies the article: the canonical forms of its addresses, each once."""
    related_keys: tuple[tuple[str, ...], ...] = ()
    """The same of each of ``related``."""
    body: str = ""
    """Markdown."""
    extra: dict[str, Any] = {}
    """Fields that the format does not know, kept as they were."""
