"""Options that commands share, and what they make of them: ``Options``, content, exit status."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from site_gen.address import Address, Location, location
from site_gen.errors import BuildError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from site_gen.checks import Checked
    from site_gen.cli.console import Plain
    from site_gen.content import Content
    from site_gen.model import BuildReport, Problem
    from site_gen.options import Options, Stopwatch

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(path_type=Path)


class FolderOrAddress(click.ParamType[Location]):
    """A folder of this machine, or an address such as ``s3://bucket/records``."""

    name = "path"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002
        ctx: click.Context | None,  # noqa: ARG002
    ) -> Location:
        return location(value) if isinstance(value, str) else Path(value)


class FolderOnly(FolderOrAddress):
    """A folder that a command writes to."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Location:
        place = super().convert(value, param, ctx)
        if isinstance(place, Address):
            command = ctx.info_name if ctx else ""
            raise UsageError(
                f"{place}: {command} needs a folder of this machine",
                hint="build, check, explain, serve and publish read records from an address",
            )
        return place


INTERRUPTED = 130
"""Exit status after Ctrl-C, of every command."""


class Instant(click.ParamType[datetime]):
    """An ISO 8601 timestamp or day."""

    name = "instant"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        from site_gen.validate.fields import read_instant

        instant = value if isinstance(value, datetime) else read_instant(str(value))
        if instant is None:
            self.fail(
                f"“{value}” is not a timestamp, expected one such as 2021-06-16T05:33:00Z",
                param,
                ctx,
            )
        return instant


_CONFIG = click.option(
    "--config",
    type=FOLDER,
    default=Path("site.yaml"),
    show_default=True,
    help="The configuration; templates/ and static/ next to it override the theme's.",
)
_CONTENT = click.option(
    "--content",
    type=FolderOrAddress(),
    help="Folder of the records, or its address: s3://bucket/records.  [content]",
)
CONTENT_FOLDER = click.option(
    "--content", type=FolderOnly(), help="Folder of the records.  [content]"
)
_BASE_URL = click.option(
    "--base-url", metavar="URL", help="Replaces base_url of the configuration."
)
_NOW = click.option(
    "--now",
    type=Instant(),
    help="Records after this instant are in the future.  [SOURCE_DATE_EPOCH, else the clock]",
)
_SITE = (
    _CONFIG,
    _CONTENT,
    click.option(
        "--output", type=FolderOrAddress(), help="Folder or address of the site.  [_site]"
    ),
    _BASE_URL,
    click.option("--unpublished", is_flag=True, help="Also show unpublished and removed records."),
    click.option("--future", is_flag=True, help="Also show records dated in the future."),
    _NOW,
    click.option("--jobs", type=click.IntRange(1), help="Processes.  [one per processor]"),
    click.option("--minify/--no-minify", default=False, help="Make the HTML smaller.  [no]"),
    click.option("--search/--no-search", default=True, help="Index records for the search.  [yes]"),
)
_ONCE = (
    click.option("--full", is_flag=True, help="Ignore earlier builds and make everything again."),
    click.option(
        "--strict", is_flag=True, help="Count warnings as errors; write nothing if there are any."
    ),
    click.option(
        "--lenient", is_flag=True, help="Exit with 0 even if records have errors or dead links."
    ),
)
_OUTPUT = (
    click.option(
        "--quiet", is_flag=True, help="Print nothing but the error that ends the command."
    ),
    click.option("--verbose", is_flag=True, help="Show all problems, times, and tracebacks."),
)


def _decorator(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


common_options: Callable[[F], F] = _decorator(*_SITE, *_ONCE, *_OUTPUT)
"""The options of build, check and explain."""
site_options: Callable[[F], F] = _decorator(*_SITE, *_OUTPUT)
"""The options of commands that build or read a site repeatedly or publish it."""
quiet_options: Callable[[F], F] = _decorator(*_OUTPUT)
"""The options about what a command prints."""
mail_options: Callable[[F], F] = _decorator(_CONFIG, _CONTENT, _BASE_URL, _NOW)
"""The options of commands that read a site and write something else."""
content_options: Callable[[F], F] = _decorator(_CONFIG, CONTENT_FOLDER)
"""The options that name configuration and content."""


@contextmanager
def read_only_contents(options: Options, watch: Stopwatch) -> Iterator[tuple[Content, ...]]:
    """The content as a build would read it, in temporary copies of the stores.

    One for each language that has a site, that at the root first. Raises ConfigError, and
    BuildError for a store that cannot be used.
    """
    from site_gen.config import language_configs, load_config, own_site
    from site_gen.content import read_content
    from site_gen.content_copy import fetch_content
    from site_gen.fingerprint import program_digest
    from site_gen.store import Store

    store_path = options.store
    try:
        with ExitStack() as stack:
            contents = []
            settings = load_config(options.config, base_url=options.base_url)
            options = fetch_content(options, settings, watch)
            for config in language_configs(settings):
                own = options.in_folder(own_site(config).folder)
                store_path = own.store
                store = stack.enter_context(Store(own.store, program_digest(), read_only=True))
                contents.append(read_content(store, own, config, watch))
            yield tuple(contents)
    except sqlite3.Error as error:
        raise BuildError(
            f"{store_path}: the store of the last build cannot be used: {error}",
            hint="build again with --full; there must be room for a copy in the temporary folder",
        ) from error


@contextmanager
def checked_site(
    options: Options, console: Console | Plain
) -> Iterator[tuple[tuple[Content, ...], Checked, BuildReport]]:
    """Check content and built folder; the report has the problems of both, errors first."""
    from site_gen.checks import check_site
    from site_gen.cli.console import ProgressWatch
    from site_gen.language_reports import merged_report
    from site_gen.report import make_report
    from site_gen.setting_places import with_places_of_settings

    watch = ProgressWatch(console)
    with read_only_contents(options, watch) as contents:
        checked = check_site(options, contents, watch)
        report = merged_report(
            [make_report(content.options, content, watch) for content in contents],
            [content.config for content in contents],
            [content.store for content in contents],
        )
        both = (*report.problems, *checked.problems)
        problems = tuple(sorted(both, key=lambda problem: not problem.is_error))
        report = msgspec.structs.replace(report, problems=problems)
        yield contents, checked, with_places_of_settings(report, options)


def options_of(
    config: Path,
    content: Location | None,
    output: Location | None = None,
    now: datetime | None = None,
    jobs: int | None = None,
    **flags: Any,
) -> Options:
    """The options of a build; content and output are next to the configuration by default."""
    from site_gen.options import Options

    return Options(
        config=config,
        output=output or config.parent / "_site",
        now=now or default_now(),
        jobs=jobs or 0,
        **flags,
    ).with_content(content or config.parent / "content")


def refuse_address(output: Location | None, hint: str) -> None:
    """Raise UsageError if the output is at an address: the command works on folders only."""
    if isinstance(output, Address):
        raise UsageError(f"--output {output} is an address, expected a folder", hint=hint)


def clock() -> datetime:
    """The current time, without SOURCE_DATE_EPOCH, by which new articles would be in the future."""
    return datetime.now(UTC)


def default_now() -> datetime:
    """SOURCE_DATE_EPOCH, else the current time; raises UsageError for an invalid value."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return clock()
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”, expected seconds since 1970") from None


def writable_report(path: Path | None) -> None:
    """Raise UsageError if no report could be written to ``path``; called before any work."""
    if path and (path.is_dir() or not path.parent.is_dir()):
        raise UsageError(
            f"--report {path}: cannot be written", hint="name a file in a folder that exists"
        )


def write_report(path: Path, report: msgspec.Struct) -> None:
    """Write a report as JSON; raises UsageError if the file cannot be written."""
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    except OSError as error:
        raise UsageError(f"--report {path}: cannot be written: {error.strerror}") from error


def status(problems: tuple[Problem, ...], *, lenient: bool) -> int:
    """The exit status: 1 if there are errors and ``lenient`` is not set."""
    return int(not lenient and any(problem.is_error for problem in problems))
