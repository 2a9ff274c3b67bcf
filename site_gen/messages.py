"""What commands say: problems in three formats, a build's last lines, progress."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from site_gen.model import BuildReport, Problem, Severity
from site_gen.options import Stopwatch
from site_gen.wording import counted

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

_MOST = 50
"""Problems shown on the screen unless all are asked for."""
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


class Plain:
    """A console for files and pipes. Rich takes a tenth of the time of a build of nothing new."""

    is_terminal = False

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet

    def print(self, text: Any = "") -> None:
        """Print a line."""
        if not self.quiet:
            click.echo(str(text), err=True)

    def print_exception(self) -> None:
        """Print the exception that is being handled, with its traceback."""
        traceback.print_exc()


def stderr(*, quiet: bool = False) -> Console | Plain:
    """Where messages for people go; colours and progress only if it is a terminal."""
    if not sys.stderr.isatty():
        return Plain(quiet=quiet)
    from rich.console import Console  # noqa: PLC0415  see Plain

    # Without markup: a feed may be called “[/b]”.
    return Console(
        stderr=True, quiet=quiet, markup=False, highlight=False, soft_wrap=True, emoji=False
    )


def problem_line(problem: Problem, content: Path) -> list[tuple[str, str]]:
    """One line: place, severity, what is wrong, and what to do about it; each with its style."""
    place = where(problem, content)
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    parts = [(f"{place}: ", "")] if place else []
    parts += [(f"{problem.severity}: ", _COLOURS[problem.severity]), (problem.message, "")]
    return [*parts, (f" ({problem.hint})", "dim")] if problem.hint else parts


def _show(console: Console | Plain, parts: list[tuple[str, str]]) -> None:
    if isinstance(console, Plain):
        console.print("".join(text for text, _ in parts))
        return
    from rich.text import Text  # noqa: PLC0415

    console.print(Text.assemble(*parts))


def where(problem: Problem, content: Path) -> str:
    """The problem's file as one can open it; a page of the site stays a URL."""
    if not problem.path or problem.path.startswith("/"):
        return problem.path
    return (content / problem.path).as_posix()


def show_problems(
    console: Console | Plain,
    problems: Iterable[Problem],
    content: Path,
    *,
    everything: bool = False,
) -> None:
    """Print problems in the order given, the first of them unless ``everything``."""
    problems = tuple(problems)
    shown = problems if everything else problems[:_MOST]
    for problem in shown:
        _show(console, problem_line(problem, content))
    if len(shown) < len(problems):
        console.print(f"… and {len(problems) - len(shown):,} more (--verbose shows all)")


def github_annotation(problem: Problem, content: Path) -> str:
    """The problem as a workflow command, which GitHub shows beside the line in question."""
    kind = "error" if problem.is_error else "warning"
    path = where(problem, content)
    properties = {
        "file": "" if path.startswith("/") else path,
        "line": str(problem.line or ""),
        "col": str(problem.column or ""),
        "title": problem.code,
    }
    listed = ",".join(
        f"{name}={_escaped(value, ':,')}" for name, value in properties.items() if value
    )
    prefix = f"{path}: " if path.startswith("/") else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{kind} {listed}::{_escaped(prefix + problem.message + hint)}"


def _escaped(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def problems_json(problems: Iterable[Problem]) -> str:
    """The problems as a JSON list of objects with the fields of ``Problem``."""
    return json.dumps(msgspec.to_builtins(tuple(problems)), indent=2, ensure_ascii=False)


def summary(report: BuildReport, seconds: float) -> Iterator[str]:
    """The last lines of a build: records in and out, files, bytes, time."""
    yield from record_lines(report)
    if not report.output:
        return
    files = report.written + report.unchanged
    size = report.total_bytes / 1_000_000
    yield (
        f"{report.output}: {counted(files, 'file')}, {size:,.1f} MB: {report.written:,} written, "
        f"{report.unchanged:,} unchanged, {report.removed:,} removed, in {seconds:.1f} s"
    )


def breakdown(report: BuildReport) -> Iterator[str]:
    """Where bytes and time went, the most first, and what was taken from the cache."""
    kinds = sorted(report.bytes.items(), key=lambda item: -item[1])
    sizes = [f"{kind} {report.pages[kind]:,} ({size / 1e6:,.1f} MB)" for kind, size in kinds]
    yield f"files: {', '.join(sizes)}"
    stages = sorted(report.seconds.items(), key=lambda item: -item[1])
    yield f"time: {', '.join(f'{stage} {took:.1f} s' for stage, took in stages if took >= 0.05)}"
    if any(report.reused.values()):
        yield f"from the cache: {_reused(report)}"


def _reused(report: BuildReport) -> str:
    things = (
        ("records", "record", "records"),
        ("blocks", "block of stories", "blocks of stories"),
        ("files", "file", "files"),
    )
    counted = [(report.reused.get(what, 0), one, many) for what, one, many in things]
    return ", ".join(
        f"{count:,} {one if count == 1 else many}" for count, one, many in counted if count
    )


def record_lines(report: BuildReport) -> Iterator[str]:
    """How many records were read, published, and left out for which reason."""
    reasons = [f"{count:,} {reason}" for reason, count in sorted(report.left_out.items())]
    if report.invalid:
        reasons.append(f"{report.invalid:,} with errors")
    out = report.read - report.published
    left_out = f", {out:,} left out ({', '.join(reasons)})" if out else ""
    yield f"{counted(report.read, 'record')} read: {report.published:,} published{left_out}"
    if report.problems:
        yield f"{counted(report.errors, 'error')}, {counted(report.warnings, 'warning')}"


def size_line(output: Path, outlook: str) -> str:
    """The last line of a check: how large the site is, and when it will be too large."""
    return f"{output}: {outlook}"


def update_lines(report: BuildReport) -> Iterator[str]:
    """Why each page was made, if the build was asked to tell."""
    for path, why in report.why.items():
        yield f"{path}: {why}"


def details(report: BuildReport, content: Path) -> Iterator[str]:
    """What --verbose adds: every record left out, and where the time and the bytes went."""
    for path, reason in report.left_out_records.items():
        yield f"{(content / path).as_posix()}: left out: {reason}"
    for kind, count in report.pages.items():
        yield f"{kind}: {counted(count, 'file')}, {report.bytes[kind]:,} bytes"
    for stage, seconds in report.seconds.items():
        yield f"{stage}: {seconds:.2f} s"
    if any(report.reused.values()):
        yield f"from the cache: {_reused(report)}"


@contextmanager
def counting(console: Console | Plain, what: str) -> Iterator[Callable[[Any], None]]:
    """A line that counts the calls, on a terminal only, and one that can write over a line."""
    if isinstance(console, Plain) or not _can_write_over(console):
        yield lambda _: None
        return
    from rich.progress import Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description} {task.completed:.0f}"),)
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda _: progress.update(task, advance=1, refresh=True)


def _can_write_over(console: Console) -> bool:
    """Whether progress can be shown: on a dumb terminal it would be an empty line or many."""
    return console.is_terminal and not console.is_dumb_terminal and not console.quiet


class ProgressWatch(Stopwatch):
    """A stopwatch that shows a bar while many items are worked on, on a terminal only."""

    def __init__(self, console: Console | Plain) -> None:
        super().__init__()
        self.console = console
        self.stage_name = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.stage_name = name
        with super().stage(name):
            yield

    def note(self, line: str) -> None:
        self.console.print(line)

    def track(self, items: Iterable[T], total: int) -> Iterator[T]:
        console = self.console
        if isinstance(console, Plain) or not _can_write_over(console) or total < _MOST:
            yield from items
            return
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
        )

        # No refresh thread: the workers are forked while this is running.
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
        with Progress(*columns, console=console, auto_refresh=False, transient=True) as progress:
            task = progress.add_task(self.stage_name, total=total)
            step = max(1, total // 100)
            for number, item in enumerate(items, 1):
                if number % step == 0:
                    progress.update(task, completed=number, refresh=True)
                yield item
