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
@click.option("--report", type=FOLDER, metavar="FILE.json", help="Write what was done as JSON.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors that end the command.")
@click.option("--verbose", is_flag=True, help="Tell of every source, and show tracebacks.")
def command(
    sources: tuple[str, ...],
    *,
    dry_run: bool,
    at_once: int,
    report: Path | None,
    quiet: bool,
    verbose: bool,
    now: datetime | None,
    **given: Any,
) -> int:
    """Read the sources of the configuration, and write a record of every new article.

    SOURCE is an address, a name or a domain, or a part of one; without it all are read.
    """
    from site_gen.cli.console import counting, stderr
    from site_gen.config import load_config
    from site_gen.fetch import fetch

    options = options_of(now=now or clock(), **given)
    writable_report(report)
    console = stderr(quiet=quiet)
    start = time.perf_counter()
    config = load_config(options.config)
    try:
        with counting(console, "read") as told:
            done = fetch(options, config, sources, dry_run=dry_run, at_once=at_once, told=told)
    except KeyboardInterrupt:
        click.echo("interrupted (what is written is whole; fetch again for the rest)", err=True)
        return INTERRUPTED
    for line in _lines(done, options.content, everything=verbose):
        console.print(line)
    console.print(_summary(done, time.perf_counter() - start))
    if report:
        write_report(report, done)
    return done.exit_status


def _lines(done: FetchReport, content: Path, *, everything: bool) -> Iterator[str]:
    """What a person should know of each source, the failures last: they are read first."""
    for source in done.sources:
        yield from _source_lines(source, content, everything=everything)
    for doubt in done.doubts:
        yield f"{(content / doubt.path).as_posix()}: left as it is: {doubt.reason}"
    for source in done.sources:
        if source.failure:
            hint = f" ({source.failure.hint})" if source.failure.hint else ""
            yield f"{_called(source)}: error: {source.failure.message}{hint}"


def _source_lines(source: SourceReport, content: Path, *, everything: bool) -> Iterator[str]:
    from site_gen.fetch.report import UNDATED, Status

    if source.moved_to:
        yield f"{_called(source)}: has moved (write url: {source.moved_to} in site.yaml)"
    if source.status is Status.GONE:
        yield f"{_called(source)}: is gone for good (take it out of site.yaml)"
    undated = sum(notice.code in UNDATED for notice in source.notices)
    if not everything:
        if undated and source.new:
            dates, them = ("date", "it") if undated == 1 else ("dates", "them")
            told = f"{undated:,} {dates} cannot be read (--verbose names {them})"
            yield f"{_called(source)}: {told}"
        return
    for notice in source.notices:
        yield f"{_called(source)}: {notice.entry}: {notice.code}: {notice.message}"
    for fault in source.faults:
        yield f"{_called(source)}: {fault}"
    if source.unmapped:
        names = ", ".join(f"{name} ({count})" for name, count in source.unmapped.items())
        yield f"{_called(source)}: categories without a topic: {names} (topics.map gives them one)"
    yield f"{_called(source)}: {_what(source)}, in {source.seconds:.1f} s"
    for path in source.records:
        yield f"  {(content / path).as_posix()}"


def _what(source: SourceReport) -> str:
    counts = (
        (source.new, "new"),
        (source.updated, "updated"),
        (source.known, "known"),
        (source.dropped, "dropped by rules"),
        (source.nowhere, "without an address"),
    )
    return ", ".join(f"{count:,} {what}" for count, what in counts if count) or str(source.status)


def _called(source: SourceReport) -> str:
    """Name and address; the address alone where the name is nothing but a part of it."""
    from site_gen.fetch.sources import name_of_address

    unnamed = source.name == name_of_address(source.url)
    return source.url if unnamed else f"{source.name}, {source.url}"


def _summary(done: FetchReport, seconds: float) -> str:
    sources = f"{len(done.sources):,} source{'' if len(done.sources) == 1 else 's'}"
    would = "would be " if done.dry_run else ""
    failed = f", {done.failed:,} failed" if done.failed else ""
    news = f"{done.new:,} new, {done.updated:,} updated" if done.new or done.updated else "no news"
    written = f" ({would}written)" if would and news != "no news" else ""
    return f"{sources}{failed}: {news}{written}, in {seconds:.1f} s"
