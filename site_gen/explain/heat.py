"""Where a record's heat comes from: from its file, or from the outlets that tell its story too."""

from __future__ import annotations

from site_gen.model import Record
from site_gen.relations.heat import hour_known, hours_apart
from site_gen.store.library import Library

_NAMED = 5
"""Outlets that are named, the nearest; the others add the least."""


def heat_line(library: Library, record: Record, half_life_hours: float) -> str:
    """The heat of a record of the library, and what it was made from, in one line."""
    heat = library.heat_of(record)
    if record.heat is not None:
        return f"heat {heat} by the record" + (", no longer ranked" if heat < 0 else "")
    providers = _others(library, record, half_life_hours)
    if not providers:
        return f"heat {heat}: no other outlet tells the story"
    some = ", ".join(providers[:_NAMED]) + (" …" if len(providers) > _NAMED else "")
    noun = "outlet" if len(providers) == 1 else "outlets"
    return f"heat {heat} by {len(providers)} other {noun}: {some}"


def _others(library: Library, record: Record, half_life_hours: float) -> list[str]:
    """The other outlets of its story, the nearest first, each with the hours that it counts."""
    story, own = library.story_of(record.id), library.relations(record.id).provider
    at, timed = record.published_at, len(story.arrivals)
    found = [
        (half_life_hours, _name(library, slug), " (time unknown)")
        for slug in story.providers[timed:]
    ]
    for arrival in story.arrivals:
        if arrival.provider != own:
            hours = hours_apart(at, arrival, half_life_hours)
            mark = "" if hour_known(at, arrival) else " (hour unknown)"
            found.append((hours, _name(library, arrival.provider), mark))
    return [f"{name} {hours:.1f} h{mark}" for hours, name, mark in sorted(found)]


def _name(library: Library, slug: str) -> str:
    return library.named_provider(slug).name
