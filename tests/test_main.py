"""The program in a separate process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites.site import news, read_folder, record, write_files

SITE = {**news(record("Ferry returns")), "content/news/bad.md": "no front matter"}


def test_module_runs_as_a_command(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "site_gen", *arguments]
        # Messages with “quotes” must not fail on an ASCII terminal.
        environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    built = run("build")
    assert (built.returncode, built.stdout) == (1, "")
    assert "content/news/bad.md:1:1: error: no front matter" in built.stderr
    wrong = run("build", "--base-url", "gazette")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr
    assert "base_url is" in wrong.stderr
    helped = run("--help")
    assert helped.returncode == 0
    assert {"build", "check", "explain"} <= set(helped.stdout.split())


INTERRUPTED = """
import runpy, sys

class Interrupts:
    def find_spec(self, name, *_):
        if name == "click":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupts())
runpy.run_module("site_gen", run_name="__main__")
"""


def test_interrupt_during_imports_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


COMMANDS = {
    "--help": 0,
    "build": 1,
    "build --bogus": 2,
    "check": 1,
    "explain r1": 0,
    "sources": 0,
    "fetch": 2,
    "import-opml nothing.opml": 2,
    "init begun": 0,
    "new Lamp": 0,
    "publish --dry-run": 2,
    "serve --port 70000": 2,
}
"""Commands and their exit statuses."""
CLOSED = [">&-", "2>&-", "<&- >&- 2>&-", "2>&1 | true"]
if Path("/dev/full").exists():
    CLOSED.append("2>/dev/full")


@pytest.mark.parametrize("streams", CLOSED)
def test_commands_work_with_closed_or_broken_streams(tmp_path: Path, streams: str) -> None:
    """All commands run in one shell, which is faster."""
    write_files(tmp_path, SITE)
    steps = [
        f'"$PYTHON" -m site_gen {command} {streams}; echo ":${{PIPESTATUS[0]}}:" >&3'
        for command in COMMANDS
    ]
    done = subprocess.run(
        ["bash", "-c", f"exec 3>statuses; {chr(10).join(steps)}"],
        cwd=tmp_path,
        env={**os.environ, "PYTHON": sys.executable, "SOURCE_DATE_EPOCH": "1772366400"},
        capture_output=True,
        text=True,
        check=False,
    )
    statuses = (tmp_path / "statuses").read_text().split()
    assert statuses == [f":{status}:" for status in COMMANDS.values()], done.stderr
    for text in ("Traceback", "Exception", "Broken pipe", "Bad file descriptor"):
        assert text not in done.stdout + done.stderr
    assert (tmp_path / "_site/news/r1/index.html").is_file()
    assert "Traceback" not in "".join(
        path.read_text("utf-8") for path in (tmp_path / "_site").rglob("*.html")
    )


def test_optimised_python_builds_the_same_bytes(tmp_path: Path) -> None:
    """Without docstrings and assertions."""
    outputs = {}
    for option in ("-B", "-O", "-OO"):
        folder = tmp_path / option
        write_files(folder, news(record("Ferry returns", topics=["Tides"])))
        subprocess.run(
            [sys.executable, option, "-m", "site_gen", "build", "--now", "2026-03-01"],
            cwd=folder,
            capture_output=True,
            check=True,
        )
        outputs[option] = read_folder(folder / "_site")
    assert outputs["-B"] == outputs["-O"] == outputs["-OO"]
    assert b'"description"' in outputs["-OO"]["api/schema.json"]
