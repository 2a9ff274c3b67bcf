"""Output of commands: problems as text, JSON or GitHub annotations, and the summary of a build."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from site_gen.cli.console import Plain, print_styled
from site_gen.model import BuildReport, Problem, Severity
from site_gen.wording import counted

if TYPE_CHECKING:
    from rich.console import Console

_MOST_PROBLEMS = 50
"""Problems printed without ``--verbose``."""
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


def show_problems(
    console: Console | Plain,
    problems: Iterable[Problem],
    content: Path,
    *,
    everything: bool = False,
) -> None:
    """Print problems in the given order; only the first ones unless ``everything``."""
    problems = tuple(problems)
    printed = problems if everything else problems[:_MOST_PROBLEMS]
    for problem in printed:
        print_styled(console, _problem_line(problem, content))
    if len(printed) < len(problems):
        console.print(f"… and {len(problems) - len(printed):,} more (--verbose shows all)")


def _problem_line(problem: Problem, content: Path) -> list[tuple[str, str]]:
    """Location, severity, message and hint of a problem, each with its style."""
    location = _openable_path(problem, content)
    if problem.line:
        location += f":{problem.line}:{problem.column}"
    parts = [(f"{location}: ", "")] if location else []
    parts += [(f"{problem.severity}: ", _COLOURS[problem.severity]), (problem.message, "")]
    return [*parts, (f" ({problem.hint})", "dim")] if problem.hint else parts


def _openable_path(problem: Problem, content: Path) -> str:
    """The problem's file as a path from the working folder; the URL path of a page is kept."""
    if not problem.path or problem.path.startswith("/"):
        return problem.path
    if problem.path.startswith(".."):  # beside the content, such as ../site.yaml
        return Path(os.path.normpath(content / problem.path)).as_posix()
    return (content / problem.path).as_posix()


def github_annotation(problem: Problem, content: Path) -> str:
    """The problem as a workflow command, which GitHub shows next to the line."""
    severity = "error" if problem.is_error else "warning"
    path = _openable_path(problem, content)
    is_url = path.startswith("/")
    properties = {
        "file": "" if is_url else path,
        "line": str(problem.line or ""),
        "col": str(problem.column or ""),
        "title": problem.code,
    }
    listed = ",".join(
        f"{name}={_escaped(value, ':,')}" for name, value in properties.items() if value
    )
    prefix = f"{path}: " if is_url else ""
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
    report: BuildReport, content: Path, seconds: float, *, details: bool, totals: bool
) -> Iterator[str]:
    """All lines about a finished build.

    ``details`` lists records left out, and bytes and time of every kind and stage; ``totals`` has
    the largest of these in two lines.
    """
    for path, reason in report.why.items():
        yield f"{path}: {reason}"
    if details:
        yield from _details(report, content)
    elif totals:
        yield from _totals(report)
    if (details or totals) and any(report.reused.values()):
        yield f"from the cache: {_reused(report)}"
    yield from summary(report, seconds)


def _details(report: BuildReport, content: Path) -> Iterator[str]:
    for path, reason in report.left_out_records.items():
        yield f"{(content / path).as_posix()}: left out: {reason}"
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
