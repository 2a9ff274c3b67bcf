"""docs/unattended.md: its script works, and its messages and files are those of the workflow."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from site_gen.cli import cli
from tests.docs.reading import blocks, files_of, named, read, section, tables
from tests.starting.runner import executable
from tests.starting.test_with_fetch import ADDED
from tests.starting.workflows import FETCH, minute, script, steps, workflow

PAGE = "docs/unattended.md"
((PATH, SCRIPT),) = files_of(read(PAGE)).items()


def hour(folder: Path, failing: str, status: int) -> list[str]:
    """The commands that the script runs if one of them fails with this status."""
    log = folder / "log"
    tool = f'#!/bin/sh\necho "${{3:-rsync}}" >> {log}\n[ "$3" != {failing} ] || exit {status}\n'
    executable(folder / ".venv/bin/python", tool)
    executable(folder / "bin/rsync", f"#!/bin/sh\necho rsync >> {log}\n")
    (folder / "hourly.sh").write_text(SCRIPT.replace(str(Path(PATH).parent), str(folder)))
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["sh", folder / "hourly.sh"], env={"PATH": path}, check=False)
    return log.read_text().split()


@pytest.mark.parametrize(
    ("failing", "status", "goes_on"),
    [
        ("nothing", 0, True),
        ("fetch", 1, True),
        ("fetch", 3, False),
        ("build", 2, False),
        ("check", 1, False),
    ],
)
def test_script_publishes_unless_a_command_fails(
    tmp_path: Path, failing: str, status: int, goes_on: bool
) -> None:
    commands = ["fetch", "build", "check", "rsync"]
    until = len(commands) if goes_on else commands.index(failing) + 1
    assert hour(tmp_path, failing, status) == commands[:until]


def test_commands_of_the_page_exist() -> None:
    lines = "\n".join([*blocks(read(PAGE), " *sh"), SCRIPT]).splitlines()
    words = [shlex.split(line.partition("||")[0]) for line in lines if " -m site_gen " in line]
    assert len(words) >= 5
    for _, _, _, name, *arguments in words:
        cli.commands[name].make_context(name, arguments)  # raises for unknown options


def test_cron_runs_the_script_when_the_workflow_runs() -> None:
    (line,) = blocks(section(PAGE, "Elsewhere"), "text")
    assert line.startswith(f"{minute(FETCH)} * * * * flock --nonblock {PATH} sh {PATH} ")


def test_messages_are_those_of_the_workflow() -> None:
    rows = [row[0] for row in tables(section(PAGE, "When something is wrong"))[0]]
    scripts = "".join(step.get("run", "") for step in steps(FETCH))
    joined = re.sub(r'" \\\n\s*"', " ", scripts)
    messages = re.findall(r"::\w+ title=Fetch::([^\"]+)", joined)
    assert [row.strip("`") for row in rows if row.startswith("`")] == messages
    assert [word for row in rows for word in re.findall("“(.+)”", row)] == ["Fetch", "publish"]
    assert script(FETCH, "Fetch")
    assert "publish" in workflow(FETCH)["jobs"]


def test_files_are_those_that_init_adds() -> None:
    text = re.sub(r"^ +", "", section(PAGE, "Switch it on"), flags=re.MULTILINE)
    assert named(tables(text)[0]).keys() == {*ADDED, "requirements.txt"}
