"""Why a record and its story rank where they do: scores, heat, and their place on the front."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from site_gen import ranking
from site_gen.content import Content
from site_gen.instants import rfc3339
from site_gen.model import Record
from site_gen.relations.breadth import story_score
from site_gen.relations.heat import hour_known, hours_apart
from site_gen.store.library import Library
from site_gen.wording import counted
from site_gen.zones import Zone, zone_named

_MOST_NAMED = 5
"""Outlets named in the line about heat, the nearest first; more distant ones add little."""


def rank_lines(content: Content, record: Record) -> Iterator[str]:
    """Lines about the score, heat and rank of a record that is shown, and of its story."""
    library, rules = content.library, content.config.ranking
    newest = library.newest
    assert newest is not None  # noqa: S101  the record itself is in the library
    heat = library.heat_of(record)
    own = ranking.score(heat, record.published_at, newest, rules.half_life_hours)
    kind = f"heat {heat}" if heat >= 0 else "unranked"
    yield f"score {_terms(own)} ({kind}, weight {own.weight})"
    yield _heat_line(library, record, rules.half_life_hours, zone_named(content.config.timezone))
    story = library.story_of(record.id)
    articles = [_scored(library, id_) for id_ in story.record_ids]
    terms = story_score(story, articles, newest, rules.half_life_hours)
    yield f"score of the story {_terms(terms)} ({_reason(terms, len(story.providers))})"
    stories = library.all_ranked()
    by_score = [each._replace(pin=None, buried=False) for each in stories]
    leads = [each.lead for each in ranking.by_rank(library, by_score)[1]]
    yield f"rank {leads.index(story.lead) + 1} of {len(leads)} by the scores of stories"
    if story.pin:
        yield f"pinned until {rfc3339(story.pin)}"
    if story.buried:
        yield "buried: after all other stories"
    ordered = [each.lead for group in ranking.by_rank(library, stories) for each in group]
    yield _front_page_line(content, record, ordered)


class _Scored(NamedTuple):
    """What the score of a story needs to know of a record."""

    id: str
    published_at: datetime
    quality: int
    heat: int | None
    provider: str


def _scored(library: Library, record_id: str) -> _Scored:
    record = library.record(record_id)
    return _Scored(
        *(record.id, record.published_at, record.quality, record.heat),
        library.relations(record.id).provider,
    )


def _terms(terms: ranking.RankScore) -> str:
    """A score, and how it is computed."""
    age = f"{terms.age_hours:.1f} h"
    if terms.head_start_hours:
        age = f"({age} - {terms.head_start_hours:.1f} h)"
    return f"{terms.value:.3f} = log2({terms.weight}) - {age} / {terms.half_life_hours:g} h"


def _reason(terms: ranking.RankScore, outlets: int) -> str:
    """Where the weight or the head start of a story comes from."""
    if terms.head_start_hours:
        return f"a head start for {counted(outlets, 'outlet')}"
    return f"weight {terms.weight}"


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
