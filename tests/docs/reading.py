"""Reading the documentation, and trying what it says."""

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
    found = re.search(rf"^(#+) {re.escape(heading)}\n", text, re.MULTILINE)
    assert found, f"{name} has no heading “{heading}”"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def tables(text: str) -> list[Table]:
    """The rows of each table, without its head."""
    found: list[Table] = []
    within = False
    for line in outside_fences(text):
        if not line.startswith("|"):
            within = False
        elif re.match(r"\|(\s*-+\s*\|)+$", line):
            within = True
            found.append([])
        elif within:
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def named(table: Table) -> dict[str, list[str]]:
    """What is in backticks in the first column → the row's other cells."""
    rows = {row[0].strip("`"): row[1:] for row in table}
    assert len(rows) == len(table), "a row is there twice"
    return rows


def files_of(text: str) -> dict[str, str]:
    """The files that a page shows, by path."""
    shown = re.findall(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return dict(shown)


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


def spoken(problem: Problem) -> str:
    return problem.message + (f" ({problem.hint})" if problem.hint else "")


def without_sizes(lines: str) -> str:
    """The output of a command; how many files and bytes the theme has is left aside."""
    return re.sub(
        r"^_site: .*", lambda match: re.sub(r"[\d.]+", "#", match[0]), lines, flags=re.MULTILINE
    ).strip()
