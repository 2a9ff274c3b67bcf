"""docs/first-site.md: every step of it in an empty folder."""

from __future__ import annotations

import math
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from site_gen import cli
from site_gen.cli import build
from tests.conftest import Run
from tests.docs.reading import read, without_sizes
from tests.starting.conftest import install_from

PAGE = read("docs/first-site.md")


class Block(NamedTuple):
    """A fenced block of the page, and the line above it."""

    above: str
    language: str
    text: str


def blocks() -> Iterator[Block]:
    """The fenced blocks of the page in order."""
    above, language, text = "", "", ""
    for line in PAGE.splitlines():
        if language and line == "```":
            yield Block(above, language, text)
            above, language, text = "", "", ""
        elif language:
            text += f"{line}\n"
        elif line.startswith("```"):
            language = line[3:]
        elif line:
            above = line


class Reader:
    """Follows the page, and collects the output on it and the real output."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder, self.run = folder, run
        self.compared: list[tuple[str, str]] = []
        self.last = ""
        """The path that was printed last."""

    def follow(self, block: Block) -> None:
        path = re.fullmatch(r"`([^`]+)`:", block.above)
        if block.language == "console":
            self.type_in(block.text)
        elif path:
            file = self.folder / path[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        elif block.text.startswith("rm -r "):
            for name in shlex.split(block.text)[2:]:
                shutil.rmtree(self.folder / name)
        elif block.language == "markdown":
            self.compared.append((block.text, (self.folder / self.last).read_text("utf-8")))
        elif block.language == "yaml":
            self.replace("site.yaml", re.sub(r"^", "#", block.text, flags=re.MULTILINE), block.text)

    def type_in(self, text: str) -> None:
        line, _, shown = text.partition("\n")
        command = shlex.split(line)
        assert command[:4] == ["$", "python", "-m", "site_gen"]
        _, out, err = self.run(*command[4:])
        self.last = out.strip() or self.last
        self.compared.append((without_sizes(shown), without_sizes(out + err)))

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        old = old.removesuffix("#")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def reader(site_gen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader who has followed the whole page in a new folder."""
    monkeypatch.setattr(build, "_LONG", math.inf)  # as on a fast machine
    install_from(monkeypatch, '{"url": "file:///site_gen", "dir_info": {}}')
    reader = Reader(tmp_path, site_gen)
    for block in blocks():
        if "`quality: 75` in line 6" in block.above:
            reader.replace(reader.last, "quality: high", "quality: 75")
        reader.follow(block)
    return reader


def test_steps_of_the_page_work(reader: Reader) -> None:
    for expected, actual in reader.compared:
        assert actual == expected
    assert len(reader.compared) == PAGE.count("```console") + 1
    home = (reader.folder / "_site/index.html").read_text("utf-8")
    (styles,) = (reader.folder / "_site/assets").glob("site-*.css")
    assert "--accent-on-paper:var(--blue-700)" in styles.read_text("utf-8")
    assert "The Quay is read from the east quay, with tea." in home
    assert 'href="/about/"' in home
    article = "_site/news/2026-03-01-harbour-board-buys-a-crane/index.html"
    assert "Quay Times" in (reader.folder / article).read_text("utf-8")


def test_no_sample_is_left_when_the_two_folders_are_deleted(reader: Reader) -> None:
    status, out, err = reader.run("check", "--strict")
    assert (status, out) == (0, ""), err
    article = "2026-03-01-harbour-board-buys-a-crane"
    assert [path.name for path in reader.folder.glob("_site/news/*/")] == [article]
    assert not (reader.folder / "_site/img/samples").exists()
    assert [path.name for path in reader.folder.glob("_site/topics/*/")] == ["harbour"]


def test_table_lists_the_written_files(site_gen: Run, tmp_path: Path) -> None:
    site_gen("init", ".")
    named = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    files = {path for path in written if (tmp_path / path).is_file()}
    folders = tuple(name for name in named if name.endswith("/"))
    assert len(folders) == 2
    assert {path for path in files if not path.startswith(folders)} == {*named} - {*folders}


def test_other_commands_exist() -> None:
    shells = [block.text for block in blocks() if block.language == "sh"]
    assert len(shells) == 3
    assert shells[1] == "python -m site_gen serve\n"
    assert "serve" in cli.cli.commands
