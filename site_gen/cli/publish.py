"""``publish``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from site_gen.cli.options import INTERRUPTED, checked_site, options_of, site_options
from site_gen.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from site_gen.cli.console import Plain
    from site_gen.options import Options
    from site_gen.publish.refusals import Refusal
    from site_gen.publish.repository import Repository


@click.command("publish")
@site_options
@click.option("--remote", metavar="NAME", default="origin", show_default=True, help="Where to.")
@click.option(
    "--branch", metavar="NAME", default="gh-pages", show_default=True, help="Which is served."
)
@click.option("--message", metavar="TEXT", help="Of the commit.  [what changed]")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--force", is_flag=True, help="Publish in spite of everything that is found.")
@click.option(
    "--lenient",
    is_flag=True,
    help="Publish though records have errors, or links in their texts lead nowhere.",
)
def command(**given: Any) -> int:
    """Put the built folder on the branch that a host serves."""
    try:
        return _publish(**given)
    except KeyboardInterrupt:
        click.echo("\ninterrupted (publish again: it finds out what has arrived)", err=True)
        return INTERRUPTED


def _publish(
    *,
    remote: str,
    branch: str,
    message: str | None,
    dry_run: bool,
    force: bool,
    lenient: bool,
    quiet: bool,
    verbose: bool,
    **given: Any,
) -> int:
    from site_gen.cli.console import stderr
    from site_gen.config import load_config
    from site_gen.publish import PublishOptions, publish

    options = options_of(**given)
    config = load_config(options.config, base_url=options.base_url)
    _check_built(options)
    place = _place(options, remote, branch)
    if isinstance(place, UsageError) and not dry_run:
        raise place
    console = stderr(quiet=quiet)
    against = _examine(console, options, lenient=lenient, verbose=verbose)
    if isinstance(place, UsageError):
        for refusal in against:
            console.print(f"would be refused: {refusal.reason}")
        raise place
    wanted = PublishOptions(
        folder=options.output,
        base_url=config.base_url,
        title=config.title,
        branch=branch,
        message=message or "",
        refusals=against,
        dry_run=dry_run,
        force=force,
        verbose=verbose,
    )
    publish(place, wanted, console.print)
    return 0


def _check_built(options: Options) -> None:
    from site_gen.output_marker import generated_files, has_marker

    # A mark that went astray, as hidden files do in uploads, is no reason to refuse.
    if not (has_marker(options.output) or generated_files(options.output)):
        raise UsageError(
            f"{options.output} is no folder of a built site",
            hint="run build first, with the same options",
        )


def _place(options: Options, remote: str, branch: str) -> Repository | UsageError:
    """The repository, or what is missing: a dry run tells it when all else is told."""
    from site_gen.publish.git import Git
    from site_gen.publish.repository import find_repository

    git = Git.of(options.site, os.environ, unattended=not sys.stdin.isatty())
    try:
        return find_repository(git, remote, branch)
    except UsageError as error:
        return error


def _examine(
    console: Console | Plain, options: Options, *, lenient: bool, verbose: bool
) -> tuple[Refusal, ...]:
    """Say what ``check`` says, and find what speaks against publishing."""
    from site_gen.cli import messages
    from site_gen.publish.refusals import refusals

    with checked_site(options, console) as (content, found, report):
        messages.show_problems(console, report.problems, options.content, everything=verbose)
        for line in messages.record_lines(report):
            console.print(line)
        if found.forecast:
            console.print(f"{options.output}: {found.forecast.line}")
        return tuple(refusals(options, content, found, lenient=lenient))
