"""Why records are in one story or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from site_gen import stories
from site_gen.config import SiteConfig, default_locale
from site_gen.content import Content
from site_gen.model import Record
from site_gen.options import Options
from site_gen.relations.chains import stored_block
from site_gen.stories.evidence import Comparison, Evidence
from site_gen.wording import counted
from site_gen.zones import zone_named

_MOST_TERMS = 6
"""Shared terms that are listed, the strongest first."""


def story_lines(content: Content, options: Options, record: Record) -> Iterator[str]:
    """The records of a record's story: its first, its lead, and why each is in it."""
    story = content.library.story_of(record.id)
    providers = len(story.providers)
    if len(story.record_ids) == 1:
        yield f"story: of this record alone, {counted(providers, 'outlet')} with its related list"
        if record.story.casefold() == stories.ALONE:
            yield "  the record has story: none"
        return
    comparison = _comparison(content, options, story.record_ids)
    yield f"story: {counted(len(story.record_ids), 'record')}, {counted(providers, 'outlet')}"
    for record_id in story.record_ids:
        other = content.library.record(record_id)
        notes = [
            *(["this record"] if record_id == record.id else []),
            *(["first"] if record_id == story.id else []),
            *(["leads"] if record_id == story.lead else []),
        ]
        if record_id != record.id:
            notes += _reasons(record, other, _evidence(content, comparison, record, other))
        at = zone_named(content.config.timezone).local(other.published_at)
        yield f"  {at:%Y-%m-%d %H:%M} {record_id}: {', '.join(notes)}"


def clock_time(config: SiteConfig, instant: datetime) -> str:
    """An instant in the site's time zone: ``2021-06-16 05:33 UTC``."""
    return f"{zone_named(config.timezone).local(instant):%Y-%m-%d %H:%M} {config.timezone}"


def pair_lines(content: Content, options: Options, record: Record, other: Record) -> Iterator[str]:
    """Why these two records are, or are not, in one story."""
    library = content.library
    is_one = library.relations(record.id).story == library.relations(other.id).story
    ids = [*library.story_of(record.id).record_ids, *library.story_of(other.id).record_ids]
    evidence = _evidence(content, _comparison(content, options, ids), record, other)
    yield f"{'one story' if is_one else 'two stories'}: {record.id} and {other.id}"
    yield f"apart: {evidence.hours:.1f} h, {_reach(evidence, is_one=is_one)}"
    if record.story or other.story:
        names = f"“{record.story or 'nothing'}” and “{other.story or 'nothing'}”"
        yield f"by hand: the field story is {names}"
    lists = f"both are or name {', '.join(evidence.listed)}" if evidence.listed else "nothing"
    yield f"lists: {lists}"
    shared = ", ".join(f"{term} {value:.3f}" for term, value in evidence.terms[:_MOST_TERMS])
    more = len(evidence.terms) - _MOST_TERMS
    yield f"shared terms: {shared or 'none'}{f' and {more} more' if more > 0 else ''}"
    yield f"likeness of the two: {evidence.likeness:.3f}"
    groups = "record and the rest of its story" if is_one else "two stories"
    needed = _needed(content, evidence)
    yield f"likeness of the {groups}: {evidence.groups:.3f} ({needed})"


def _comparison(content: Content, options: Options, ids: Iterable[str]) -> Comparison:
    """A comparison of all records in the blocks of these records."""
    config, library = content.config, content.library
    ids = [id_ for block in _blocks(content, ids) for id_ in block]
    records = stories.joinable_records(map(library.record, ids))
    locale = default_locale(config)
    likeness = stories.likeness_for(config.stories, locale, options.cache)
    return Comparison(records, config.stories, likeness, locale)


def _blocks(content: Content, ids: Iterable[str]) -> list[list[str]]:
    """The ids of all records of each block that has one of these ids."""
    store = content.store
    blocks = {store.value("SELECT block FROM shown WHERE id = ?", id_) for id_ in ids}
    return [
        store.column("SELECT id FROM shown WHERE block = ?", block)
        for block in sorted(blocks - {None})
    ]


def _evidence(content: Content, comparison: Comparison, record: Record, other: Record) -> Evidence:
    """Evidence on two records, compared with the rest of their stories as grouping did."""
    library = content.library
    is_one = library.relations(record.id).story == library.relations(other.id).story
    mine = [] if is_one else _others(content, record, {record.id, other.id})
    theirs = _others(content, other, {record.id, other.id})
    events = _events(content, (record.id, other.id))
    return comparison.evidence(
        [_with_list(content, record), *mine], [_with_list(content, other), *theirs], events
    )


def _with_list(content: Content, record: Record) -> Record:
    return msgspec.structs.replace(record, related=content.library.all_related(record.id))


def _others(content: Content, record: Record, excluded: set[str]) -> list[Record]:
    """The records of a record's story without those excluded."""
    ids = content.library.story_of(record.id).record_ids
    return [content.library.record(id_) for id_ in ids if id_ not in excluded]


def _reasons(record: Record, other: Record, evidence: Evidence) -> list[str]:
    if record.story and record.story == other.story:
        return [f"by hand, “{record.story}”"]
    lists = ["by a related list"] if evidence.listed else []
    terms = " ".join(term for term, _ in evidence.terms[:3])
    return [*lists, f"likeness {evidence.likeness:.3f}" + (f" ({terms} …)" if terms else "")]


def _reach(evidence: Evidence, *, is_one: bool) -> str:
    if evidence.within_reach:
        return "near enough"
    apart = "too far apart to continue each other"
    return f"{apart}; records of the story lie between" if is_one else apart


def _needed(content: Content, evidence: Evidence) -> str:
    if not content.config.stories.threshold:
        return "not used: stories.threshold is 0"
    needed = f"{evidence.threshold:.3f} is needed"
    if evidence.listed:
        needed = f"with a list {evidence.threshold / 2:.3f} is enough, without one {needed}"
    return f"{needed}, by stories.threshold and {evidence.events:.0f} events"


def _events(content: Content, ids: Iterable[str]) -> float:
    """How many events the blocks of these records are about; that of the block with more."""
    store = content.store
    blocks = [store.value("SELECT block FROM shown WHERE id = ?", id_) for id_ in ids]
    grouped = [stored_block(store, block) for block in blocks]
    return max((block.events for block in grouped if block), default=0.0)
