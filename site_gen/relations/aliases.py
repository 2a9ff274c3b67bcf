"""Spellings that editors' notes merge: a slug → the slug of the topic or provider that is meant."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from site_gen import urls
from site_gen.model import Notes, ProviderNote, TopicNote
from site_gen.relations.names import names_of


class Aliases(msgspec.Struct, frozen=True):
    """What a name's own slug stands for, where notes say so."""

    topics: Mapping[str, str] = {}
    providers: Mapping[str, str] = {}

    def topic(self, slug: str) -> str:
        return self.topics.get(slug, slug)

    def provider(self, slug: str) -> str:
        return self.providers.get(slug, slug)


def aliases_of(notes: Notes) -> Aliases:
    """The aliases of all notes; of two that claim one name the first has it."""
    topics: dict[str, str] = {}
    for note in notes.topics:
        for name in names_of(note):
            topics.setdefault(urls.name_slug(name), note.slug)
    providers: dict[str, str] = {}
    for provider, slug in provider_notes(notes).values():
        for name in names_of(provider):
            # An alias may be another domain of the provider, or another name.
            providers.setdefault(urls.provider_slug(name, name), slug)
    return Aliases(topics, providers)


def topic_notes(notes: Notes) -> dict[str, TopicNote]:
    """Notes by the slugs of their topics."""
    return {note.slug: note for note in notes.topics}


def provider_notes(notes: Notes) -> dict[str, tuple[ProviderNote, str]]:
    """Notes by the slugs of their providers, each with that slug."""
    slugs = {urls.provider_slug(note.name, note.slug): note for note in notes.providers}
    return {slug: (note, slug) for slug, note in slugs.items()}


def changed_slugs(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Slugs that stand for another thing than before, and what they stood and stand for."""
    raw = {slug for slug in before.keys() | after.keys() if before.get(slug) != after.get(slug)}
    stood = {each.get(slug, slug) for each in (before, after) for slug in raw}
    return raw | stood
