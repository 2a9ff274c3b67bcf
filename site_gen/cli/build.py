"""``build``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

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

_LONG = 2.0
"""Seconds of a build after which its totals by kind and stage are printed."""
_MANY = 200
"""With --verbose, the reasons of fewer pages than these are printed."""


@click.command("build")
@common_options
@click.option(
    "--hold", is_flag=True, help="Write nothing if an error would remove an existing page."
)
@click.option("--explain-updates", is_flag=True, help="Print why each page was made.")
@click.option("--report", type=FOLDER, metavar="FILE.json", help="Write a report as JSON.")
def command(
    report: Path | None,
    *,
    explain_updates: bool,
    lenient: bool,
    quiet: bool,
    verbose: bool,
    **site: Any,
) -> int:
    """Build the site."""
    from site_gen.build import build as build_site
    from site_gen.cli import messages
    from site_gen.cli.console import ProgressWatch, stderr

    options = options_of(explain_updates=explain_updates or verbose, **site)
    writable_report(report)
    console = stderr(quiet=quiet)
    start = time.perf_counter()
    result = build_site(options, ProgressWatch(console))
    took = time.perf_counter() - start
    if not explain_updates and len(result.why) >= _MANY:
        result = msgspec.structs.replace(result, why={})
    messages.show_problems(console, result.problems, options, everything=verbose)
    totals = took >= _LONG and bool(result.output)
    for line in messages.build_lines(result, options, took, details=verbose, totals=totals):
        console.print(line)
    if report:
        write_report(report, result)
    if not result.output:
        reason = "--strict" if options.strict and result.problems else "--hold"
        console.print(f"nothing was written, because of {reason} (fix the problems above)")
    if options.strict and result.problems:
        return 1
    return status(result.problems, lenient=lenient)
