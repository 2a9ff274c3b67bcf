"""``import-opml``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_gen.cli.options import FOLDER
from site_gen.errors import ConfigError, UsageError
from site_gen.wording import counted

if TYPE_CHECKING:
    from site_gen.config.types import SiteConfig
    from site_gen.fetch.add_sources import NewSources
    from site_gen.fetch.opml import FeedList, Subscription


@click.command("import-opml")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--config",
    type=FOLDER,
    default=Path("site.yaml"),
    show_default=True,
    help="The site's configuration, into which the feeds are written.",
)
@click.option("--topics", is_flag=True, help="Make topics of the folders that feeds lie in.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
def command(file: Path, config: Path, *, topics: bool, dry_run: bool) -> int:
    """Add the feeds of an OPML FILE to the sources of site.yaml; - reads standard input."""
    from site_gen.config import load_config
    from site_gen.fetch.add_sources import as_sources, choose
    from site_gen.fetch.opml import read_opml

    settings = load_config(config)
    name = "standard input" if str(file) == "-" else str(file)
    feeds = read_opml(_bytes(file), name)
    chosen = choose(feeds, settings)
    sources = as_sources(chosen.new, topics=topics)
    if sources:
        _add(config, settings, sources, dry_run=dry_run)
    _tell(feeds, chosen, name, "would be added" if dry_run else "added")
    _say(_summary(config, feeds, chosen, dry_run=dry_run))
    return 0


def _bytes(file: Path) -> bytes:
    """The file, or a letter more of it than is read."""
    from site_gen.fetch.opml import MOST_BYTES

    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"{file}: no such file", hint="name an OPML file") from None
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{file}: cannot be read: {reason}", hint="name an OPML file") from None


def _add(
    config: Path, settings: SiteConfig, sources: list[dict[str, Any]], *, dry_run: bool
) -> None:
    from site_gen.fetch.add_sources import check, lines_to_paste, with_sources, write
    from site_gen.front_matter import CannotRevise

    try:
        made = with_sources(config, sources)
        check(made, settings)
    except CannotRevise as error:
        click.echo(lines_to_paste(sources), nl=False)
        raise ConfigError(
            f"{config}: sources cannot be added in place: {error}",
            hint="write the lines printed above into it by hand",
        ) from None
    if not dry_run:
        write(config, made)


def _tell(feeds: FeedList, chosen: NewSources, name: str, added: str) -> None:
    """A line for each thing that was mended, and for each outline, in the order of the file."""
    for fault in feeds.faults:
        _say(f"{name}: {fault}")
    lines = [(each.line, f"already there: {_shown(each)}") for each in chosen.known]
    lines += [(each.line, f"{added}: {_shown(each)}") for each in chosen.new]
    for outline in feeds.unusable:
        called = f"“{outline.name}”: " if outline.name else ""
        lines.append((outline.line, f"{name}:{outline.line}: {called}{outline.reason}"))
    for _, line in sorted(lines, key=lambda pair: pair[0]):
        _say(line)


def _shown(feed: Subscription) -> str:
    from site_gen.external_links import without_login

    url = without_login(feed.url)
    return f"{url} ({feed.name})" if feed.name else url


def _summary(config: Path, feeds: FeedList, chosen: NewSources, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    parts = [f"{counted(len(chosen.new), 'source')} {would}added"]
    if chosen.known:
        parts.append(f"{len(chosen.known):,} already there")
    if feeds.unusable:
        parts.append(f"{counted(len(feeds.unusable), 'outline')} cannot be used")
    return f"{config}: {', '.join(parts)}"


def _say(line: str) -> None:
    click.echo(line, err=True)
