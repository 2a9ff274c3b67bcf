"""What a name stands for: spellings that editors' notes merge, outlets that share a host."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from site_gen import urls
from site_gen.model import Notes, ProviderNote, TopicNote
from site_gen.provider_keys import APART
from site_gen.relations.note_names import names_of


class Aliases(msgspec.Struct, frozen=True):
    """What a name's own slug stands for, where notes say so."""

    topics: Mapping[str, str] = {}
    providers: Mapping[str, str] = {}
    apart: Mapping[str, str] = {}
    """Host with several outlets → the name whose the host's address is, empty for a shared host;
    host and name with several channels → the channel whose the name's address is."""
    leads: Mapping[str, str] = {}
    """Slugs of providers that another address may be known by → where it leads on to."""

    def topic(self, slug: str) -> str:
        return self.topics.get(slug, slug)

    def provider(self, mark: str) -> str:
        """The slug of the provider with this mark (``outlets.outlet_mark``)."""
        known, *parts = mark.split(" ")
        slug = known
        for noted in (APART.join([known, *parts[:1]]), known):
            if noted in self.providers:
                return self.providers[noted]  # a note on a host is about all that is there
        for part in parts:
            if self.apart.get(known, part) != part:
                slug = f"{slug}{APART}{part}"
            known = f"{known} {part}"
        return slug


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
    for _, slug in provider_notes(notes).values():
        providers.setdefault(slug, slug)
    return Aliases(topics, providers)


def topic_notes(notes: Notes) -> dict[str, TopicNote]:
    """Notes by the slugs of their topics."""
    return {note.slug: note for note in notes.topics}


def provider_notes(notes: Notes) -> dict[str, tuple[ProviderNote, str]]:
    """Notes by the slugs of their providers, each with that slug."""
    slugs = {_slug(note): note for note in notes.providers}
    return {slug: (note, slug) for slug, note in slugs.items()}


def _slug(note: ProviderNote) -> str:
    """The file's name is a domain or, on a host with several outlets, the end of the address."""
    host = note.slug.partition(APART)[0]
    is_one_of_several = host != note.slug and urls.normal_domain(host) == host
    return note.slug if is_one_of_several else urls.provider_slug(note.name, note.slug)


def changed_slugs(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Slugs that stand for another thing than before, and what they stood and stand for."""
    raw = {slug for slug in before.keys() | after.keys() if before.get(slug) != after.get(slug)}
    stood = {each.get(slug, slug) for each in (before, after) for slug in raw}
    return raw | stood
