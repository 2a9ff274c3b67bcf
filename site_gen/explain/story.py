"""Which story a record is in, and why another record is in it too, or is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from site_gen import stories
from site_gen.content import Content
from site_gen.model import Record
from site_gen.options import Options
from site_gen.stories.evidence import Comparison, Evidence

_TERMS = 6
"""Shared terms that are named; the others hardly count."""


def story_lines(content: Content, options: Options, record: Record) -> Iterator[str]:
    """The record's story: who leads it, and what holds each of its records there."""
    story = content.library.story_of(record.id)
    providers = len(story.providers)
    if len(story.record_ids) == 1:
        yield f"story: of this record alone, {_count(providers, 'outlet')} with its related list"
        if record.story.casefold() == stories.ALONE:
            yield "  story: none keeps it alone"
        return
    comparison = _comparison(content, options, story.record_ids)
    yield f"story: {_count(len(story.record_ids), 'record')}, {_count(providers, 'outlet')}"
    for id_ in story.record_ids:
        other = content.library.record(id_)
        marks = [
            *(["this record"] if id_ == record.id else []),
            *(["first"] if id_ == story.id else []),
            *(["leads"] if id_ == story.lead else []),
        ]
        if id_ != record.id:
            marks += _short(record, other, _evidence(content, comparison, record, other))
        yield f"  {other.published_at:%Y-%m-%d %H:%M} {id_}: {', '.join(marks)}"


def pair_lines(content: Content, options: Options, record: Record, other: Record) -> Iterator[str]:
    """Why these two records are, or are not, in one story."""
    library = content.library
    one = library.relations(record.id).story == library.relations(other.id).story
    told = [*library.story_of(record.id).record_ids, *library.story_of(other.id).record_ids]
    found = _evidence(content, _comparison(content, options, told), record, other)
    yield f"{'one story' if one else 'two stories'}: {record.id} and {other.id}"
    yield f"apart: {found.hours:.1f} h, {_reach(found)}"
    if record.story or other.story:
        names = f"“{record.story or 'nothing'}” and “{other.story or 'nothing'}”"
        yield f"by hand: story says {names}"
    yield f"lists: {'both are or name ' + ', '.join(found.listed) if found.listed else 'nothing'}"
    shared = ", ".join(f"{term} {value:.3f}" for term, value in found.terms[:_TERMS])
    more = len(found.terms) - _TERMS
    yield f"shared terms: {shared or 'none'}{f' and {more} more' if more > 0 else ''}"
    threshold = content.config.stories.threshold
    yield f"likeness of the two: {found.likeness:.3f}"
    what = "record and the rest of its story" if one else "two stories"
    yield f"likeness of the {what}: {found.groups:.3f} ({_needed(threshold, found)})"


def _comparison(content: Content, options: Options, ids: Iterable[str]) -> Comparison:
    """What compares these records: it knows all that were published in their blocks of time."""
    config, library = content.config, content.library
    ids = [id_ for block in _blocks(content, ids) for id_ in block]
    records = stories.joinable_records(map(library.record, ids))
    likeness = stories.likeness_for(config.stories, config.locale, options.cache)
    return Comparison(records, config.stories, likeness, config.locale)


def _blocks(content: Content, ids: Iterable[str]) -> list[list[str]]:
    """The ids of the records of each block of time that one of these is in."""
    store = content.store
    blocks = {store.value("SELECT block FROM shown WHERE id = ?", id_) for id_ in ids}
    return [
        store.column("SELECT id FROM shown WHERE block = ?", block)
        for block in sorted(blocks - {None})
    ]


def _evidence(content: Content, comparison: Comparison, record: Record, other: Record) -> Evidence:
    """What was weighed when the two records, with what surrounds them, were compared."""
    library = content.library
    one = library.relations(record.id).story == library.relations(other.id).story
    mine = [] if one else _others(content, record, {record.id, other.id})
    theirs = _others(content, other, {record.id, other.id})
    return comparison.evidence(
        [_with_list(content, record), *mine], [_with_list(content, other), *theirs]
    )


def _with_list(content: Content, record: Record) -> Record:
    return msgspec.structs.replace(record, related=content.library.all_related(record.id))


def _others(content: Content, record: Record, known: set[str]) -> list[Record]:
    ids = content.library.story_of(record.id).record_ids
    return [content.library.record(id_) for id_ in ids if id_ not in known]


def _short(record: Record, other: Record, found: Evidence) -> list[str]:
    if record.story and record.story == other.story:
        return [f"by hand, “{record.story}”"]
    lists = ["by a related list"] if found.listed else []
    terms = " ".join(term for term, _ in found.terms[:3])
    return [*lists, f"likeness {found.likeness:.3f}" + (f" ({terms} …)" if terms else "")]


def _reach(found: Evidence) -> str:
    return "near enough" if found.within_reach else "too far to be put in one story"


def _needed(threshold: float, found: Evidence) -> str:
    if not threshold:
        return "not asked for: stories.threshold is 0"
    if found.listed:
        return f"with a list {threshold / 2:g} is enough, without one {threshold:g} is needed"
    return f"{threshold:g} is needed, by stories.threshold"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
