"""Names that editors give in notes, and what is wrong with them."""

from __future__ import annotations

from site_gen import urls
from site_gen.model import Notes, Problem, ProviderNote, Severity, TopicNote


def names_of(note: TopicNote | ProviderNote) -> tuple[str, ...]:
    own = note.title if isinstance(note, TopicNote) else note.name
    return (own, *note.aliases)


def note_problems(notes: Notes) -> tuple[Problem, ...]:
    """Aliases that two notes claim, and parents that no note or record knows by name."""
    problems = []
    for kind in (notes.topics, notes.providers):
        claimed: dict[str, TopicNote | ProviderNote] = {}
        for note in kind:
            for name in names_of(note):
                first = claimed.setdefault(urls.fold_name(name), note)
                if first is not note:
                    problems.append(
                        Problem(
                            note.path,
                            f"“{name}” is already claimed by {first.path}",
                            Severity.WARNING,
                            "alias-taken",
                            "aliases",
                            hint=f"it stays with {first.path}",
                        )
                    )
    return tuple(problems)
