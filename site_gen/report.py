"""The report of a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from site_gen.config import LanguageConfig
from site_gen.content import Content
from site_gen.folders import printable_path
from site_gen.model import BuildReport, Problem
from site_gen.options import Options, Stopwatch
from site_gen.outputs import WriteCounts
from site_gen.site_size import too_large


def _too_large(content: Content, total: int) -> tuple[Problem, ...]:
    """A warning about the size; the limit is for the sites of all languages together."""
    if isinstance(content.config, LanguageConfig):
        return ()
    return too_large(total, content.config.limits.site_bytes)


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
        problems=(*content.problems, *_too_large(content, sum(sizes.values()))),
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
        output=printable_path(str(options.output)) if counts else "",
    )
