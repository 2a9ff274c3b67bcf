"""``sources``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from site_gen.cli.options import content_options, options_of

if TYPE_CHECKING:
    from site_gen.fetch.source_status import SourceRow


@click.command("sources")
@content_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the list.",
)
def command(form: str, **given: Any) -> int:
    """List the sources: when each was last read, how much it brings, and since when it fails."""
    from site_gen.config import load_config
    from site_gen.fetch.source_status import listed
    from site_gen.fetch.state import read_states

    options = options_of(**given)
    config = load_config(options.config)
    found = listed(config.sources, read_states(options.cache))
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    elif found:
        for line in _table(found):
            click.echo(line)
    else:
        click.echo(
            "there are no sources (list feeds under sources in site.yaml, or take them from OPML: "
            "python -m site_gen import-opml FILE)",
            err=True,
        )
    return 0


def _table(found: Sequence[SourceRow]) -> list[str]:
    """The sources in columns, each with what is wrong with it at the end of its line."""
    rows = [("source", "address", "last success", "items a day", "state")]
    for each in found:
        last = f"{each.last_success:%Y-%m-%d %H:%M}" if each.last_success else "never"
        rate = "" if each.items_a_day is None else f"{each.items_a_day:g}"
        rows.append((each.name, each.url, last, rate, each.in_words))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]
