"""``build``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import msgspec

from site_gen.address import location
from site_gen.cli.options import (
    FOLDER,
    common_options,
    options_of,
    status,
    writable_report,
    write_report,
)
from site_gen.errors import UsageError

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
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have the workers of a Dask cluster do the work: tcp://HOST:8786, local or local:4.",
)
@click.option(
    "--cluster-files",
    metavar="ADDRESS",
    help="A folder or address that all workers can read, if they do not see the site's folder.",
)
@click.option("--report", type=FOLDER, metavar="FILE.json", help="Write a report as JSON.")
def command(
    report: Path | None,
    *,
    cluster: str | None,
    cluster_files: str | None,
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

    _refuse_unsuitable(cluster, cluster_files, site["jobs"])
    options = options_of(explain_updates=explain_updates or verbose, **site)
    writable_report(report)
    console = stderr(quiet=quiet)
    start = time.perf_counter()
    watch = ProgressWatch(console)
    with ExitStack() as stack:
        workers = None
        if cluster is not None:
            from site_gen.cluster import cluster_workers

            files = location(cluster_files) if cluster_files else None
            note = watch.note if verbose else lambda _: None
            workers = stack.enter_context(cluster_workers(cluster, options, files, note))
        result = build_site(options, watch, workers)
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


def _refuse_unsuitable(cluster: str | None, files: str | None, jobs: int | None) -> None:
    """Raise UsageError for options that do not go together."""
    if cluster is not None and jobs:
        raise UsageError(
            "--jobs and --cluster exclude each other",
            hint="--cluster local:4 starts four processes",
        )
    if files is not None and cluster is None:
        raise UsageError("--cluster-files needs --cluster")
