"""``new``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli.options import CONTENT_FOLDER, FOLDER, default_now
from site_gen.errors import ConfigError


@click.command("new")
@click.argument("headline")
@click.option(
    "--url", metavar="URL", help="The article's address; its host is the outlet's domain."
)
@click.option("--topic", "topics", metavar="NAME", multiple=True, help="A topic. Can be repeated.")
@click.option(
    "--provider", metavar="NAME", help="The outlet's name.  [from its note, else the host]"
)
@click.option(
    "--config",
    type=FOLDER,
    default=Path("site.yaml"),
    show_default=True,
    help="The configuration; the content folder is next to it.",
)
@CONTENT_FOLDER
def command(
    headline: str,
    url: str | None,
    topics: tuple[str, ...],
    provider: str | None,
    config: Path,
    content: Path | None,
) -> int:
    """Write a record dated today to fill in, and print its path.

    Write -- before a HEADLINE that begins with a dash.
    """
    from site_gen.starter import new_record

    draft = new_record(
        content or config.parent / "content",
        headline,
        now=default_now(),
        url=url,
        topics=topics,
        provider=provider,
        locale=_locale(config),
    )
    click.echo(draft.path.as_posix())  # only this on standard output: $EDITOR "$(… new …)"
    for hint in draft.hints:
        click.echo(hint, err=True)
    return 0


def _locale(config: Path) -> str:
    """The language of the site; empty if its configuration cannot be read, which others report."""
    from site_gen.config import load_config

    try:
        return load_config(config).locale
    except ConfigError:
        return ""
