"""Arguments, progress and exit status; the work is done elsewhere.

Exit status: 0 fine, 1 records with errors were left out or a check failed, 2 usage
or configuration (nothing was written), 130 interrupted.

What a command needs is imported when it runs: --help must not wait for templates and Markdown.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from site_gen import __version__
from site_gen.errors import SiteGenError, UsageError

if TYPE_CHECKING:
    from site_gen.model import Problem
    from site_gen.newsroom import Newsroom
    from site_gen.options import Options, Stopwatch

F = TypeVar("F", bound=Callable[..., Any])

INTERRUPTED = 130
_LONG = 2.0
"""Seconds after which one wants to know where they went."""


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


_FOLDER = click.Path(path_type=Path)
_COMMON = (
    click.option(
        "--config",
        type=_FOLDER,
        default=Path("site.yaml"),
        show_default=True,
        help="The site's configuration; templates/ and static/ beside it override the theme's.",
    ),
    click.option("--content", type=_FOLDER, help="Folder of the records.  [content]"),
    click.option("--output", type=_FOLDER, help="Folder to build the site in.  [_site]"),
    click.option("--base-url", metavar="URL", help="Replaces base_url of the configuration."),
    click.option("--unpublished", is_flag=True, help="Let in what is unpublished or removed."),
    click.option("--future", is_flag=True, help="Let in what is dated in the future."),
    click.option(
        "--now",
        type=Instant(),
        help="The instant that decides what is in the future.  [SOURCE_DATE_EPOCH, else the clock]",
    ),
    click.option("--jobs", type=click.IntRange(1), help="Processes.  [one for each processor]"),
    click.option("--full", is_flag=True, help="Forget what earlier builds remembered."),
    click.option("--strict", is_flag=True, help="Count warnings as errors, then write nothing."),
    click.option("--lenient", is_flag=True, help="Exit with 0 though records have errors."),
    click.option("--minify/--no-minify", default=False, help="Make the HTML smaller.  [no]"),
    click.option("--search/--no-search", default=True, help="Make the search.  [yes]"),
    click.option("--quiet", is_flag=True, help="Say nothing but errors that end the command."),
    click.option("--verbose", is_flag=True, help="Show all problems, times, and tracebacks."),
)


def common_options(command: F) -> F:
    """The options that say what is built, the same for all commands."""
    for option in reversed(_COMMON):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="site_gen")
def cli() -> None:
    """Turn a folder of news records into a news site."""


@cli.command()
@common_options
@click.option("--report", type=_FOLDER, metavar="FILE.json", help="Write what was done as JSON.")
def build(report: Path | None, *, lenient: bool, quiet: bool, verbose: bool, **given: Any) -> int:
    """Build the site."""
    from site_gen import messages
    from site_gen.build import build as build_site

    options = _options(**given)
    if report and (report.is_dir() or not report.parent.is_dir()):
        raise UsageError(
            f"--report {report}: cannot be written", hint="name a file in a folder that exists"
        )
    console = messages.stderr(quiet=quiet)
    start = time.perf_counter()
    result = build_site(options, messages.ProgressWatch(console))
    messages.show_problems(console, result.problems, options.content, everything=verbose)
    if verbose:
        for line in messages.details(result, options.content):
            console.print(line)
    took = time.perf_counter() - start
    if took >= _LONG and not verbose and result.output:
        for line in messages.breakdown(result):
            console.print(line)
    for line in messages.summary(result, took):
        console.print(line)
    if report:
        _write_report(report, msgspec.json.format(msgspec.json.encode(result)))
    if options.strict and result.problems:
        if not result.output:
            console.print("nothing was written, because of --strict (mend the problems above)")
        return 1
    return _status(result.problems, lenient=lenient)


@cli.command()
@common_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print what was found; json and github go to standard output.",
)
def check(form: str, *, lenient: bool, quiet: bool, verbose: bool, **given: Any) -> int:
    """Say all that build would complain of, and what is wrong with the built site."""
    from site_gen import messages
    from site_gen.checks import check_site
    from site_gen.model import Severity
    from site_gen.report import make_report

    options = _options(**given)
    console = messages.stderr(quiet=quiet)
    watch = messages.ProgressWatch(console)
    newsroom = _newsroom(options, watch)
    found = check_site(options, newsroom, watch)
    both = (*newsroom.problems, *found.problems)
    problems = tuple(sorted(both, key=lambda problem: problem.severity is Severity.WARNING))
    if form == "json":
        click.echo(messages.problems_json(problems))
    elif form == "github":
        for problem in problems:
            click.echo(messages.github_annotation(problem, options.content))
    else:
        messages.show_problems(console, problems, options.content, everything=verbose)
    result = make_report(options, newsroom, watch)
    for line in messages.record_lines(msgspec.structs.replace(result, problems=problems)):
        console.print(line)
    if form == "text" and found.forecast:
        console.print(messages.size_line(options.output, found.forecast.line))
    if any(problem.severity is Severity.ERROR for problem in found.problems):
        return 1
    if options.strict and problems:
        return 1
    return _status(newsroom.problems, lenient=lenient)


@cli.command()
@click.argument("record")
@click.argument("other", required=False)
@common_options
def explain(
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

    options = _options(**given)
    newsroom = _newsroom(options, Stopwatch())
    if other is None:
        lines = explain_record(newsroom, options, record)
    else:
        lines = explain_pair(newsroom, options, record, other)
    for line in lines:
        click.echo(line)
    return 0


def _newsroom(options: Options, watch: Stopwatch) -> Newsroom:
    from site_gen.config import load_config
    from site_gen.newsroom import read_newsroom

    return read_newsroom(options, load_config(options.config, base_url=options.base_url), watch)


def _options(
    config: Path,
    content: Path | None,
    output: Path | None,
    now: datetime | None,
    jobs: int | None,
    **flags: Any,
) -> Options:
    """The options as types; folders not named lie beside the configuration."""
    from site_gen.options import Options

    return Options(
        config=config,
        content=content or config.parent / "content",
        output=output or config.parent / "_site",
        now=now or _now(),
        jobs=jobs or 0,
        **flags,
    )


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”, expected seconds since 1970") from None


def _write_report(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data + b"\n")
    except OSError as error:
        raise UsageError(f"--report {path}: cannot be written: {error.strerror}") from error


def _status(problems: tuple[Problem, ...], *, lenient: bool) -> int:
    from site_gen.model import Severity

    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return 1 if failed and not lenient else 0


def main() -> None:
    """Run the command line and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # nobody reads it any more
            stream.flush()
    # Not sys.exit: taking apart all that a large site is made of takes as long as finding out
    # that nothing in it has changed.
    os._exit(status)


def run(arguments: list[str]) -> int:
    """Run the command line; the exit status. Tracebacks are shown with --verbose only."""
    try:
        return int(cli.main(arguments, prog_name="site_gen", standalone_mode=False) or 0)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted", "what is written is whole; build again for the rest")
        return INTERRUPTED
    except SiteGenError as error:
        if "--verbose" in arguments:
            _print_exception()
        _say(f"error: {error.message}", error.hint)
        return error.exit_status
    except Exception as error:
        if "--verbose" in arguments:
            _print_exception()
        _say(f"error: {type(error).__name__}: {error}", "a bug; --verbose shows where")
        return 1


def _print_exception() -> None:
    from site_gen import messages

    messages.stderr().print_exception()


def _say(message: str, hint: str) -> None:
    click.echo(f"{message} ({hint})" if hint else message, err=True)
