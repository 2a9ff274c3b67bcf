"""``build``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from site_gen.cli.options import (
    FOLDER,
    common_options,
    options_of,
    status,
    writable_report,
    write_report,
)

if TYPE_CHECKING:
    from site_gen.model import BuildReport
    from site_gen.options import Options

_LONG = 2.0
"""Seconds after which one wants to know where they went."""
_FEW = 200
"""Pages: with --verbose, the reasons of fewer are told."""


@click.command("build")
@common_options
@click.option("--hold", is_flag=True, help="On errors that would take a page away, write nothing.")
@click.option("--explain-updates", is_flag=True, help="Say why each page was made.")
@click.option("--report", type=FOLDER, metavar="FILE.json", help="Write what was done as JSON.")
def command(
    report: Path | None,
    *,
    explain_updates: bool,
    lenient: bool,
    quiet: bool,
    verbose: bool,
    **given: Any,
) -> int:
    """Build the site."""
    from site_gen import messages
    from site_gen.build import build as build_site

    options = options_of(explain_updates=explain_updates or verbose, **given)
    writable_report(report)
    console = messages.stderr(quiet=quiet)
    start = time.perf_counter()
    result = build_site(options, messages.ProgressWatch(console))
    if not explain_updates:
        result = _without_many_reasons(result)
    messages.show_problems(console, result.problems, options.content, everything=verbose)
    for line in _lines(result, options, time.perf_counter() - start, verbose=verbose):
        console.print(line)
    if report:
        write_report(report, result)
    if not result.output:
        reason = "--strict" if options.strict and result.problems else "--hold"
        console.print(f"nothing was written, because of {reason} (mend the problems above)")
    if options.strict and result.problems:
        return 1
    return status(result.problems, lenient=lenient)


def _without_many_reasons(result: BuildReport) -> BuildReport:
    """The report, with the reasons why pages were made only if they can be read at a glance."""
    return result if len(result.why) < _FEW else msgspec.structs.replace(result, why={})


def _lines(result: BuildReport, options: Options, took: float, *, verbose: bool) -> Iterator[str]:
    """What is said of a build when it is done."""
    from site_gen import messages

    yield from messages.update_lines(result)
    if verbose:
        yield from messages.details(result, options.content)
    elif took >= _LONG and result.output:
        yield from messages.breakdown(result)
    yield from messages.summary(result, took)
