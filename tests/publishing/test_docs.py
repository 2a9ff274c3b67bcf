"""docs/publishing.md: its commands do and say what the page shows."""

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
    """How many files and bytes the theme has is left aside."""
    return [re.sub(r"\d[\d.,]*(?= MB| added)", "#", line) for line in lines]


def matches(said: list[str], shown: list[str]) -> bool:
    """Whether all that is shown was said; a line “…” stands for any lines."""
    if not shown:
        return not said
    if shown[0].strip() == "…":
        return any(matches(said[skip:], shown[1:]) for skip in range(len(said) + 1))
    return bool(said) and said[0] == shown[0] and matches(said[1:], shown[1:])


def examples() -> list[tuple[str, list[str]]]:
    """Each command with the lines shown below it, in the order of the page."""
    found: list[tuple[str, list[str]]] = []
    for block in blocks(read(PAGE), "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def test_commands_of_the_page_do_and_say_what_it_shows(
    quay: Quay, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")  # 1 March 2026, noon
    shutil.rmtree(quay.work)
    write_files(quay.work, SITE)
    monkeypatch.chdir(quay.work)
    for command, shown in examples():
        arguments = shlex.split(command)
        if arguments[0] == "git":
            said = git(quay.work, *arguments[1:]).splitlines()
            if arguments[1] == "init":
                own = f'[url "{quay.bare}"]\n\tinsteadOf = https://github.com/ada/quay.git\n'
                configure(quay.work / ".git", own)
        else:
            assert arguments[:3] == ["python", "-m", "site_gen"]
            cli.run(arguments[3:])
            said = capsys.readouterr().err.splitlines()
        assert matches(without_figures(said), without_figures(shown)), (command, said)
    assert quay.commits() == ["First edition"]
    assert quay.tree()["CNAME"] == "quay.example"


def test_site_under_a_path_lies_where_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, serve = blocks(section(PAGE, "Other hosts"), "sh")[0].splitlines()
    assert serve == "python -m http.server -d www"
    write_files(tmp_path, SITE)
    monkeypatch.chdir(tmp_path)
    assert cli.run([*shlex.split(build)[3:], "--no-search", "--quiet"]) == 0
    assert 'href="/news/latest/"' in Path("www/news/index.html").read_text("utf-8")
