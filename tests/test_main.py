"""The program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.sites.site import news, record, write_files

SITE = {**news(record("Ferry returns")), "content/news/bad.md": "no front matter"}


def test_module_runs_as_a_command_of_its_own(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "site_gen", *arguments]
        # A terminal that knows ASCII only must not break a message with “quotes”.
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


def test_interrupt_while_the_program_is_loaded_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")
