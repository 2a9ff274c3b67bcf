"""The report of a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from site_gen.content import Content
from site_gen.folders import written_down
from site_gen.model import BuildReport, Problem, Severity
from site_gen.options import Options, Stopwatch
from site_gen.outputs import WriteCounts


def too_large(total: int, limit: int) -> tuple[Problem, ...]:
    """A warning if a site of ``total`` bytes is larger than ``limits.site_bytes``."""
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
    content: Content,
    clock: Stopwatch,
    files: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {}),
    written: WriteCounts | None = None,
) -> BuildReport:
    """The report of a build; ``files`` are the numbers and bytes of its files by kind."""
    written = written or WriteCounts()
    counts, sizes = files
    total = sum(counts.values())
    read, published, left_out = content.files, content.library.count, content.left_out
    return BuildReport(
        read=read,
        published=published,
        left_out=dict(Counter(str(reason) for reason in left_out.values())),
        left_out_records={path: str(reason) for path, reason in left_out.items()},
        invalid=read - published - len(left_out),
        problems=(
            *content.problems,
            *too_large(sum(sizes.values()), content.config.limits.site_bytes),
        ),
        written=written.written,
        unchanged=total - written.written,
        removed=written.removed,
        pages=counts,
        bytes=sizes,
        reused={
            "records": read - content.parsed,
            "blocks": content.blocks_reused,
            "files": total - written.made,
        },
        why=written.why,
        seconds=clock.rounded(),
        output=written_down(str(options.output)) if counts else "",
    )
