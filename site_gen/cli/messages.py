"""Output of commands: problems as text, JSON or GitHub annotations, and the summary of a build."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from site_gen.cli.console import Plain, print_styled
from site_gen.model import BuildReport, Problem, Severity
from site_gen.wording import counted

if TYPE_CHECKING:
    from rich.console import Console

    from site_gen.options import Options

_MOST_PROBLEMS = 50
"""Problems printed without ``--verbose``."""
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


def show_problems(
    console: Console | Plain,
    problems: Iterable[Problem],
    options: Options,
    *,
    everything: bool = False,
) -> None:
    """Print problems in the given order; only the first ones unless ``everything``."""
    problems = tuple(problems)
    printed = problems if everything else problems[:_MOST_PROBLEMS]
    for problem in printed:
        print_styled(console, _problem_line(problem, options))
    if len(printed) < len(problems):
        console.print(f"… and {len(problems) - len(printed):,} more (--verbose shows all)")


def _problem_line(problem: Problem, options: Options) -> list[tuple[str, str]]:
    """Location, severity, message and hint of a problem, each with its style."""
    location = _openable_path(problem, options)
    if problem.line:
        location += f":{problem.line}:{problem.column}"
    parts = [(f"{location}: ", "")] if location else []
    parts += [(f"{problem.severity}: ", _COLOURS[problem.severity]), (problem.message, "")]
    return [*parts, (f" ({problem.hint})", "dim")] if problem.hint else parts


def _openable_path(problem: Problem, options: Options) -> str:
    """The problem's file as a path from the working folder; the URL path of a page is kept."""
    if not problem.path or problem.path.startswith("/"):
        return problem.path
    return options.shown_path(problem.path)


def github_annotation(problem: Problem, options: Options) -> str:
    """The problem as a workflow command, which GitHub shows next to the line.

    What is not a file of the repository, such as a page, is named in the message.
    """
    severity = "error" if problem.is_error else "warning"
    path = _openable_path(problem, options)
    is_local = not options.content_address or problem.path.startswith("..")
    is_file = is_local and not path.startswith("/")
    properties = {
        "file": path if is_file else "",
        "line": str(problem.line or "") if is_file else "",
        "col": str(problem.column or "") if is_file else "",
        "title": problem.code,
    }
    listed = ",".join(
        f"{name}={_escaped(value, ':,')}" for name, value in properties.items() if value
    )
    place = f"{path}:{problem.line}:{problem.column}" if problem.line else path
    prefix = "" if is_file else f"{place}: "
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{severity} {listed}::{_escaped(prefix + problem.message + hint)}"


def _escaped(text: str, separators: str = "") -> str:
    for char in "%\r\n" + separators:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def problems_json(problems: Iterable[Problem]) -> str:
    """The problems as a JSON list of objects with the fields of ``Problem``."""
    return json.dumps(msgspec.to_builtins(tuple(problems)), indent=2, ensure_ascii=False)


def build_lines(
    report: BuildReport, options: Options, seconds: float, *, details: bool, totals: bool
) -> Iterator[str]:
    """All lines about a finished build.

    ``details`` lists records left out, and bytes and time of every kind and stage; ``totals`` has
    the largest of these in two lines.
    """
    for path, reason in report.why.items():
        yield f"{path}: {reason}"
    if details:
        yield from _details(report, options)
    elif totals:
        yield from _totals(report)
    if (details or totals) and any(report.reused.values()):
        yield f"from the cache: {_reused(report)}"
    yield from summary(report, seconds)


def _details(report: BuildReport, options: Options) -> Iterator[str]:
    for path, reason in report.left_out_records.items():
        yield f"{options.shown_path(path)}: left out: {reason}"
    for kind, count in report.pages.items():
        yield f"{kind}: {counted(count, 'file')}, {report.bytes[kind]:,} bytes"
    for stage, seconds in report.seconds.items():
        yield f"{stage}: {seconds:.2f} s"


def _totals(report: BuildReport) -> Iterator[str]:
    kinds = sorted(report.bytes.items(), key=lambda item: -item[1])
    sizes = [f"{kind} {report.pages[kind]:,} ({size / 1e6:,.1f} MB)" for kind, size in kinds]
    yield f"files: {', '.join(sizes)}"
    stages = sorted(report.seconds.items(), key=lambda item: -item[1])
    yield f"time: {', '.join(f'{stage} {took:.1f} s' for stage, took in stages if took >= 0.05)}"


def _reused(report: BuildReport) -> str:
    nouns = (
        ("records", "record", "records"),
        ("blocks", "block of stories", "blocks of stories"),
        ("files", "file", "files"),
    )
    counts = [(report.reused.get(key, 0), one, many) for key, one, many in nouns]
    return ", ".join(
        f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count
    )


def summary(report: BuildReport, seconds: float) -> Iterator[str]:
    """The last lines of a build: records, problems, files, bytes and time."""
    yield from record_lines(report)
    if not report.output:
        return
    if report.languages:
        sites = (
            f"{tag}: {counted(site.published, 'record')}, {counted(site.files, 'file')}"
            for tag, site in report.languages.items()
        )
        yield "; ".join(sites)
    files = report.written + report.unchanged
    size = report.total_bytes / 1_000_000
    yield (
        f"{report.output}: {counted(files, 'file')}, {size:,.1f} MB: {report.written:,} written, "
        f"{report.unchanged:,} unchanged, {report.removed:,} removed, in {seconds:.1f} s"
    )


def record_lines(report: BuildReport) -> Iterator[str]:
    """How many records were read, published, and left out for which reason; how many problems."""
    reasons = [f"{count:,} {reason}" for reason, count in sorted(report.left_out.items())]
    if report.invalid:
        reasons.append(f"{report.invalid:,} with errors")
    out = report.read - report.published
    left_out = f", {out:,} left out ({', '.join(reasons)})" if out else ""
    yield f"{counted(report.read, 'record')} read: {report.published:,} published{left_out}"
    if report.problems:
        yield f"{counted(report.errors, 'error')}, {counted(report.warnings, 'warning')}"
