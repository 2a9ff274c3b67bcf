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
@click.option("--topics", is_flag=True, help="Make topics of the folders that feeds are in.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
def command(file: Path, config: Path, *, topics: bool, dry_run: bool) -> int:
    """Add the feeds of an OPML FILE to the sources of site.yaml; - reads standard input."""
    from site_gen.config import load_config
    from site_gen.fetch.add_sources import as_sources, find_new
    from site_gen.fetch.opml import read_opml

    settings = load_config(config)
    name = "standard input" if str(file) == "-" else str(file)
    feeds = read_opml(_bytes(file), name)
    found = find_new(feeds, settings)
    sources = as_sources(found.new, topics=topics)
    if sources:
        _add(config, settings, sources, dry_run=dry_run)
    _report(feeds, found, name, "would be added" if dry_run else "added")
    _say(_summary(config, feeds, found, dry_run=dry_run))
    return 0


def _bytes(file: Path) -> bytes:
    """The file's bytes, up to one more than the limit."""
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
        data = with_sources(config, sources)
        check(data, settings)
    except CannotRevise as error:
        click.echo(lines_to_paste(sources), nl=False)
        raise ConfigError(
            f"{config}: sources cannot be added in place: {error}",
            hint="write the lines printed above into it by hand",
        ) from None
    if not dry_run:
        write(config, data)


def _report(feeds: FeedList, found: NewSources, name: str, added: str) -> None:
    """Print a line for each repair, and for each outline in the order of the file."""
    for fault in feeds.faults:
        _say(f"{name}: {fault}")
    lines = [(feed.line, f"already there: {_label(feed)}") for feed in found.known]
    lines += [(feed.line, f"{added}: {_label(feed)}") for feed in found.new]
    for outline in feeds.unusable:
        label = f"“{outline.name}”: " if outline.name else ""
        lines.append((outline.line, f"{name}:{outline.line}: {label}{outline.reason}"))
    for _, line in sorted(lines, key=lambda pair: pair[0]):
        _say(line)


def _label(feed: Subscription) -> str:
    from site_gen.external_links import without_login

    url = without_login(feed.url)
    return f"{url} ({feed.name})" if feed.name else url


def _summary(config: Path, feeds: FeedList, found: NewSources, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    parts = [f"{counted(len(found.new), 'source')} {would}added"]
    if found.known:
        parts.append(f"{len(found.known):,} already there")
    if feeds.unusable:
        parts.append(f"{counted(len(feeds.unusable), 'outline')} cannot be used")
    return f"{config}: {', '.join(parts)}"


def _say(line: str) -> None:
    click.echo(line, err=True)
