"""The types that travel from a source to a record file; a type's name says the stage."""

from __future__ import annotations

from datetime import datetime

import msgspec

from site_gen.canonical import article_key, entry_key
from site_gen.provider_keys import provider_key


class Failure(msgspec.Struct, frozen=True):
    """Why a source could not be read, told so that a person can mend it."""

    code: str
    """Stable short name of the kind of failure, such as ``timeout``."""
    message: str
    """What happened, in one sentence without the source's address."""
    hint: str = ""
    """What to do."""


class Validators(msgspec.Struct, frozen=True):
    """What a server said by which it can tell that nothing has changed (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""


class SourceRequest(msgspec.Struct, frozen=True):
    """A source that is to be asked."""

    url: str
    validators: Validators = Validators()
    """Of the last answer; empty asks for all of it."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking a source: a body, the word that nothing has changed, or a failure."""

    url: str
    """As the configuration has it."""
    final_url: str = ""
    """Where the body came from, after redirects: relative links start here."""
    moved_to: str = ""
    """The address to write into the configuration; empty unless every redirect was permanent."""
    status: int = 0
    """HTTP status of the last answer; 0 if there was none."""
    body: bytes | None = None
    """Decompressed; None if nothing has changed, or on a failure."""
    content_type: str = ""
    validators: Validators = Validators()
    failure: Failure | None = None
    wait_seconds: float | None = None
    """For how long the server asks to be left alone, counted from the run's ``now``."""
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
    """What could not be taken from an entry as it stands."""

    code: str
    """Stable short name of the kind of fault, such as ``unreadable-date``."""
    message: str
    entry: str = ""
    """The entry's address, or its title if it has none."""


class FeedProvider(msgspec.Struct, frozen=True):
    """Who published an article, as a feed says it."""

    name: str
    url: str = ""


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a feed, in plain text and absolute addresses; all but a title may be missing."""

    title: str
    id: str = ""
    """As the feed gives it (``guid``, ``id``)."""
    links: tuple[str, ...] = ()
    """Every http(s) address of the article that the entry gives, where readers go first."""
    excerpt: str = ""
    """Plain text on one line, cut at a word."""
    published_at: datetime | None = None
    """In UTC; None if it is missing or cannot be read. May be in the future."""
    updated_at: datetime | None = None
    notice: Notice | None = None
    """What is wrong with its date."""
    categories: tuple[str, ...] = ()
    """Names, in the feed's order, each once."""
    picture: FeedPicture | None = None
    authors: tuple[str, ...] = ()
    provider: FeedProvider | None = None
    """The entry's ``source``, where one feed carries articles of several outlets."""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says, whatever its format."""

    title: str = ""
    link: str = ""
    """The outlet's site; empty if the feed does not say."""
    locale: str = ""
    """A language tag; empty if the feed has none that can be one."""
    dated_at: datetime | None = None
    """When the feed was made or changed, as it says itself; no entry that it has is younger."""
    items: tuple[FeedItem, ...] = ()
    """In the feed's order; entries with neither title nor link are left out."""
    faults: tuple[str, ...] = ()
    """What was wrong with it and was read around, each in a sentence."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with all that its source's settings say of it: what a record is written from."""

    url: str
    keys: tuple[str, ...]
    """What identifies it: the canonical forms of its addresses, each once; or, where it shares one,
    what :func:`canonical.entry_key` makes of it."""
    feed_id: str
    title: str
    provider: str
    """The outlet's name."""
    domain: str = ""
    channel: str = ""
    """What a shared host calls the outlet; empty on any other host."""
    entry_id: str = ""
    """The feed's own id, if the article shares its address with others; else empty."""
    excerpt: str = ""
    published_at: datetime | None = None
    """None where the feed does not tell, or tells a time in the future."""
    no_later_than: datetime | None = None
    """What dates it where it has no date that can be read; None if nothing does."""
    updated_at: datetime | None = None
    picture: FeedPicture | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    locale: str = ""
    type: str = ""
    """Empty stands for the format's own default, ``article``."""
    quality: int | None = None
    published: bool | None = None
    """None writes nothing, which means true."""

    @property
    def key(self) -> str:
        """By which the ledger knows it."""
        return entry_key(self.url, self.entry_id) if self.entry_id else article_key(self.url)

    @property
    def provider_key(self) -> str:
        """The mark of its outlet."""
        return provider_key(self.provider, self.domain, self.channel)

    def as_entry(self) -> Article:
        """The article as one of several that have its address."""
        made = msgspec.structs.replace(self, entry_id=self.feed_id)
        return msgspec.structs.replace(made, keys=(made.key,))
