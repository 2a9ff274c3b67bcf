"""``publish``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from site_gen.cli.options import (
    INTERRUPTED,
    checked_site,
    options_of,
    refuse_address,
    site_options,
)
from site_gen.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from site_gen.cli.console import Plain
    from site_gen.options import Options
    from site_gen.publish.refusals import Refusal
    from site_gen.publish.repository import Repository


@click.command("publish")
@site_options
@click.option(
    "--remote", metavar="NAME", default="origin", show_default=True, help="Remote to push to."
)
@click.option(
    "--branch",
    metavar="NAME",
    default="gh-pages",
    show_default=True,
    help="Branch that the host serves.",
)
@click.option("--message", metavar="TEXT", help="Commit message.  [what changed]")
@click.option("--dry-run", is_flag=True, help="Print what would be done, without doing it.")
@click.option("--force", is_flag=True, help="Publish even if problems were found.")
@click.option(
    "--lenient",
    is_flag=True,
    help="Publish even if records have errors or dead links in their texts.",
)
def command(**given: Any) -> int:
    """Commit and push the built folder to the branch that the host serves."""
    try:
        return _publish(**given)
    except KeyboardInterrupt:
        click.echo("\ninterrupted (publish again: it checks what was pushed)", err=True)
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

    refuse_address(given["output"], "build --output ADDRESS publishes there")
    options = options_of(**given)
    config = load_config(options.config, base_url=options.base_url)
    _check_built(options)
    repository = _find_repository(options, remote, branch)
    if isinstance(repository, UsageError) and not dry_run:
        raise repository
    console = stderr(quiet=quiet)
    refusals = _check(console, options, lenient=lenient, verbose=verbose)
    if isinstance(repository, UsageError):
        for refusal in refusals:
            console.print(f"would be refused: {refusal.reason}")
        raise repository
    publish_options = PublishOptions(
        folder=options.folder,
        base_url=config.base_url,
        title=config.title,
        branch=branch,
        message=message or "",
        refusals=refusals,
        dry_run=dry_run,
        force=force,
        verbose=verbose,
    )
    publish(repository, publish_options, console.print)
    return 0


def _check_built(options: Options) -> None:
    from site_gen.output_marker import generated_files, has_marker

    # The marker is a hidden file, which uploads may have left out.
    if not (has_marker(options.folder) or generated_files(options.folder)):
        raise UsageError(
            f"{options.folder} is not a built site",
            hint="run build first, with the same options",
        )


def _find_repository(options: Options, remote: str, branch: str) -> Repository | UsageError:
    """The repository, or the error that a dry run raises after all other output."""
    from site_gen.publish.git import Git
    from site_gen.publish.repository import find_repository

    git = Git.of(options.site, os.environ, unattended=not sys.stdin.isatty())
    try:
        return find_repository(git, remote, branch)
    except UsageError as error:
        return error


def _check(
    console: Console | Plain, options: Options, *, lenient: bool, verbose: bool
) -> tuple[Refusal, ...]:
    """Print the output of ``check``; returns the reasons not to publish."""
    from site_gen.cli import messages
    from site_gen.publish.refusals import refusals as find_refusals

    with checked_site(options, console) as (contents, found, report):
        messages.show_problems(console, report.problems, options, everything=verbose)
        for line in messages.record_lines(report):
            console.print(line)
        if found.forecast:
            console.print(f"{options.folder}: {found.forecast.line}")
        return tuple(find_refusals(options, contents, found, lenient=lenient))
