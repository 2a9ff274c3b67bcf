"""The examples of docs/publishing.md."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from site_gen import cli
from tests.docs.reading import blocks, read, section
from tests.publishing.repositories import Quay, configure, git
from tests.sites.site import config, days, write_files

PAGE = "docs/publishing.md"
SITE = {"site.yaml": config(title="The Quay", base_url="https://quay.example/"), **days(1)}


def without_figures(lines: list[str]) -> list[str]:
    """Replace numbers of files and bytes, which depend on the theme."""
    return [re.sub(r"\d[\d.,]*(?= MB| added)", "#", line) for line in lines]


def matches(output: list[str], expected: list[str]) -> bool:
    """Whether the output matches the lines of the page; “…” stands for any lines."""
    if not expected:
        return not output
    if expected[0].strip() == "…":
        return any(matches(output[skip:], expected[1:]) for skip in range(len(output) + 1))
    return bool(output) and output[0] == expected[0] and matches(output[1:], expected[1:])


def examples() -> list[tuple[str, list[str]]]:
    """Each command of the page with the lines below it."""
    commands: list[tuple[str, list[str]]] = []
    for block in blocks(read(PAGE), "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            else:
                commands[-1][1].append(line)
    return commands


def test_output_of_the_commands(
    quay: Quay, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")  # 1 March 2026, noon
    shutil.rmtree(quay.work)
    write_files(quay.work, SITE)
    monkeypatch.chdir(quay.work)
    for command, expected in examples():
        arguments = shlex.split(command)
        if arguments[0] == "git":
            output = git(quay.work, *arguments[1:]).splitlines()
            if arguments[1] == "init":
                own = f'[url "{quay.bare}"]\n\tinsteadOf = https://github.com/ada/quay.git\n'
                configure(quay.work / ".git", own)
        else:
            assert arguments[:3] == ["python", "-m", "site_gen"]
            cli.run(arguments[3:])
            output = capsys.readouterr().err.splitlines()
        assert matches(without_figures(output), without_figures(expected)), (command, output)
    assert quay.commits() == ["First edition"]
    assert quay.tree()["CNAME"] == "quay.example"


def test_site_under_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build, serve = blocks(section(PAGE, "Other hosts"), "sh")[0].splitlines()
    assert serve == "python -m http.server -d www"
    write_files(tmp_path, SITE)
    monkeypatch.chdir(tmp_path)
    assert cli.run([*shlex.split(build)[3:], "--no-search", "--quiet"]) == 0
    assert 'href="/news/latest/"' in Path("www/news/index.html").read_text("utf-8")
