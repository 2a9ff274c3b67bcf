"""The types between a source and a record file: Answer → Feed → FeedItem → Article → Change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from site_gen.canonical import article_key, entry_key
from site_gen.fetch.ledger import LedgerLine
from site_gen.provider_keys import provider_key


class Failure(msgspec.Struct, frozen=True):
    """Why a source could not be read."""

    code: str
    """Stable short name of the kind of failure, such as ``timeout``."""
    message: str
    """What happened, in one sentence without the source's address."""
    hint: str = ""
    """How to fix it."""


class Validators(msgspec.Struct, frozen=True):
    """The headers of an answer for asking later whether it has changed (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""


class SourceRequest(msgspec.Struct, frozen=True):
    """What to ask of a source."""

    url: str
    validators: Validators = Validators()
    """Of the last answer; empty asks for the whole feed."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a request: a body, “not modified”, or a failure."""

    url: str
    """As the configuration has it."""
    final_url: str = ""
    """Where the body came from, after redirects; the base of relative links."""
    moved_to: str = ""
    """The address to write into the configuration; empty unless every redirect was permanent."""
    status: int = 0
    """HTTP status of the last response; 0 if there was none."""
    body: bytes | None = None
    """Decompressed; None if nothing has changed, or on a failure."""
    content_type: str = ""
    validators: Validators = Validators()
    failure: Failure | None = None
    wait_seconds: float | None = None
    """For how long the server asks not to be asked again, counted from the run's ``now``."""
    attempts: int = 0
    seconds: float = 0.0

    @property
    def unchanged(self) -> bool:
        return self.body is None and self.failure is None


class FeedPicture(msgspec.Struct, frozen=True):
    """A picture that a feed shows with an article."""

    url: str
    width: int | None = None
    """Pixels; None where the feed does not say."""
    height: int | None = None
    title: str = ""


class Notice(msgspec.Struct, frozen=True):
    """Something in an entry that could not be used as it is."""

    code: str
    """Stable short name of the kind of fault, such as ``unreadable-date``."""
    message: str
    entry: str = ""
    """The entry's address, or its title if it has none."""


class FeedProvider(msgspec.Struct, frozen=True):
    """Who published an article, according to the feed."""

    name: str
    url: str = ""


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a feed as plain text and absolute addresses; only the title is required."""

    title: str
    id: str = ""
    """As in the feed (``guid``, ``id``)."""
    links: tuple[str, ...] = ()
    """All http(s) addresses of the article in the entry, the one for readers first."""
    excerpt: str = ""
    """Plain text on one line, cut at a word."""
    published_at: datetime | None = None
    """In UTC; None if it is missing or cannot be read. May be in the future."""
    updated_at: datetime | None = None
    notice: Notice | None = None
    """What is wrong with its date."""
    categories: tuple[str, ...] = ()
    """Names in the feed's order, without duplicates."""
    picture: FeedPicture | None = None
    authors: tuple[str, ...] = ()
    provider: FeedProvider | None = None
    """The entry's ``source``, where one feed has articles of several providers."""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed in any format."""

    title: str = ""
    link: str = ""
    """The provider's site; empty if the feed does not say."""
    locale: str = ""
    """A language tag; empty if the feed has no valid one."""
    dated_at: datetime | None = None
    """When the feed was made or changed, according to itself; all its entries are older."""
    items: tuple[FeedItem, ...] = ()
    """In the feed's order; entries with neither title nor link are left out."""
    faults: tuple[str, ...] = ()
    """Errors in the feed that were repaired or skipped, a sentence each."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with the settings of its source applied: what a record is written from."""

    url: str
    keys: tuple[str, ...]
    """Its article keys without duplicates; :func:`canonical.entry_key` instead if it shares
    its address with other articles."""
    feed_id: str
    title: str
    provider: str
    """The provider's name."""
    domain: str = ""
    channel: str = ""
    """The provider's channel on a shared host; empty on other hosts."""
    entry_id: str = ""
    """The feed's id, if the article shares its address with others; else empty."""
    excerpt: str = ""
    published_at: datetime | None = None
    """None where the feed does not say, or says a time in the future."""
    time_known: bool = True
    """False if ``published_at`` is not known, or is the time of a change."""
    no_later_than: datetime | None = None
    """The date to use if the entry has none that can be read; None if there is no other either."""
    updated_at: datetime | None = None
    picture: FeedPicture | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    locale: str = ""
    type: str = ""
    """Empty means the record format's default, ``article``."""
    quality: int | None = None
    published: bool | None = None
    """None leaves the field out, which means true."""

    @property
    def key(self) -> str:
        """Its key in the ledger."""
        return entry_key(self.url, self.entry_id) if self.entry_id else article_key(self.url)

    @property
    def provider_key(self) -> str:
        return provider_key(self.provider, self.domain, self.channel)

    def as_entry(self) -> Article:
        """The article as one of several at its address."""
        entry = msgspec.structs.replace(self, entry_id=self.feed_id)
        return msgspec.structs.replace(entry, keys=(entry.key,))


class FeedArticles(msgspec.Struct, frozen=True):
    """The articles of a feed, and what became of its other entries."""

    articles: tuple[Article, ...]
    dropped: int
    """Entries that a rule drops."""
    nowhere: int
    """Entries without an address of their own, or without a title."""
    notices: tuple[Notice, ...] = ()
    unmapped: dict[str, int] = {}
    """Categories that have no topic → number of entries with them; the most frequent ones."""


class RecordAddition(msgspec.Struct, frozen=True):
    """A record to write."""

    path: str
    """Within the content folder."""
    fields: dict[str, Any]


class RecordRevision(msgspec.Struct, frozen=True):
    """Fields to change in a record because its source has changed them."""

    path: str
    changes: dict[str, Any]
    """Field → new value."""
    before: LedgerLine
    """The line to restore if the file cannot be changed."""


Change = RecordAddition | RecordRevision


class SourceChanges(msgspec.Struct, frozen=True):
    """The changes for the articles of one source."""

    changes: tuple[Change, ...]
    keys: tuple[str, ...]
    """Keys in the ledger of all its articles."""
    known: int
    """Articles that need no change."""
    waiting: bool = False
    """Whether a record could not be revised, for example because its YAML is broken at the moment.
    The source is then read in full on every run until it can."""

    @property
    def additions(self) -> list[RecordAddition]:
        return [change for change in self.changes if isinstance(change, RecordAddition)]

    @property
    def revisions(self) -> list[RecordRevision]:
        return [change for change in self.changes if isinstance(change, RecordRevision)]
