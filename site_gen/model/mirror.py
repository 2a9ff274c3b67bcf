"""Types of the documents of the JSON mirror, from which their JSON Schema is made.

Lists have the fields of the lists of the records' producer: ``title``, ``path``, ``page``,
``value`` and ``nextPage``. Field names are those of the record format. Fields with a default are
left out if a record has no value. The docstrings of these classes are published in the schema.
"""

from __future__ import annotations

import ast
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec


class MirrorType(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename="camel",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """Base of all parts of the mirror."""


class MirrorImage(MirrorType, frozen=True, kw_only=True):
    url: str
    """Absolute, or from the root of the site's host."""
    width: int | None = None
    height: int | None = None
    is_cached: bool = False
    title: str = ""
    attribution: str = ""


class MirrorProvider(MirrorType, frozen=True, kw_only=True):
    name: str
    domain: str = ""
    images: tuple[MirrorImage, ...] = ()


class Item(MirrorType, frozen=True, kw_only=True):
    """A record as lists have it."""

    id: str
    path: str
    """The record's file in the content folder."""
    title: str
    type: str
    quality: int
    heat: int
    """Its own, else computed from how many providers cover its story; -1 for unranked."""
    source_url: str
    """The record's own document in this mirror, from the root of the site's host."""
    web_url: str
    """The article at its provider."""
    excerpt: str
    """In lists at most 160 characters of it."""
    published_date_time: datetime
    updated_date_time: datetime | None = None
    provider: MirrorProvider
    images: tuple[MirrorImage, ...]
    locale: str = ""
    categories: tuple[str, ...] = ()
    topics: tuple[str, ...]
    story: str = ""
    """The id of its story, which is that of the story's first record. Left out for that record."""


class RelatedEntry(MirrorType, frozen=True, kw_only=True):
    """Another article about the same story; the first three have their excerpts and pictures."""

    title: str
    excerpt: str = ""
    published_date_time: datetime | None = None
    source_url: str = ""
    """Its document in this mirror, if it is a record of the site."""
    web_url: str
    type: str = ""
    """Left out for an article."""
    provider: MirrorProvider
    quality: int = 0
    images: tuple[MirrorImage, ...] = ()


class RecordDocument(Item, frozen=True, kw_only=True):
    """A record by itself."""

    content: str = ""
    """Its body, as HTML that is safe to show."""
    tags: tuple[str, ...] = ()
    related: tuple[RelatedEntry, ...]


class MirrorList(MirrorType, frozen=True, kw_only=True):
    """What all lists have around their ``value``."""

    title: str
    path: str
    """The list's page on the site, from the root of the site's host."""
    page: str
    """Number of this page; ``0`` for the newest, then counted from the oldest."""
    next_page: str | None
    """Number of the next older page, which lies at ``page/<number>/index.json``."""


class Listing(MirrorList, frozen=True, kw_only=True):
    """Records, newest first."""

    value: tuple[Item, ...]


class TopicEntry(MirrorType, frozen=True, kw_only=True):
    id: str
    title: str
    path: str
    """Its page on the site."""
    source_url: str
    """Its list of records in this mirror."""
    count: int
    parent: str = ""
    """The id of the topic that it is part of."""
    published_date_time: datetime | None = None
    """Of its newest record."""


class TopicIndex(MirrorList, frozen=True, kw_only=True):
    value: tuple[TopicEntry, ...]


class ProviderEntry(MirrorType, frozen=True, kw_only=True):
    id: str
    name: str
    domain: str = ""
    images: tuple[MirrorImage, ...] = ()
    path: str
    source_url: str
    count: int
    """Its records."""
    covered: int
    """Its articles that are only in related lists of other records."""
    published_date_time: datetime | None = None


class ProviderIndex(MirrorList, frozen=True, kw_only=True):
    value: tuple[ProviderEntry, ...]


class StoryEntry(MirrorType, frozen=True, kw_only=True):
    """A story that more than one article tells."""

    id: str
    lead: str
    """Id of the record that stands for it."""
    articles: tuple[str, ...]
    """Ids of its records, oldest first."""
    providers: tuple[str, ...]
    """Names of all its providers, in the order of their first articles."""
    first_published_date_time: datetime
    last_published_date_time: datetime


class StoryListing(MirrorList, frozen=True, kw_only=True):
    """Stories, by their first record from new to old."""

    value: tuple[StoryEntry, ...]


_PAGED = r"(?:page/[1-9]\d*/)?index\.json"
_TYPES: tuple[tuple[re.Pattern[str], type[MirrorType]], ...] = (
    (re.compile(rf"api/stories/{_PAGED}"), StoryListing),
    (re.compile(rf"api/news/{_PAGED}"), Listing),
    (re.compile(r"api/topics/index\.json"), TopicIndex),
    (re.compile(r"api/providers/index\.json"), ProviderIndex),
    (re.compile(rf"api/(?:topics|providers)/[^/]+/{_PAGED}"), Listing),
    (re.compile(r"api/news/[^/]+/index\.json"), RecordDocument),
)


def type_for(path: str) -> type[MirrorType] | None:
    """The type of the document at a path of the output folder; None if it is not in the mirror."""
    return next((kind for pattern, kind in _TYPES if pattern.fullmatch(path)), None)


def _docstrings() -> dict[str, str]:
    """Class → docstring, read from the source, since ``python -OO`` has no ``__doc__``."""
    tree = ast.parse(Path(__file__).read_bytes())
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {node.name: text for node in classes if (text := ast.get_docstring(node))}


def _with_description(part: dict[str, Any], description: str) -> dict[str, Any]:
    title = {"title": part["title"], "description": description} if description else {}
    return {**title, **part, **title}


def schema(address: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of all documents, itself published at ``address``."""
    kinds = list(dict.fromkeys(kind for _, kind in _TYPES))
    either, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    docstrings = _docstrings()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "The JSON mirror of a news site",
        "anyOf": list(either),
        "$defs": {
            name: _with_description(part, docstrings.get(name, "")) for name, part in parts.items()
        },
    }
