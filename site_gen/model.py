"""The types that travel through the pipeline; nothing here does any work.

A type's name says the stage: a file is a :class:`SourceFile`, its front matter
once found valid a :class:`FrontMatter`, with identity and body a :class:`Record`;
all admitted records with their relations are the :class:`Library`; what the plan
makes of it are :class:`PlannedPage`, rendered each becomes a :class:`Page` and an
:class:`Output`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
"""A language tag of BCP 47, underscores forgiven."""


class Severity(StrEnum):
    """How bad a problem is; an error leaves its record out of the site."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with the input, told so that a person can mend it."""

    path: str
    message: str
    """What was found and what is expected, in one sentence."""
    severity: Severity = Severity.ERROR
    code: str = ""
    """Stable short name of the kind of problem, such as ``wrong-type``."""
    field: str = ""
    """The field as a path: ``related[2].images[0].width``; empty for the file."""
    line: int = 0
    """Counted from 1; 0 when the whole file is meant."""
    column: int = 0
    hint: str = ""


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


class Related(msgspec.Struct, frozen=True, rename="camel"):
    """Another outlet's article about the same story, listed in a record."""

    title: str
    provider: ProviderRef
    excerpt: str = ""
    published_at: datetime | None = msgspec.field(default=None, name="publishedDateTime")
    original_url: str = ""
    web_url: str = ""
    amp_web_url: str = ""
    cdn_amp_web_url: str = ""
    type: str = "article"
    quality: int = 0
    images: tuple[Image, ...] = ()

    @property
    def url(self) -> str:
        """Where the reader should go."""
        return self.web_url or self.original_url

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address the article is known by; some may be empty."""
        return self.web_url, self.original_url, self.amp_web_url, self.cdn_amp_web_url


class FrontMatter(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """The valid fields of a record. ``secured`` is left out on purpose."""

    title: str
    published_at: datetime = msgspec.field(name="publishedDateTime")
    provider: ProviderRef
    excerpt: str = ""
    updated_at: datetime | None = msgspec.field(default=None, name="updatedDateTime")
    category: str = "news"
    type: str = "article"
    original_url: str = ""
    web_url: str = ""
    amp_web_url: str = ""
    cdn_amp_web_url: str = ""
    quality: int = 0
    heat: int | None = None
    """Trending score; None and negative mean unranked."""
    published: bool = True
    removed: bool = False
    deleted: bool = False
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    locale: str = ""
    images: tuple[Image, ...] = ()
    related: tuple[Related, ...] = ()
    featured_content: str = ""


class Record(FrontMatter, frozen=True, kw_only=True):
    """One valid record: its front matter, who it is and what it says."""

    id: str
    """The file's stem: the record's identity and the end of its URL."""
    path: str
    digest: str
    body: str = ""
    """Markdown."""
    extra: dict[str, Any] = {}
    """Fields that the format does not know, kept as they were."""

    @property
    def url(self) -> str:
        """Where the reader should go: ``webUrl``, else ``originalUrl``."""
        return self.web_url or self.original_url

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address the article is known by; some may be empty."""
        return self.web_url, self.original_url, self.amp_web_url, self.cdn_amp_web_url


class TopicNote(msgspec.Struct, frozen=True, kw_only=True):
    """``content/topics/<slug>.md``: what an editor says of a topic."""

    title: str
    aliases: tuple[str, ...] = ()
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


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    name: str
    description: str = ""
    """Markdown."""
    images: tuple[Image, ...] = ()
    parent: str = ""
    """Slug of the parent topic, empty for none."""
    children: tuple[str, ...] = ()
    record_ids: tuple[str, ...] = ()
    """Newest first."""


class CoverageRef(msgspec.Struct, frozen=True):
    """A related entry, by the record that lists it and its place in the cleaned list."""

    record_id: str
    index: int


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    name: str
    domain: str = ""
    description: str = ""
    """Markdown."""
    images: tuple[Image, ...] = ()
    record_ids: tuple[str, ...] = ()
    """Newest first."""
    coverage: tuple[CoverageRef, ...] = ()
    """Its articles in other records' related lists, newest first."""


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """All admitted records and what connects them, by id into one place."""

    records: Mapping[str, Record]
    newest_first: tuple[str, ...]
    """Record ids by time of publication, then id."""
    topics: Mapping[str, Topic]
    providers: Mapping[str, Provider]
    topic_slugs: Mapping[str, tuple[str, ...]]
    """Record id → its topics' slugs, in the record's order, each once."""
    provider_slugs: Mapping[str, str]
    """Record id → its provider's slug."""
    related: Mapping[str, tuple[Related, ...]]
    """Record id → its related entries, cleaned."""
    related_slugs: Mapping[str, tuple[str, ...]]
    """Record id → the provider slug of each entry of ``related``."""
    pages: tuple[PageNote, ...] = ()

    @property
    def newest(self) -> datetime | None:
        """When the newest record was published: ages count from here."""
        if not self.newest_first:
            return None
        return self.records[self.newest_first[0]].published_at


class Page(msgspec.Struct, frozen=True):
    """A page ready to render: plain data only."""

    url: str
    """Path within the site, such as ``/topics/ai/`` or ``/404.html``."""
    path: str
    """Where it lies in the output folder."""
    template: str
    context: Mapping[str, Any]


class PlannedPage(msgspec.Struct, frozen=True):
    """A page that will be: its place is known, its data are made when it is rendered.

    Preparing late lets every worker prepare its own pages, and keeps the data of a
    hundred thousand pages from lying in memory at once.
    """

    url: str
    kind: str
    """``article``, ``topic`` …, for the report."""
    template: str
    prepare: Callable[[], Mapping[str, Any]]

    @property
    def path(self) -> str:
        """Where the page lies in the output folder."""
        return self.url[1:] + ("index.html" if self.url.endswith("/") else "")

    def page(self) -> Page:
        return Page(self.url, self.path, self.template, self.prepare())


class Output(msgspec.Struct, frozen=True):
    """A file of the site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    data: bytes


class LeftOut(StrEnum):
    """Why the admission policy leaves a valid record out."""

    UNPUBLISHED = "not published"
    REMOVED = "removed"
    FUTURE = "dated in the future"
    QUALITY = "below the minimum quality"
    AGE = "too old"


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did; ``--report`` writes it as JSON."""

    read: int = 0
    """Record files found."""
    published: int = 0
    left_out: Mapping[str, int] = {}
    """Reason → number of records, in the words of :class:`LeftOut`."""
    left_out_records: Mapping[str, str] = {}
    """Path of a record in the content folder → reason."""
    invalid: int = 0
    """Records with errors."""
    problems: tuple[Problem, ...] = ()
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    pages: Mapping[str, int] = {}
    """Kind of page → number."""
    bytes: Mapping[str, int] = {}
    """Kind of page → bytes."""
    seconds: Mapping[str, float] = {}
    """Stage → wall-clock seconds."""
    output: str = ""
    """The folder written to; empty if nothing was written."""

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    @property
    def total_bytes(self) -> int:
        return sum(self.bytes.values())
