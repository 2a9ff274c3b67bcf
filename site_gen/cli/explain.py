"""``explain``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Any

import click

from site_gen.cli.options import common_options, options_of, read_only_contents


@click.command("explain")
@click.argument("record")
@click.argument("other", required=False)
@common_options
def command(
    record: str,
    other: str | None,
    *,
    lenient: bool,  # noqa: ARG001
    quiet: bool,  # noqa: ARG001
    verbose: bool,  # noqa: ARG001
    **site: Any,
) -> int:
    """Explain why RECORD (a path or an id) is shown or not, its rank and its story.

    With OTHER: explain why the two records are in one story, or are not.
    """
    from site_gen.explain import explain as explain_record
    from site_gen.explain import explain_pair
    from site_gen.options import Stopwatch

    options = options_of(**site)
    with read_only_contents(options, Stopwatch()) as contents:
        if other is None:
            lines = explain_record(contents, options, record)
        else:
            lines = explain_pair(contents, options, record, other)
        for line in lines:
            click.echo(line)
    return 0
