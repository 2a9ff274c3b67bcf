"""The records of one story → the story: its lead, its entries, and when each provider published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from site_gen import ranking
from site_gen.instants import from_micros
from site_gen.language_tags import base_language
from site_gen.model import Arrival, Copy, CoverageRef, Story
from site_gen.model.facts import RecordFacts, RelatedFacts, TextFacts
from site_gen.publication import NEVER, publication
from site_gen.relations.aliases import Aliases
from site_gen.relations.copies import StoryText, find_copies
from site_gen.relations.delays import delays, order_of_time
from site_gen.relations.duplicates import decode_facts
from site_gen.relations.heat import story_heats
from site_gen.relations.related_entries import decode_resolved
from site_gen.zones import UTC_ZONE, Zone

_Entry = tuple["StoryMember", int]
"""A record, and the position of an entry in its shown related list."""


class StoryRules(NamedTuple):
    """What stories depend on besides their records."""

    half_life_hours: float
    zone: Zone = UTC_ZONE
    """That of days without an hour."""
    now: int = NEVER
    """Microseconds since 1970. Times of entries after it count as unknown."""
    locale: str = "en"
    """That of records without one."""


class _StoryArticle(NamedTuple):
    """A record or related entry of a story."""

    provider: str
    """Slug."""
    published: int | None
    text: TextFacts | None
    time_known: bool = True


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


def story_from(members: Sequence[StoryMember], aliases: Aliases, rules: StoryRules) -> Story:
    """The story of these records, which are ordered from the oldest."""
    half_life, zone = rules.half_life_hours, rules.zone
    entries = entries_of(members)
    articles = _articles(members, entries, aliases, rules.now)
    first: dict[str, int] = {}
    untimed: dict[str, None] = {}
    for slug, published, *_ in articles:
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
    copies, behind = _copies_and_delays(articles, rules)
    story = Story(
        id=members[0].id,
        lead=members[0].id,
        record_ids=tuple([member.id for member in members]),
        entries=tuple([CoverageRef(member.id, position) for member, position in entries]),
        arrivals=arrivals,
        providers=(*timed, *only_untimed),
        copies=copies,
        delays=behind,
        heats=story_heats(members, slugs, arrivals, len(only_untimed), half_life, zone),
    )
    if len(members) == 1:
        return story
    lead = ranking.lead(members, story.heat_of, half_life)
    return msgspec.structs.replace(story, lead=lead.id)


def entries_of(members: Sequence[StoryMember]) -> list[_Entry]:
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


def _articles(
    members: Sequence[StoryMember], entries: Sequence[_Entry], aliases: Aliases, now: int
) -> list[_StoryArticle]:
    """The articles of the story: its records, then its entries."""
    articles = [
        _StoryArticle(member.provider, facts.published, facts.text, facts.time_known)
        for member in members
        for facts in (member.facts,)
    ]
    for member, position in entries:
        entry = member.entries[position]
        is_past = entry.published is not None and entry.published <= now
        articles.append(
            _StoryArticle(
                aliases.provider(entry.provider.key),
                entry.published if is_past else None,
                entry.text,
            )
        )
    return articles


def _copies_and_delays(
    articles: Sequence[_StoryArticle], rules: StoryRules
) -> tuple[Mapping[int, Copy], Mapping[str, int]]:
    providers = [article.provider for article in articles]
    if len(set(providers)) < 2:
        return {}, {}
    publications = [
        publication(article.published, rules.zone, time_known=article.time_known, now=rules.now)
        for article in articles
    ]
    in_order = order_of_time(publications, providers)
    texts = [
        StoryText(article.provider, article.text, _language(article.text, rules.locale))
        for article in articles
    ]
    copies = find_copies(texts, in_order)
    return copies, delays(publications, providers, in_order, copies)


def _language(text: TextFacts | None, locale: str) -> str:
    """The language of an agency's text; ``locale`` is that of the site."""
    return base_language(text.locale or locale) if text and text.agency else ""
