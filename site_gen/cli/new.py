"""``new``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli.options import FOLDER, now_of


@click.command("new")
@click.argument("headline")
@click.option("--url", metavar="URL", help="The article; it also says the outlet's domain.")
@click.option("--topic", "topics", metavar="NAME", multiple=True, help="A topic; more than once.")
@click.option("--provider", metavar="NAME", help="The outlet's name.  [from its note, else host]")
@click.option(
    "--config",
    type=FOLDER,
    default=Path("site.yaml"),
    show_default=True,
    help="The site's configuration; the content folder lies beside it.",
)
@click.option("--content", type=FOLDER, help="Folder of the records.  [content]")
def command(
    headline: str,
    url: str | None,
    topics: tuple[str, ...],
    provider: str | None,
    config: Path,
    content: Path | None,
) -> int:
    """Write a record of today to be filled in, and print its path.

    Before a HEADLINE that begins with a dash write --.
    """
    from site_gen.starter import new_record

    made = new_record(
        content or config.parent / "content",
        headline,
        now=now_of(),
        url=url,
        topics=topics,
        provider=provider,
    )
    click.echo(made.path.as_posix())  # alone on standard output: $EDITOR "$(… new …)"
    for hint in made.hints:
        click.echo(hint, err=True)
    return 0
