"""``check``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Any

import click

from site_gen.cli.options import checked_site, common_options, options_of, status


@click.command("check")
@common_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print problems; json and github go to standard output.",
)
def command(output_format: str, *, lenient: bool, quiet: bool, verbose: bool, **site: Any) -> int:
    """Report problems of the records and of the built site. Writes nothing."""
    from site_gen.address import Address
    from site_gen.checks import stops_an_edition
    from site_gen.cli import messages
    from site_gen.cli.console import stderr

    options = options_of(**site)
    console = stderr(quiet=quiet)
    with checked_site(options, console) as (_, checked, report):
        pass
    problems = report.problems
    if output_format == "json":
        click.echo(messages.problems_json(problems))
    elif output_format == "github":
        for problem in problems:
            click.echo(messages.github_annotation(problem, options))
    else:
        messages.show_problems(console, problems, options, everything=verbose)
    for line in messages.record_lines(report):
        console.print(line)
    if isinstance(options.output, Address):
        console.print(
            f"{options.output}: only the content was checked, not the files at the address"
        )
    if output_format == "text" and checked.forecast:
        console.print(f"{options.output}: {checked.forecast.line}")
    if options.strict and problems:
        return 1
    if lenient:
        return 1 if any(map(stops_an_edition, checked.problems)) else 0
    return status(problems, lenient=False)
