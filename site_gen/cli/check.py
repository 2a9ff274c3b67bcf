"""``check``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Any

import click
import msgspec

from site_gen.cli.given import common_options, newsroom_of, options_of, status


@click.command("check")
@common_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print what was found; json and github go to standard output.",
)
def command(form: str, *, lenient: bool, quiet: bool, verbose: bool, **given: Any) -> int:
    """Say all that build would complain of, and what is wrong with the built site."""
    from site_gen import messages
    from site_gen.checks import check_site, stops_an_edition
    from site_gen.model import Severity
    from site_gen.report import make_report

    options = options_of(**given)
    console = messages.stderr(quiet=quiet)
    watch = messages.ProgressWatch(console)
    newsroom = newsroom_of(options, watch)
    found = check_site(options, newsroom, watch)
    both = (*newsroom.problems, *found.problems)
    problems = tuple(sorted(both, key=lambda problem: problem.severity is Severity.WARNING))
    if form == "json":
        click.echo(messages.problems_json(problems))
    elif form == "github":
        for problem in problems:
            click.echo(messages.github_annotation(problem, options.content))
    else:
        messages.show_problems(console, problems, options.content, everything=verbose)
    result = make_report(options, newsroom, watch)
    for line in messages.record_lines(msgspec.structs.replace(result, problems=problems)):
        console.print(line)
    if form == "text" and found.forecast:
        console.print(messages.size_line(options.output, found.forecast.line))
    if options.strict and problems:
        return 1
    if lenient:
        return 1 if any(map(stops_an_edition, found.problems)) else 0
    return status(problems, lenient=False)
