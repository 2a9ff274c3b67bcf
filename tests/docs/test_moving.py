"""docs/moving-from-jekyll.md: its folder is moved by its own commands, word by word."""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from site_gen import cli
from site_gen.cli import build as build_command
from tests.docs.reading import blocks, files_of, read, section, tables, write
from tests.sites.site import read_folder

PAGE = "docs/moving-from-jekyll.md"
FILES = files_of(read(PAGE))
RECORD = FILES["_news/2024-05-14-night-ferry.md"]
STEP = re.compile(r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block, with its file name if it has one."""
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


class Moved(NamedTuple):
    """The folder after all steps, and the output of the commands."""

    folder: Path
    outputs: list[tuple[str, str, str]]
    """Command, its output, the output that the page shows."""
    tried: dict[str, bytes]
    """The files there were after the first build, that of the trial."""


def shell(command: str, folder: Path) -> str:
    """The output of a command, which must succeed."""
    done = subprocess.run(
        ["sh", "-ec", command],
        cwd=folder,
        env={"PATH": PATH, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def run_site_gen(command: str) -> str:
    """The output of a command of site_gen, run in this process, which is faster."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        cli.run(shlex.split(command)[3:])
    return output.getvalue()


def run(command: str, folder: Path) -> str:
    return (
        run_site_gen(command)
        if command.startswith("python -m site_gen ")
        else shell(command, folder)
    )


def without_numbers(lines: str) -> str:
    """The output without the numbers of files and bytes, which depend on the theme."""
    return re.sub(r"^(_\w+: )(.*)", lambda line: line[1] + re.sub(r"[\d.]+", "#", line[2]), lines,
                  flags=re.MULTILINE).strip()  # fmt: skip


def commands_and_outputs(block: str) -> Iterator[tuple[str, str]]:
    """Commands of a console block, each with what is printed below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """Everything the page says, done in its order; renaming is another way, tried by itself."""
    folder = tmp_path_factory.mktemp("jekyll")
    outputs: list[tuple[str, str, str]] = []
    tried: dict[str, bytes] = {}
    text = read(PAGE).replace(section(PAGE, "Renaming"), "")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(build_command, "_LONG", math.inf)  # the page shows builds that take no time
        patch.setenv("SOURCE_DATE_EPOCH", "1772366400")
        for name, language, block in STEP.findall(text):
            if name:
                write(folder, {name: block})
            elif language == "sh":
                shell(block, folder)
            elif language == "console":
                for command, expected in commands_and_outputs(block):
                    outputs.append((command, run(command, folder), expected))
                    tried = tried or read_folder(folder)
    return Moved(folder, outputs, tried)


def test_commands_print_what_the_page_shows(moved: Moved) -> None:
    assert len(moved.outputs) == 6
    for command, output, expected in moved.outputs:
        assert without_numbers(output) == without_numbers(expected), command


def test_trial_leaves_the_folder_of_jekyll_as_it_is(moved: Moved) -> None:
    old = {name: text.encode() for name, text in FILES.items() if not name.endswith(".py")}
    kept = {
        name: data
        for name, data in moved.tried.items()
        if not name.startswith(("_quay/", ".site_gen_cache/"))
    }
    assert kept == old


def test_moved_site_has_everything(moved: Moved) -> None:
    site = moved.folder / "_site"
    ferry = (site / "news/2024-05-14-night-ferry/index.html").read_text("utf-8")
    assert 'src="/quay/assets/img/tern.svg"' in ferry
    assert (site / "assets/img/tern.svg").is_file()
    lamps = json.loads((site / "api/news/2024-05-15-lamps/index.json").read_bytes())
    assert lamps["tags"] == ["lamps", "light"]
    assert (site / "about/index.html").is_file()
    assert (site / "topics/ferries/index.html").is_file()
    assert not (site / "topics/ships").exists()
    for name in ("feed.xml", "sitemap.xml", "robots.txt"):
        assert (site / name).is_file()
    left = {path.name for path in moved.folder.iterdir()} - {"_site", "_quay", ".site_gen_cache"}
    assert left == {"_config.yml", "assets", "content", "site.yaml", "static"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("news/night-ferry/index.html", "/quay/news/2024-05-14-night-ferry/"),
        ("lamps.html", "/quay/news/2024-05-15-lamps/"),
    ],
)
def test_old_addresses_lead_on(moved: Moved, old: str, new: str) -> None:
    page = (moved.folder / "_site" / old).read_text("utf-8")
    assert f'content="0; url={new}"' in page
    assert (moved.folder / "_site" / new.removeprefix("/quay/") / "index.html").is_file()


def test_check_tells_of_an_old_address_that_leads_nowhere(
    moved: Moved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"site.yaml": FILES["site.yaml"], "content/news/other.md": RECORD})
    lost = moved.folder / "_site/lamps.html"
    write(tmp_path, {"static/lamps.html": lost.read_text("utf-8")})
    monkeypatch.chdir(tmp_path)
    run_site_gen("python -m site_gen build --quiet")
    message = "/lamps.html: error: links to /quay/news/2024-05-15-lamps/: there is no such page"
    assert message in run_site_gen("python -m site_gen check")


def test_renaming_makes_the_addresses_of_titles(tmp_path: Path) -> None:
    names = ("2024-05-14-night-ferry.md", "2024-06-01-night-ferry.md", "undated.md")
    write(tmp_path, {f"content/news/{name}": name for name in names})
    (block,) = blocks(section(PAGE, "Renaming"), "sh")
    with contextlib.suppress(AssertionError):  # some programs call a file that was kept a failure
        shell(block, tmp_path)
    found = {path.name: path.read_text() for path in (tmp_path / "content/news").iterdir()}
    assert found == {"night-ferry.md": names[0], names[1]: names[1], "undated.md": "undated.md"}


def old_address(folder: Path, permalink: str, record: str) -> str:
    """The only file that the script writes into static/."""
    script = FILES["old_addresses.py"]
    assert 'PERMALINK = "/news/:title/"' in script
    write(
        folder,
        {
            "site.yaml": FILES["site.yaml"],
            "content/news/2024-05-14-night-ferry.md": record,
            "old_addresses.py": script.replace("/news/:title/", permalink),
        },
    )
    runpy.run_path(str(folder / "old_addresses.py"))
    (file,) = (folder / "static").rglob("*.html")
    return "/" + file.relative_to(folder / "static").as_posix().removesuffix("index.html")


ADDRESSES = tables(section(PAGE, "Old addresses"))[0]


@pytest.mark.parametrize("row", ADDRESSES, ids=lambda row: row[0])
def test_script_makes_the_addresses_that_jekyll_made(
    row: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    permalink = "/news/:name.html" if row[0] == "none" else row[0].partition(",")[0].strip("`")
    was = row[1].partition(",")[0].strip("`")
    if "nothing" in row[2]:
        assert was == "/news/2024-05-14-night-ferry/"
        return
    assert old_address(tmp_path, permalink, RECORD) == was


@pytest.mark.parametrize(
    ("permalink", "field", "expected"),
    [
        ("/:categories/:year/:title/", "categories: [A, Bc]", "/a/bc/2024/night-ferry/"),
        ("/news/:title", "", "/news/night-ferry.html"),
        ("/news/:title/", "permalink: /a/b/", "/a/b/"),
    ],
)
def test_script_knows_categories_and_own_permalinks(
    permalink: str,
    field: str,
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    record = RECORD.replace("layout: article", field, 1)
    assert old_address(tmp_path, permalink, record) == expected
