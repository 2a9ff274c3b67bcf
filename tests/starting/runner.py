"""A machine that runs the steps of a workflow: in bash, with git, without a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.docs.reading import write
from tests.starting.workflows import FETCH, script


class Done(NamedTuple):
    """How a script ended."""

    status: int
    lines: list[str]
    """What it printed; lines with ``::`` are shown beside the run."""
    outputs: str
    pauses: list[int]
    """For how many seconds it slept, each time."""

    @property
    def warned(self) -> bool:
        return any(line.startswith("::warning title=Fetch::") for line in self.lines)


class Runner:
    """A machine that runs the steps of fetch.yml."""

    def __init__(self, folder: Path, remote: Path) -> None:
        self.temp, self.clone, self.remote = folder / "temp", folder / "clone", remote
        self.clone.mkdir(parents=True)
        executable(self.temp / "bin/sleep", '#!/bin/sh\necho "$1" >> "$RUNNER_TEMP/pauses"\n')

    def check_out(self) -> Runner:
        """Clone the remote's branch, and of it, as the action does, one commit only."""
        git(self.clone, "clone", "--quiet", "--depth=1", self.remote.as_uri(), ".")
        return self

    def fetched(self, files: dict[str, str], *, new: int = 1, updated: int = 0) -> None:
        """Leave what ``fetch`` leaves: files, its state, and a report."""
        write(self.clone, {**files, ".site_gen_cache/fetch": "state"})
        report = {"new": new, "updated": updated, "failed": 0, "sources": []}
        (self.temp / "fetch.json").write_text(json.dumps(report))

    def run(self, name: str) -> Done:
        """Run the step of this name, as a runner does on Linux."""
        file = self.temp / "step.sh"
        file.write_text(script(FETCH, name), encoding="utf-8")
        environment = {
            **QUIET,
            "PATH": os.pathsep.join(
                [str(self.temp / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
            ),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_REF_NAME": "main",
            "GITHUB_OUTPUT": str(self.temp / "outputs"),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", file],
            cwd=self.clone,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        pauses = self.text("pauses").split()
        lines = (done.stdout + done.stderr).splitlines()
        return Done(done.returncode, lines, self.text("outputs"), [int(word) for word in pauses])

    def text(self, name: str) -> str:
        path = self.temp / name
        return path.read_text() if path.exists() else ""


QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TEST_FSYNC": "0",
    "LC_ALL": "C",
}
"""No configuration of the machine plays a part."""
ADA = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Ada Quay"), ("EMAIL", "ada@quay.example"))
}


def git(folder: Path, *arguments: str) -> str:
    """What git prints; it must not fail."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **QUIET, **ADA},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(folder: Path, files: dict[str, str], message: str) -> None:
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def executable(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
