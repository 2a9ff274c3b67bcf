"""Content → newsroom: the first half of the pipeline, shared by build, check and explain."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import msgspec

from site_gen import admission, library, ranking, stories, workers
from site_gen.cache.memory import Memory
from site_gen.config import SiteConfig
from site_gen.gather import gather_notes, gather_records, place_problems
from site_gen.load import list_content
from site_gen.model import LeftOut, Library, Problem, Record, Severity
from site_gen.options import Options, Stopwatch


class Newsroom(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known once the content has been read: what a site is made from."""

    config: SiteConfig
    paths: tuple[str, ...]
    """Every record file found."""
    records: tuple[Record, ...]
    """Every valid record, admitted or not."""
    library: Library
    top: tuple[str, ...]
    """Ids of the top stories, best first."""
    left_out: dict[str, LeftOut]
    """Path of a valid record → why it is left out."""
    problems: tuple[Problem, ...]
    """All problems of the run, the most severe first."""


@contextmanager
def _nothing_is_garbage() -> Iterator[None]:
    """Leave the garbage collector off while all is made that stays until the end.

    It would look through it again and again, and find nothing. Nor does it later, so that
    workers, which share this memory, need not copy it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()  # what an earlier build of this process left
        gc.freeze()
        if was_on:
            gc.enable()


@_nothing_is_garbage()
def read_newsroom(
    options: Options, config: SiteConfig, watch: Stopwatch, memory: Memory | None = None
) -> Newsroom:
    """Content → records, problems and the library of all that is admitted.

    What is in the ``memory`` is not done again.
    """
    readings, known = (memory.readings, memory.groups) if memory else (None, None)
    with watch.stage("read"):
        listing = memory.listing if memory else list_content(options.content)
        limit = config.limits.record_bytes
        records, invalid = gather_records(
            options.content, listing, limit, options.processes, readings
        )
        notes, bad_notes = gather_notes(options.content, listing, limit)
    with watch.stage("relate"):
        policy = admission.Policy(
            config.admission, options.now, options.unpublished, options.future
        )
        admitted = admission.admit(records, policy)
        named, clashes = library.one_per_url(admitted.records)
        kept, duplicates = stories.one_per_article(named)
    with watch.stage("group"):
        likeness = stories.likeness_for(config.stories, config.locale, options.cache)
        copies = [(duplicates[record.id], record) for record in named if record.id in duplicates]
        share = _in_turn if config.stories.semantic else partial(_shared, options.processes)
        grouping = stories.group(kept, config.stories, likeness, copies, known, share)
    with watch.stage("relate"):
        half_life = config.ranking.half_life_hours
        lead = partial(ranking.lead, half_life_hours=half_life)
        everything = library.build_library(kept, grouping, notes, duplicates, lead, half_life)
        top = ranking.top_stories(everything, config.ranking)
    future = admission.future_problems(records, options.now)
    doubtful = library.note_problems(notes, everything.topics)
    late = place_problems(options.content, (*future, *doubtful), limit)
    problems = sorted((*invalid, *bad_notes, *clashes, *late), key=_severest_first)
    return Newsroom(
        config=config,
        paths=listing.records,
        records=records,
        library=everything,
        top=top,
        left_out={**admitted.left_out, **_same_article(named, duplicates)},
        problems=tuple(problems),
    )


_in_turn = map
"""Meanings lie in one file, which processes must not write to at once."""
_BLOCKS = 8
"""Blocks that are worth starting processes for."""


def _shared(jobs: int, task: Callable[[int], stories.Grouped], blocks: Sequence[int]) -> Any:
    """Blocks are shared in long runs: each needs what is known of the two before it."""
    chunk = max(_BLOCKS, -(-len(blocks) // (4 * jobs)))
    return workers.map_ordered(task, blocks, jobs, worth_it=2 * _BLOCKS, chunk=chunk)


def with_problems(newsroom: Newsroom, problems: Iterable[Problem]) -> Newsroom:
    """The newsroom with problems that were found later."""
    everything = sorted((*newsroom.problems, *problems), key=_severest_first)
    return msgspec.structs.replace(newsroom, problems=tuple(everything))


def _same_article(records: tuple[Record, ...], duplicates: Mapping[str, str]) -> dict[str, LeftOut]:
    return {record.path: LeftOut.DUPLICATE for record in records if record.id in duplicates}


def _severest_first(problem: Problem) -> tuple[bool, str, int, int, str]:
    warning = problem.severity is Severity.WARNING
    return warning, problem.path, problem.line, problem.column, problem.message
