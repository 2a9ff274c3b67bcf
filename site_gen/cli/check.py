"""``check``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Any

import click

from site_gen.cli.options import common_options, examined, options_of, status


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
    from site_gen.checks import stops_an_edition

    options = options_of(**given)
    console = messages.stderr(quiet=quiet)
    with examined(options, console) as (_, found, report):
        pass
    problems = report.problems
    if form == "json":
        click.echo(messages.problems_json(problems))
    elif form == "github":
        for problem in problems:
            click.echo(messages.github_annotation(problem, options.content))
    else:
        messages.show_problems(console, problems, options.content, everything=verbose)
    for line in messages.record_lines(report):
        console.print(line)
    if form == "text" and found.forecast:
        console.print(messages.size_line(options.output, found.forecast.line))
    if options.strict and problems:
        return 1
    if lenient:
        return 1 if any(map(stops_an_edition, found.problems)) else 0
    return status(problems, lenient=False)
