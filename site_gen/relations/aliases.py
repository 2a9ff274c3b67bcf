"""Which topics and providers names stand for: aliases in notes, and hosts of several providers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import msgspec

from site_gen import urls
from site_gen.language_matching import nearest_language
from site_gen.language_tags import language_folder
from site_gen.model import Notes, Problem, ProviderNote, Severity, TopicNote
from site_gen.provider_keys import APART


class Aliases(msgspec.Struct, frozen=True):
    """Slugs that stand for other slugs."""

    topics: Mapping[str, str] = {}
    """Slug of a name in a note → slug of the topic."""
    providers: Mapping[str, str] = {}
    """The same for providers."""
    main_names: Mapping[str, str] = {}
    """Host of several providers → the name that has the host's own slug, empty for a shared host;
    host and name of several channels → the channel that has the slug of the name."""
    redirects: Mapping[str, str] = {}
    """Slug by which a provider may have been known before → its slug."""

    def topic(self, slug: str) -> str:
        return self.topics.get(slug, slug)

    def provider(self, key: str) -> str:
        """The slug of the provider with this provider key (``provider_keys.py``)."""
        host, *parts = key.split(" ")
        slug = prefix = host
        for name in (APART.join([host, *parts[:1]]), host):
            if name in self.providers:
                return self.providers[name]  # a note on a host is about all its providers
        for part in parts:
            if self.main_names.get(prefix, part) != part:
                slug = f"{slug}{APART}{part}"
            prefix = f"{prefix} {part}"
        return slug


class _Claim(NamedTuple):
    """A name that means a topic."""

    name: str
    language: str
    """Empty for the names that readers of the site see, and for those without a language."""
    field: str
    """The field of the note."""


def aliases_of(notes: Notes, locale: str) -> Aliases:
    """The aliases in all notes, for a site in the language ``locale``.

    If two notes claim a name, the first has it; but names in the language of the site come before
    those in others: “Gift” is a present in English, although poison is called so in German.
    """
    topics: dict[str, str] = {}
    claims = [(claim, note) for note in notes.topics for claim in _claims(note, locale)]
    for claim, note in sorted(claims, key=lambda item: bool(item[0].language)):
        topics.setdefault(urls.name_slug(claim.name), note.slug)
    providers: dict[str, str] = {}
    for slug, provider in provider_notes(notes).items():
        for name in (provider.name, *provider.aliases):
            # An alias may be another domain of the provider, or another name.
            providers.setdefault(urls.provider_slug(name, name), slug)
    for slug in provider_notes(notes):
        providers.setdefault(slug, slug)
    return Aliases(topics, providers)


def _claims(note: TopicNote | ProviderNote, locale: str) -> Iterator[_Claim]:
    """All names that mean a topic or a provider."""
    if isinstance(note, TopicNote):
        own = nearest_language(locale, note.names)
        yield _Claim(note.title, "title" if own else "", "title")
        for tag, name in note.names.items():
            yield _Claim(name, "" if tag == own else language_folder(tag), "names")
    else:
        yield _Claim(note.name, "", "name")
    for name in note.aliases:
        yield _Claim(name, "", "aliases")


def topic_notes(notes: Notes) -> dict[str, TopicNote]:
    """Notes by the slugs of their topics."""
    return {note.slug: note for note in notes.topics}


def provider_notes(notes: Notes) -> dict[str, ProviderNote]:
    """Notes by the slugs of their providers."""
    return {_slug(note): note for note in notes.providers}


def _slug(note: ProviderNote) -> str:
    """A note's file name is a domain or, on a host of several providers, a provider's slug."""
    host = note.slug.partition(APART)[0]
    is_one_of_several = host != note.slug and urls.normal_domain(host) == host
    return note.slug if is_one_of_several else urls.provider_slug(note.name, note.slug)


def changed_slugs(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Slugs that stand for another slug than before, and those that they stood and stand for."""
    slugs = {slug for slug in before.keys() | after.keys() if before.get(slug) != after.get(slug)}
    return slugs | {aliases.get(slug, slug) for aliases in (before, after) for slug in slugs}


# Problems.


def note_problems(notes: Notes, topics: Collection[str], locale: str) -> tuple[Problem, ...]:
    """Names that two notes claim in one language, and parents that are not topics.

    ``locale`` is the language of the site; ``topics`` are the slugs of all topics that have a page.
    """
    return (*_duplicate_names(notes, locale), *_unknown_parents(notes, topics))


def _unknown_parents(notes: Notes, topics: Collection[str]) -> Iterator[Problem]:
    named = {urls.name_slug(name) for note in notes.topics for name in note.all_names}
    for note in notes.topics:
        slug = urls.name_slug(note.parent) if note.parent else ""
        if slug and note.slug in topics and slug not in named and slug not in topics:
            yield Problem(
                note.path,
                f"parent is “{note.parent}”, which is not a topic",
                Severity.WARNING,
                "no-parent",
                "parent",
                hint="without one the topic has no parent",
            )


def _duplicate_names(notes: Notes, locale: str) -> Iterator[Problem]:
    for notes_of_kind in (notes.topics, notes.providers):
        owners: dict[tuple[str, str], TopicNote | ProviderNote] = {}
        for note in notes_of_kind:
            for name, language, field in _claims(note, locale):
                owner = owners.setdefault((language, urls.fold_name(name)), note)
                if owner is not note:
                    yield Problem(
                        note.path,
                        f"“{name}” is already claimed by {owner.path}",
                        Severity.WARNING,
                        "alias-taken",
                        field,
                        hint=f"it stays with {owner.path}",
                    )
