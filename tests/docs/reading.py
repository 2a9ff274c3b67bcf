"""Helpers that read the documentation and build the sites in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from site_gen.build import build
from site_gen.model import BuildReport, Problem
from site_gen.options import Options

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)

Table = list[list[str]]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def outside_fences(text: str) -> Iterator[str]:
    """The lines that are not in fenced blocks."""
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield line


def headings(text: str) -> list[str]:
    return [line.lstrip("#").strip() for line in outside_fences(text) if line.startswith("#")]


def section(name: str, heading: str) -> str:
    """The part of a page below a heading, up to the next one of the same or a higher level."""
    text = read(name)
    match = re.search(rf"^(#+) {re.escape(heading)}\n", text, re.MULTILINE)
    assert match, f"{name} has no heading “{heading}”"
    rest = text[match.end() :]
    end = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def tables(text: str) -> list[Table]:
    """The rows of each table, without the header."""
    result: list[Table] = []
    within = False
    for line in outside_fences(text):
        if not line.startswith("|"):
            within = False
        elif re.match(r"\|(\s*-+\s*\|)+$", line):
            within = True
            result.append([])
        elif within:
            result[-1].append([cell.strip() for cell in line.strip("|").split("|")])
    return result


def named(table: Table) -> dict[str, list[str]]:
    """The name in backticks in the first column → the other cells of the row."""
    rows = {row[0].strip("`"): row[1:] for row in table}
    assert len(rows) == len(table), "duplicate row"
    return rows


def files_of(text: str) -> dict[str, str]:
    """The files that a page shows, by path."""
    files = re.findall(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return dict(files)


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def options_of(folder: Path) -> Options:
    return Options(
        now=NOW,
        config=folder / "site.yaml",
        content=folder / "content",
        output=folder / "_site",
        jobs=1,
    )


SITE = {"site.yaml": "title: The Quay\nbase_url: https://quay.example/\n"}


def build_files(folder: Path, files: dict[str, str]) -> BuildReport:
    write(folder, {**SITE, **files})
    return build(options_of(folder))


def message_and_hint(problem: Problem) -> str:
    return problem.message + (f" ({problem.hint})" if problem.hint else "")


def without_sizes(lines: str) -> str:
    """The output of a command without numbers of files and bytes, which depend on the theme."""
    return re.sub(
        r"^(?:_site|s3://\S+): .*",
        lambda match: re.sub(r"[\d.]+", "#", match[0]),
        lines,
        flags=re.MULTILINE,
    ).strip()


def matches(output: list[str], expected: list[str]) -> bool:
    """Whether the output matches the lines of the page; “…” stands for any lines."""
    if not expected:
        return not output
    if expected[0].strip() == "…":
        return any(matches(output[skip:], expected[1:]) for skip in range(len(output) + 1))
    return bool(output) and output[0] == expected[0] and matches(output[1:], expected[1:])


def examples(page: str) -> list[tuple[str, list[str]]]:
    """Each command of a page with the lines below it."""
    commands: list[tuple[str, list[str]]] = []
    for block in blocks(read(page), "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            else:
                commands[-1][1].append(line)
    return commands
