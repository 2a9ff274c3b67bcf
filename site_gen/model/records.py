"""Records: the file, its front matter, and the record that is made of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec


class SourceFile(msgspec.Struct, frozen=True):
    """A file of the content folder."""

    path: str
    """Relative to the content folder, with forward slashes."""
    data: bytes
    digest: str
    """Hex BLAKE2b-128 of ``data``."""


class Image(msgspec.Struct, frozen=True, rename="camel"):
    """An image that a record or provider refers to."""

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
    """A provider as one record names it; :class:`Provider` is that of all records that name it."""

    name: str
    domain: str = ""
    images: tuple[Image, ...] = ()
    authors: tuple[Author, ...] = ()
    channel: str = ""
    """Distinguishes providers of one name on a host that many providers share."""


class Addressed(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """The addresses of an article."""

    original_url: str = ""
    web_url: str = ""
    amp_web_url: str = ""
    cdn_amp_web_url: str = ""

    @property
    def url(self) -> str:
        """The address to link to: ``webUrl``, else ``originalUrl``."""
        return self.web_url or self.original_url

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses; some may be empty."""
        return self.web_url, self.original_url, self.amp_web_url, self.cdn_amp_web_url


class Related(Addressed, frozen=True, rename="camel", kw_only=True):
    """An article of another provider about the same story, in a record's list ``related``."""

    title: str
    provider: ProviderRef
    excerpt: str = ""
    published_at: datetime | None = msgspec.field(default=None, name="publishedDateTime")
    type: str = "article"
    quality: int = 0
    images: tuple[Image, ...] = ()


class FrontMatter(Addressed, frozen=True, rename="camel", kw_only=True):
    """The valid fields of a record. ``secured`` is never read: it must not get into any output."""

    title: str
    published_at: datetime = msgspec.field(name="publishedDateTime")
    provider: ProviderRef
    excerpt: str = ""
    updated_at: datetime | None = msgspec.field(default=None, name="updatedDateTime")
    time_known: bool = True
    """False if ``published_at`` is a later time: that of a change, or at which it was found."""
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
    """Name by which an editor joins records to one story; ``none`` keeps a record alone."""
    pin: datetime | None = None
    """Until when its story is the first one."""
    bury: bool = False
    """Whether its story comes after all others."""


class Record(FrontMatter, frozen=True, kw_only=True):
    """A valid record: front matter, id and body."""

    id: str
    """The file's stem: identifies the record, and ends its URL."""
    path: str
    digest: str
    """Hex digest of the file."""
    keys: tuple[str, ...] = ()
    """Article keys: the canonical forms of its addresses, each once."""
    related_keys: tuple[tuple[str, ...], ...] = ()
    """Article keys of each of ``related``."""
    body: str = ""
    """Markdown."""
    extra: dict[str, Any] = {}
    """Fields that the format does not have, unchanged."""
