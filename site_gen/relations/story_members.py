"""The records of one story → the story: its lead, its entries, and when each provider published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from site_gen import ranking
from site_gen.instants import from_micros, micros
from site_gen.model import Arrival, CoverageRef, Story
from site_gen.model.facts import RecordFacts, RelatedFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.duplicates import decode_facts
from site_gen.relations.heat import story_heats
from site_gen.relations.related_entries import decode_resolved
from site_gen.zones import UTC_ZONE, Zone

_Entry = tuple["StoryMember", int]
"""A record, and the position of an entry in its shown related list."""


class StoryMember(NamedTuple):
    """A record of a story."""

    n: int
    id: str
    published_at: datetime
    quality: int
    heat: int | None
    provider: str
    facts: RecordFacts
    entries: Sequence[RelatedFacts]
    """The related entries that are shown."""
    resolved: Sequence[int]
    """For each of these the record that it is, or 0."""


def member_of(n: int, facts_data: bytes, resolved: bytes | None, aliases: Aliases) -> StoryMember:
    """A record of a story, from columns of ``shown``."""
    facts = decode_facts(facts_data)
    entries = facts.shown_related
    return StoryMember(
        *(n, facts.id, from_micros(facts.published), facts.quality, facts.heat),
        aliases.provider(facts.provider.key),
        facts,
        entries,
        decode_resolved(resolved) if resolved else (0,) * len(entries),
    )


def story_from(
    members: Sequence[StoryMember],
    aliases: Aliases,
    half_life_hours: float,
    zone: Zone = UTC_ZONE,
) -> Story:
    """The story of these records, which are ordered from the oldest.

    ``zone`` is that of days without an hour.
    """
    entries = _entries(members)
    first: dict[str, int] = {}
    untimed: dict[str, None] = {}
    for slug, published in _times(members, entries, aliases):
        if published is None:
            untimed[slug] = None
        elif slug not in first or published < first[slug]:
            first[slug] = published
    # By time, then by slug; sorted twice, since tuples would be compared in Python.
    timed = sorted(first)
    timed.sort(key=first.__getitem__)
    instants = [from_micros(first[slug]) for slug in timed]
    arrivals = tuple(
        [Arrival(at, slug, zone.is_day_only(at)) for at, slug in zip(instants, timed, strict=True)]
    )
    only_untimed = [slug for slug in untimed if slug not in first]
    slugs = {member.id: member.provider for member in members}
    story = Story(
        id=members[0].id,
        lead=members[0].id,
        record_ids=tuple([member.id for member in members]),
        entries=tuple([CoverageRef(member.id, position) for member, position in entries]),
        arrivals=arrivals,
        providers=(*timed, *only_untimed),
        heats=story_heats(members, slugs, arrivals, len(only_untimed), half_life_hours, zone),
    )
    if len(members) == 1:
        return story
    lead = ranking.lead(members, story.heat_of, half_life_hours)
    return msgspec.structs.replace(story, lead=lead.id)


def _entries(members: Sequence[StoryMember]) -> list[_Entry]:
    """The related entries that are not records of the site, each article once."""
    listed = [
        (member, position, entry.keys)
        for member in members
        for position, (entry, record) in enumerate(
            zip(member.entries, member.resolved, strict=True)
        )
        if not record
    ]
    if len(members) == 1:
        return [(member, position) for member, position, _ in listed]
    seen: set[int] = set()
    entries = []
    for member, position, keys in listed:
        if seen.isdisjoint(keys):
            entries.append((member, position))
        seen.update(keys)
    return entries


def _times(
    members: Sequence[StoryMember], entries: Sequence[_Entry], aliases: Aliases
) -> Iterator[tuple[str, int | None]]:
    """For each article of the story its provider and time of publication."""
    for member in members:
        yield member.provider, member.facts.published
    for member, position in entries:
        entry = member.entries[position]
        yield aliases.provider(entry.provider.key), entry.published


def delays(story: Story | None) -> Mapping[str, int]:
    """Provider → microseconds from the first article of the story to the provider's first.

    Only articles whose hour is known count; empty if fewer than two providers have one.
    """
    if story is None or len(story.arrivals) < 2:
        return {}
    timed = [arrival for arrival in story.arrivals if not arrival.day_only]
    if len(timed) < 2:
        return {}
    start = micros(timed[0].at)
    return {arrival.provider: micros(arrival.at) - start for arrival in timed}
