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
    from site_gen.config import SiteConfig
    from site_gen.options import Options
    from site_gen.publish.destination import Destination, Refusal
    from site_gen.publish.destinations import Place
    from site_gen.publish.opening import BranchOptions


@click.command("publish")
@site_options
@click.option(
    "--to",
    metavar="DESTINATION",
    default="github-pages",
    show_default=True,
    help="Where to publish: github-pages, user@host:/path, netlify, cloudflare-pages, s3://…",
)
@click.option("--remote", metavar="NAME", help="Remote to push to.  [origin]")
@click.option("--branch", metavar="NAME", help="Branch that the host serves.  [gh-pages]")
@click.option("--message", metavar="TEXT", help="Commit message.  [what changed]")
@click.option("--dry-run", is_flag=True, help="Print what would be done, without doing it.")
@click.option("--force", is_flag=True, help="Publish even if problems were found.")
@click.option(
    "--lenient",
    is_flag=True,
    help="Publish even if records have errors or dead links in their texts.",
)
def command(**given: Any) -> int:
    """Publish the built folder, by default on GitHub Pages."""
    try:
        return _publish(**given)
    except KeyboardInterrupt:
        click.echo("\ninterrupted (publish again: it compares with what is published)", err=True)
        return INTERRUPTED


def _publish(
    *,
    to: str,
    remote: str | None,
    branch: str | None,
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
    from site_gen.publish.destinations import read_destination

    refuse_address(given["output"], "publish --to ADDRESS uploads a built folder")
    options = options_of(**given)
    place = read_destination(to, options.site)
    branch_options = _branch_options(to, remote=remote, branch=branch, message=message)
    config = load_config(options.config, base_url=options.base_url)
    _check_built(options)
    destination = _find_destination(place, options, config, branch_options)
    if isinstance(destination, UsageError) and not dry_run:
        raise destination
    console = stderr(quiet=quiet)
    refusals = _check(console, options, lenient=lenient, verbose=verbose)
    if isinstance(destination, UsageError):
        for refusal in refusals:
            console.print(f"would be refused: {refusal.reason}")
        raise destination
    publish_options = PublishOptions(
        folder=options.folder, refusals=refusals, dry_run=dry_run, force=force, verbose=verbose
    )
    publish(destination, publish_options, console.print)
    return 0


def _branch_options(to: str, **given: str | None) -> BranchOptions:
    """Options of GitHub Pages; raises UsageError if one was given for another destination."""
    from site_gen.publish.destinations import GITHUB_PAGES
    from site_gen.publish.opening import BranchOptions

    named = {name: value for name, value in given.items() if value is not None}
    if named and to != GITHUB_PAGES:
        raise UsageError(
            f"{', '.join(f'--{name}' for name in named)} cannot be used with --to {to}",
            hint=f"only {GITHUB_PAGES} pushes to a branch",
        )
    return BranchOptions(**named)


def _check_built(options: Options) -> None:
    from site_gen.output_marker import generated_files, has_marker

    # The marker is a hidden file, which uploads may have left out.
    if not (has_marker(options.folder) or generated_files(options.folder)):
        raise UsageError(
            f"{options.folder} is not a built site",
            hint="run build first, with the same options",
        )


def _find_destination(
    place: Place, options: Options, config: SiteConfig, branch: BranchOptions
) -> Destination | UsageError:
    """The destination, or the error that a dry run raises after all other output."""
    from site_gen.publish.opening import Session, open_destination

    session = Session(os.environ, unattended=not sys.stdin.isatty())
    try:
        return open_destination(place, options, config, session, branch)
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
