"""All that is shown, and what connects it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from site_gen.model.notes import PageNote
from site_gen.model.records import Image, Record, Related
from site_gen.model.stories import CoverageRef, Story


class TopicFace(msgspec.Struct, frozen=True, kw_only=True):
    """What a topic is, whatever records it has."""

    slug: str
    name: str
    description: str = ""
    """Markdown."""
    images: tuple[Image, ...] = ()
    parent: str = ""
    """Slug of the parent topic, empty for none."""
    children: tuple[str, ...] = ()


class Topic(TopicFace, frozen=True, kw_only=True):
    record_ids: tuple[str, ...] = ()
    """Newest first."""


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """How an outlet fares against others, over the stories that several outlets tell."""

    stories: int = 0
    """Stories shared with other outlets, of those whose hours are known."""
    first: int = 0
    """How many of them it told before all others."""
    median_lag: timedelta | None = None
    """Middle of its delays behind the first outlet, where it was not the first itself."""


class ProviderFace(msgspec.Struct, frozen=True, kw_only=True):
    """What an outlet is, whatever it has told."""

    slug: str
    name: str
    domain: str = ""
    description: str = ""
    """Markdown."""
    images: tuple[Image, ...] = ()


class Provider(ProviderFace, frozen=True, kw_only=True):
    record_ids: tuple[str, ...] = ()
    """Newest first."""
    coverage: tuple[CoverageRef, ...] = ()
    """Its articles in other records' related lists, newest first."""
    speed: Speed = Speed()


def topic_face(topic: Topic) -> TopicFace:
    """The topic without its records."""
    return TopicFace(**{name: getattr(topic, name) for name in TopicFace.__struct_fields__})


def provider_face(provider: Provider) -> ProviderFace:
    """The outlet without what it has told."""
    fields = ProviderFace.__struct_fields__
    return ProviderFace(**{name: getattr(provider, name) for name in fields})


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """All admitted records and what connects them, by id into one place."""

    records: Mapping[str, Record]
    newest_first: tuple[str, ...]
    """Record ids by time of publication, then id."""
    topics: Mapping[str, Topic]
    topic_faces: Mapping[str, TopicFace]
    providers: Mapping[str, Provider]
    provider_faces: Mapping[str, ProviderFace]
    topic_slugs: Mapping[str, tuple[str, ...]]
    """Record id → its topics' slugs, in the record's order, each once."""
    provider_slugs: Mapping[str, str]
    """Record id → its provider's slug."""
    related: Mapping[str, tuple[Related, ...]]
    """Record id → its related entries, cleaned."""
    related_slugs: Mapping[str, tuple[str, ...]]
    """Record id → the provider slug of each entry of ``related``."""
    related_ids: Mapping[str, tuple[str, ...]]
    """Record id → for each entry of ``related`` the record of the site that it is, or ``""``."""
    stories: Mapping[str, Story]
    """Story id → story; a record that is alone has one too."""
    story_ids: Mapping[str, str]
    """Record id → the id of its story."""
    listed_by: Mapping[str, tuple[str, ...]]
    """Record id → records whose lists name it; those that none names are left out."""
    duplicates: Mapping[str, str]
    """Record id → the record that is shown in its place: the same article, told better."""
    pages: tuple[PageNote, ...] = ()

    def story_of(self, record_id: str) -> Story:
        return self.stories[self.story_ids[record_id]]

    def heat_of(self, record: Record) -> int:
        """The record's own heat, else the one computed from its story; negative is unranked."""
        if record.heat is not None:  # and its story need not be read
            return record.heat
        return self.story_of(record.id).heat_of(record)

    @property
    def newest(self) -> datetime | None:
        """When the newest record was published: ages count from here."""
        if not self.newest_first:
            return None
        return self.records[self.newest_first[0]].published_at
