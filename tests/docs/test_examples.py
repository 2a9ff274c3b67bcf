"""Sites and commands in the documentation work as shown."""

from __future__ import annotations

import math
import re
import shlex
from pathlib import Path

import pytest
import yaml

from site_gen.cli import build, run
from site_gen.model import FrontMatter, Image, ProviderRef, Related
from site_gen.validate import known_fields
from tests.docs.reading import (
    blocks,
    build_files,
    files_of,
    message_and_hint,
    read,
    section,
    without_sizes,
    write,
)


@pytest.fixture(autouse=True)
def _machine_is_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show the output of builds that take less than two seconds."""
    monkeypatch.setattr(build, "_LONG", math.inf)


def test_first_site_of_the_readme_is_built_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("README.md", "A first site in five minutes")
    monkeypatch.chdir(tmp_path)
    output = {}
    for line in "".join(blocks(text, "sh")).splitlines():
        if line.startswith("python -m site_gen ") and not line.endswith(" serve"):
            command, *arguments = shlex.split(line)[3:]
            assert run([command, *arguments]) == 0
            output[command] = without_sizes(capsys.readouterr().err)
    assert output.keys() == {"init", "build", "new"}
    (shown,) = blocks(text, "text")
    assert output["build"] == without_sizes(shown)


CONSOLE = blocks(read("docs/command-line.md"), "console")


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: block.splitlines()[0])
def test_commands_print_what_the_page_shows(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, files_of(read("docs/command-line.md")))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1716206400")  # 20 May 2024, noon
    command, _, expected = block.partition("\n")
    assert command.startswith("$ python -m site_gen ")
    arguments = shlex.split(command)[4:]
    if arguments[0] == "check":
        run(["build", "--quiet"])
        capsys.readouterr()
    run(arguments)
    output = capsys.readouterr()
    assert without_sizes(output.out or output.err) == without_sizes(expected)


def test_example_records_are_valid(tmp_path: Path) -> None:
    files = files_of(read("docs/records.md"))
    good = {path: text for path, text in files.items() if "mistakes" not in path}
    report = build_files(tmp_path, good)
    output = {problem.path: message_and_hint(problem) for problem in report.problems}
    assert output == {"news/2024-05-14-night-ferry.md": "excerpt is empty (add a summary)"}
    assert report.published == len(good) == 2


def test_record_with_everything_has_every_field() -> None:
    text = files_of(read("docs/records.md"))["content/news/2024-05-16-new-engines.md"]
    fields = yaml.safe_load(text.split("---\n")[1])
    assert fields.keys() == {*known_fields(FrontMatter), "secured"}
    assert fields["provider"].keys() == set(known_fields(ProviderRef))
    assert fields["related"][0].keys() == set(known_fields(Related))
    assert fields["images"][0].keys() == set(known_fields(Image))


def test_example_notes_are_valid(tmp_path: Path) -> None:
    text = section("docs/records.md", "Topics, providers and pages")
    paths = re.findall(r"^`(content/[^`]+)` ", text, re.MULTILINE)
    notes = dict(zip(paths, blocks(text, "markdown"), strict=True))
    assert len(notes) == 3
    report = build_files(tmp_path, notes)
    assert report.problems == ()
    assert (tmp_path / "_site" / "about" / "index.html").is_file()
