"""``sources``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from site_gen.cli.options import content_options, options_of

if TYPE_CHECKING:
    from site_gen.fetch.sources import SourceRow


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
def command(form: str, **site_options: Any) -> int:
    """List the sources: when each was last read, how much it brings, and since when it fails."""
    from site_gen.config import load_config
    from site_gen.fetch.sources import source_rows
    from site_gen.fetch.state import read_states

    options = options_of(**site_options)
    config = load_config(options.config)
    rows = source_rows(config.sources, read_states(options.cache))
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(rows)).decode())
    elif rows:
        for line in _table(rows):
            click.echo(line)
    else:
        click.echo(
            "there are no sources (list feeds under sources in site.yaml, or take them from OPML: "
            "python -m site_gen import-opml FILE)",
            err=True,
        )
    return 0


def _table(rows: Sequence[SourceRow]) -> list[str]:
    """The sources as a table; the last column, which may be long, is not padded."""
    table = [("source", "address", "last success", "items a day", "state")]
    for row in rows:
        last = f"{row.last_success:%Y-%m-%d %H:%M}" if row.last_success else "never"
        rate = "" if row.items_a_day is None else f"{row.items_a_day:g}"
        table.append((row.name, row.url, last, rate, row.status_text))
    widths = [*[max(map(len, column)) for column in zip(*table, strict=True)][:-1], 0]
    return ["  ".join(map(str.ljust, cells, widths)) for cells in table]
