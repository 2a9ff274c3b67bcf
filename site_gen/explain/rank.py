"""Why a record ranks where it does: its score, its heat, and its position on the front page."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from site_gen import ranking
from site_gen.content import Content
from site_gen.model import Record, Story
from site_gen.relations.heat import hour_known, hours_apart
from site_gen.store.library import Library
from site_gen.zones import Zone, zone_named

_MOST_NAMED = 5
"""Outlets named in the line about heat, the nearest first; more distant ones add little."""
_decode_story = msgspec.msgpack.Decoder(Story).decode


def rank_lines(content: Content, record: Record) -> Iterator[str]:
    """Lines about the score, heat and rank of a record that is shown."""
    library, rules = content.library, content.config.ranking
    newest = library.newest
    assert newest is not None  # noqa: S101  the record itself is in the library
    heat = library.heat_of(record)
    terms = ranking.score(heat, record.published_at, newest, rules.half_life_hours)
    stories = [_decode_story(data) for data in content.store.column("SELECT data FROM stories")]
    heats = {record_id: heat for story in stories for record_id, heat in story.heats.items()}
    ranked = ranking.by_rank(
        (article.record for article in library.articles()),
        lambda other: heats.get(other.id, 0) if other.heat is None else other.heat,
        newest,
        rules.half_life_hours,
    )
    rank = next(number for number, other in enumerate(ranked, 1) if other.id == record.id)
    yield (
        f"score {terms.value:.3f} = log2({terms.weight}) - {terms.age_hours:.1f} h "
        f"/ {terms.half_life_hours:g} h "
        f"({f'heat {heat}' if heat >= 0 else 'unranked'}, weight {terms.weight})"
    )
    yield _heat_line(library, record, rules.half_life_hours, zone_named(content.config.timezone))
    yield f"rank {rank} of {len(ranked)} by score"
    leads = {story.lead for story in stories}
    yield _front_page_line(content, record, [other.id for other in ranked if other.id in leads])


def _front_page_line(content: Content, record: Record, ranked_leads: list[str]) -> str:
    lead = content.library.story_of(record.id).lead
    if lead not in content.top:
        return f"front page: not among the first {len(content.top)}"
    position = content.top.index(lead) + 1
    expected = ranked_leads.index(lead) + 1
    moved = "" if position == expected else f", moved from {expected} by ranking.per_provider"
    story = "" if lead == record.id else f", as the story of {lead}"
    return f"front page: place {position}{story}{moved}"


def _heat_line(library: Library, record: Record, half_life_hours: float, zone: Zone) -> str:
    """The heat of a record, and the outlets that it comes from."""
    heat = library.heat_of(record)
    if record.heat is not None:
        return f"heat {heat} by the record" + (", no longer ranked" if heat < 0 else "")
    providers = _other_providers(library, record, half_life_hours, zone)
    if not providers:
        return f"heat {heat}: no other outlet covers the story"
    named = ", ".join(providers[:_MOST_NAMED]) + (" …" if len(providers) > _MOST_NAMED else "")
    noun = "outlet" if len(providers) == 1 else "outlets"
    return f"heat {heat} by {len(providers)} other {noun}: {named}"


def _other_providers(
    library: Library, record: Record, half_life_hours: float, zone: Zone
) -> list[str]:
    """The other outlets of the record's story with their distance in hours, the nearest first."""
    story, provider = library.story_of(record.id), library.relations(record.id).provider
    found = [
        (half_life_hours, _name(library, slug), " (time unknown)")
        for slug in story.providers[len(story.arrivals) :]
    ]
    for arrival in story.arrivals:
        if arrival.provider != provider:
            hours = hours_apart(record.published_at, arrival, half_life_hours, zone)
            note = "" if hour_known(record.published_at, arrival, zone) else " (hour unknown)"
            found.append((hours, _name(library, arrival.provider), note))
    return [f"{name} {hours:.1f} h{note}" for hours, name, note in sorted(found)]


def _name(library: Library, slug: str) -> str:
    return library.named_provider(slug).name
