"""``explain``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Any

import click

from site_gen.cli.options import common_options, content_of, options_of


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
    **given: Any,
) -> int:
    """Say why RECORD (a path or an id) is in the site or out, and in which story.

    With OTHER: why the two are in one story, or are not.
    """
    from site_gen.explain import explain as explain_record
    from site_gen.explain import explain_pair
    from site_gen.options import Stopwatch

    options = options_of(**given)
    with content_of(options, Stopwatch()) as content:
        if other is None:
            lines = explain_record(content, options, record)
        else:
            lines = explain_pair(content, options, record, other)
        for line in lines:
            click.echo(line)
    return 0
