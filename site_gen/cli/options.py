"""What commands are given: the options that say what is built, as types; the clock."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from site_gen.errors import BuildError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from site_gen.checks import Checked
    from site_gen.content import Content
    from site_gen.messages import Plain
    from site_gen.model import BuildReport, Problem
    from site_gen.options import Options, Stopwatch

F = TypeVar("F", bound=Callable[..., Any])


FOLDER = click.Path(path_type=Path)
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
            self.fail(f"“{value}” is no timestamp such as 2021-06-16T05:33:00Z", param, ctx)
        return instant


_CONFIG = click.option(
    "--config",
    type=FOLDER,
    default=Path("site.yaml"),
    show_default=True,
    help="The site's configuration; templates/ and static/ beside it override the theme's.",
)
_CONTENT = click.option("--content", type=FOLDER, help="Folder of the records.  [content]")
_SITE = (
    _CONFIG,
    _CONTENT,
    click.option("--output", type=FOLDER, help="Folder to build the site in.  [_site]"),
    click.option("--base-url", metavar="URL", help="Replaces base_url of the configuration."),
    click.option("--unpublished", is_flag=True, help="Let in what is unpublished or removed."),
    click.option("--future", is_flag=True, help="Let in what is dated in the future."),
    click.option(
        "--now",
        type=Instant(),
        help="The instant that decides what is in the future.  [SOURCE_DATE_EPOCH, else the clock]",
    ),
    click.option("--jobs", type=click.IntRange(1), help="Processes.  [one for each processor]"),
    click.option("--minify/--no-minify", default=False, help="Make the HTML smaller.  [no]"),
    click.option("--search/--no-search", default=True, help="Make the search.  [yes]"),
)
_FULL = click.option("--full", is_flag=True, help="Forget what earlier builds remembered.")
_STRICT = click.option(
    "--strict", is_flag=True, help="Count warnings as errors, then write nothing."
)
_LENIENT = click.option(
    "--lenient",
    is_flag=True,
    help="Exit with 0 though records have errors, or links in their texts lead nowhere.",
)
_SPOKEN = (
    click.option("--quiet", is_flag=True, help="Say nothing but errors that end the command."),
    click.option("--verbose", is_flag=True, help="Show all problems, times, and tracebacks."),
)


def common_options(command: F) -> F:
    """The options of the commands that read the site once."""
    return _given(command, *_SITE, _FULL, _STRICT, _LENIENT, *_SPOKEN)


def site_options(command: F) -> F:
    """The options that say what site is made, and how much is said of it."""
    return _given(command, *_SITE, *_SPOKEN)


def fed_options(command: F) -> F:
    """The options of the commands that are about where records come from."""
    return _given(command, _CONFIG, _CONTENT)


def _given(command: F, *options: Callable[[F], F]) -> F:
    for option in reversed(options):
        command = option(command)
    return command


@contextmanager
def content_of(options: Options, watch: Stopwatch) -> Iterator[Content]:
    """The content, to be looked at: in a copy of the store, of which nothing is kept.

    Raises what reading the configuration raises, and BuildError for a store that is damaged.
    """
    from site_gen.config import load_config
    from site_gen.content import read_content
    from site_gen.fingerprint import program_digest
    from site_gen.store import Store

    config = load_config(options.config, base_url=options.base_url)
    try:
        with Store(options.store, program_digest(), read_only=True) as store:
            yield read_content(store, options, config, watch)
    except sqlite3.Error as error:
        raise BuildError(
            f"what the last build has kept cannot be used: {error}",
            hint="build again with --full; is there room for a copy in the temporary folder?",
        ) from error


@contextmanager
def examined(
    options: Options, console: Console | Plain
) -> Iterator[tuple[Content, Checked, BuildReport]]:
    """The content and the built folder, examined; the report has all problems, errors first."""
    from site_gen import messages
    from site_gen.checks import check_site
    from site_gen.report import make_report

    watch = messages.ProgressWatch(console)
    with content_of(options, watch) as content:
        found = check_site(options, content, watch)
        both = (*content.problems, *found.problems)
        problems = tuple(sorted(both, key=lambda problem: not problem.is_error))
        report = make_report(options, content, watch)
        yield content, found, msgspec.structs.replace(report, problems=problems)


def options_of(
    config: Path,
    content: Path | None,
    output: Path | None = None,
    now: datetime | None = None,
    jobs: int | None = None,
    **flags: Any,
) -> Options:
    """The options as types; folders not named lie beside the configuration."""
    from site_gen.options import Options

    return Options(
        config=config,
        content=content or config.parent / "content",
        output=output or config.parent / "_site",
        now=now or now_of(),
        jobs=jobs or 0,
        **flags,
    )


def clock() -> datetime:
    """The time. Not SOURCE_DATE_EPOCH: by that, what is new would be in the future."""
    return datetime.now(UTC)


def now_of() -> datetime:
    """SOURCE_DATE_EPOCH, else the clock; raises UsageError if that is no time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return clock()
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”, expected seconds since 1970") from None


def writable_report(path: Path | None) -> None:
    """Raises UsageError, before any work is done, where no report could be written."""
    if path and (path.is_dir() or not path.parent.is_dir()):
        raise UsageError(
            f"--report {path}: cannot be written", hint="name a file in a folder that exists"
        )


def write_report(path: Path, report: msgspec.Struct) -> None:
    """Write what was done as JSON; raises UsageError if that cannot be."""
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    except OSError as error:
        raise UsageError(f"--report {path}: cannot be written: {error.strerror}") from error


def status(problems: tuple[Problem, ...], *, lenient: bool) -> int:
    """1 if records have errors, 0 if none has or that does not matter."""

    failed = any(problem.is_error for problem in problems)
    return 1 if failed and not lenient else 0
