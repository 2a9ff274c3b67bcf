"""All that is shown, and what connects it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from site_gen.model.notes import PageNote
from site_gen.model.records import Image, Record, Related


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
