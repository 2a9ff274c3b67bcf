"""What a build did, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from site_gen.model import BuildReport, Problem, Severity
from site_gen.newsroom import Newsroom
from site_gen.options import Options, Stopwatch
from site_gen.write import Change, Written


def too_large(total: int, limit: int) -> tuple[Problem, ...]:
    """A warning if a site of ``total`` bytes is larger than its host allows."""
    if total <= limit:
        return ()
    return (
        Problem(
            "",
            f"the site has {total:,} bytes, more than the {limit:,} of limits.site_bytes",
            Severity.WARNING,
            "site-size",
            hint="leave out old records with admission.max_age_days",
        ),
    )


def make_report(
    options: Options,
    newsroom: Newsroom,
    clock: Stopwatch,
    made: list[tuple[str, Written]] | None = None,
    removed: int = 0,
    reused: Mapping[str, int] | None = None,
) -> BuildReport:
    """The report of a build; ``made`` are its files with their kinds."""
    made = made or []
    sizes: Counter[str] = Counter()
    for kind, file in made:
        sizes[kind] += file.size
    changes = Counter(file.change for _, file in made)
    reasons = Counter(str(reason) for reason in newsroom.left_out.values())
    return BuildReport(
        read=len(newsroom.paths),
        published=len(newsroom.library.records),
        left_out=dict(reasons),
        left_out_records={path: str(reason) for path, reason in newsroom.left_out.items()},
        invalid=len(newsroom.paths) - len(newsroom.library.records) - len(newsroom.left_out),
        problems=(*newsroom.problems, *too_large(sizes.total(), newsroom.config.limits.site_bytes)),
        written=changes[Change.WRITTEN],
        unchanged=changes[Change.UNCHANGED],
        removed=removed,
        pages=dict(Counter(kind for kind, _ in made)),
        bytes=dict(sizes),
        reused=reused or {},
        seconds=clock.rounded(),
        output=str(options.output) if made else "",
    )
