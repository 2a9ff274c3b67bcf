"""``fetch``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_gen.cli.options import (
    FOLDER,
    INTERRUPTED,
    Instant,
    clock,
    content_options,
    options_of,
    writable_report,
    write_report,
)
from site_gen.wording import counted

if TYPE_CHECKING:
    from site_gen.fetch.report import FetchReport, SourceReport


@click.command("fetch")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@content_options
@click.option("--now", type=Instant(), help="The instant at which sources are read.  [the clock]")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option(
    "--jobs",
    "at_once",
    type=click.IntRange(1, 256),
    default=32,
    show_default=True,
    help="Sources that are read at once; of one host never more than two.",
)
@click.option(
    "--report", "report_file", type=FOLDER, metavar="FILE.json", help="Write what was done as JSON."
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors that end the command.")
@click.option("--verbose", is_flag=True, help="Report every source, and show tracebacks.")
def command(
    sources: tuple[str, ...],
    *,
    dry_run: bool,
    at_once: int,
    report_file: Path | None,
    quiet: bool,
    verbose: bool,
    now: datetime | None,
    **site_options: Any,
) -> int:
    """Read the sources of the configuration, and write a record of every new article.

    SOURCE is an address, a name or a domain, or a part of one; without it all are read.
    """
    from site_gen.cli.console import counting, stderr
    from site_gen.config import load_config
    from site_gen.fetch import fetch

    options = options_of(now=now or clock(), **site_options)
    writable_report(report_file)
    console = stderr(quiet=quiet)
    start = time.perf_counter()
    config = load_config(options.config)
    try:
        with counting(console, "read") as count:
            report = fetch(
                options, config, sources, dry_run=dry_run, at_once=at_once, on_answer=count
            )
    except KeyboardInterrupt:
        click.echo("interrupted (written files are complete; fetch again for the rest)", err=True)
        return INTERRUPTED
    for line in _lines(report, options.content, verbose=verbose):
        console.print(line)
    console.print(_summary(report, time.perf_counter() - start))
    if report_file:
        write_report(report_file, report)
    return report.exit_status


def _lines(report: FetchReport, content: Path, *, verbose: bool) -> Iterator[str]:
    """What to know of each source; the failures last, where they are seen first."""
    for source in report.sources:
        yield from _source_lines(source, content, verbose=verbose)
    for refused in report.doubts:
        yield f"{(content / refused.path).as_posix()}: left as it is: {refused.reason}"
    for source in report.sources:
        if source.failure:
            hint = f" ({source.failure.hint})" if source.failure.hint else ""
            yield f"{_label(source)}: error: {source.failure.message}{hint}"


def _source_lines(source: SourceReport, content: Path, *, verbose: bool) -> Iterator[str]:
    from site_gen.fetch.report import UNDATED, Status

    label = _label(source)
    if source.moved_to:
        yield f"{label}: has moved (write url: {source.moved_to} in site.yaml)"
    if source.status is Status.GONE:
        yield f"{label}: is gone for good (remove it from site.yaml)"
    undated = sum(notice.code in UNDATED for notice in source.notices)
    if not verbose:
        if undated and source.new:
            dates = counted(undated, "date")
            yield f"{label}: {dates} cannot be read (--verbose lists the entries)"
        return
    for notice in source.notices:
        yield f"{label}: {notice.entry}: {notice.code}: {notice.message}"
    for fault in source.faults:
        yield f"{label}: {fault}"
    if source.unmapped:
        names = ", ".join(f"{name} ({count})" for name, count in source.unmapped.items())
        yield f"{label}: categories without a topic: {names} (add them to topics.map)"
    yield f"{label}: {_counts(source)}, in {source.seconds:.1f} s"
    for path in source.records:
        yield f"  {(content / path).as_posix()}"


def _counts(source: SourceReport) -> str:
    counts = (
        (source.new, "new"),
        (source.updated, "updated"),
        (source.known, "known"),
        (source.dropped, "dropped by rules"),
        (source.nowhere, "without an address"),
    )
    return ", ".join(f"{count:,} {what}" for count, what in counts if count) or str(source.status)


def _label(source: SourceReport) -> str:
    """Name and address; the address alone if the name is only a part of it."""
    from site_gen.fetch.sources import name_from_url

    unnamed = source.name == name_from_url(source.url)
    return source.url if unnamed else f"{source.name}, {source.url}"


def _summary(report: FetchReport, seconds: float) -> str:
    sources = counted(len(report.sources), "source")
    failed = f", {report.failed:,} failed" if report.failed else ""
    changes = report.new or report.updated
    news = f"{report.new:,} new, {report.updated:,} updated" if changes else "no news"
    written = " (would be written)" if report.dry_run and changes else ""
    return f"{sources}{failed}: {news}{written}, in {seconds:.1f} s"
