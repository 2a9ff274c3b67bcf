"""Names that editors give in notes, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from site_gen import urls
from site_gen.model import Notes, Problem, ProviderNote, Severity, TopicNote


def names_of(note: TopicNote | ProviderNote) -> tuple[str, ...]:
    own = note.title if isinstance(note, TopicNote) else note.name
    return (own, *note.aliases)


def note_problems(notes: Notes, topics: Collection[str]) -> tuple[Problem, ...]:
    """Aliases that two notes claim, and parents that are no topic.

    ``topics`` are the slugs of all topics that have a page.
    """
    return (*_claimed_twice(notes), *_lost_parents(notes, topics))


def _lost_parents(notes: Notes, topics: Collection[str]) -> Iterator[Problem]:
    known = {urls.name_slug(name) for note in notes.topics for name in names_of(note)}
    for note in notes.topics:
        slug = urls.name_slug(note.parent) if note.parent else ""
        if slug and note.slug in topics and slug not in known and slug not in topics:
            yield Problem(
                note.path,
                f"parent is “{note.parent}”, which is no topic",
                Severity.WARNING,
                "no-parent",
                "parent",
                hint="until then the topic stands alone",
            )


def _claimed_twice(notes: Notes) -> Iterator[Problem]:
    for kind in (notes.topics, notes.providers):
        claimed: dict[str, TopicNote | ProviderNote] = {}
        for note in kind:
            for name in names_of(note):
                first = claimed.setdefault(urls.fold_name(name), note)
                if first is not note:
                    yield Problem(
                        note.path,
                        f"“{name}” is already claimed by {first.path}",
                        Severity.WARNING,
                        "alias-taken",
                        "aliases",
                        hint=f"it stays with {first.path}",
                    )
