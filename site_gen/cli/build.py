"""``build``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click
import msgspec

from site_gen.cli.given import (
    FOLDER,
    common_options,
    options_of,
    status,
    writable_report,
    write_report,
)

_LONG = 2.0
"""Seconds after which one wants to know where they went."""


@click.command("build")
@common_options
@click.option("--hold", is_flag=True, help="On errors that would take a page away, write nothing.")
@click.option("--explain-updates", is_flag=True, help="Say why each page was made again.")
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

    options = options_of(**given)
    is_update = options.store.exists() and not options.full
    options = msgspec.structs.replace(
        options, explain_updates=explain_updates or (verbose and is_update)
    )
    writable_report(report)
    console = messages.stderr(quiet=quiet)
    start = time.perf_counter()
    result = build_site(options, messages.ProgressWatch(console))
    messages.show_problems(console, result.problems, options.content, everything=verbose)
    for line in messages.update_lines(result):
        console.print(line)
    if verbose:
        for line in messages.details(result, options.content):
            console.print(line)
    took = time.perf_counter() - start
    if took >= _LONG and not verbose and result.output:
        for line in messages.breakdown(result):
            console.print(line)
    for line in messages.summary(result, took):
        console.print(line)
    if report:
        write_report(report, result)
    if not result.output:
        reason = "--strict" if options.strict and result.problems else "--hold"
        console.print(f"nothing was written, because of {reason} (mend the problems above)")
    if options.strict and result.problems:
        return 1
    return status(result.problems, lenient=lenient)
