"""Content → newsroom: the first half of the pipeline, shared by build, check and explain."""

from __future__ import annotations

import msgspec

from site_gen import admission, library, ranking, stories
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


def read_newsroom(options: Options, config: SiteConfig, watch: Stopwatch) -> Newsroom:
    """Content → records, problems and the library of all that is admitted."""
    with watch.stage("read"):
        listing = list_content(options.content)
        limit = config.limits.record_bytes
        records, invalid = gather_records(options.content, listing, limit, options.processes)
        notes, bad_notes = gather_notes(options.content, listing, limit)
    with watch.stage("relate"):
        policy = admission.Policy(
            config.admission, options.now, options.unpublished, options.future
        )
        admitted = admission.admit(records, policy)
        kept, clashes = library.one_per_url(admitted.records)
        related = {record.id: stories.coverage(record) for record in kept}
        everything = library.build_library(kept, related, notes)
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
        left_out=admitted.left_out,
        problems=tuple(problems),
    )


def _severest_first(problem: Problem) -> tuple[bool, str, int, int, str]:
    warning = problem.severity is Severity.WARNING
    return warning, problem.path, problem.line, problem.column, problem.message
