"""Running steps of a workflow locally, with bash and git and without a network."""

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
    """The result of a script."""

    status: int
    lines: list[str]
    """Its output; GitHub shows lines with ``::`` as annotations."""
    outputs: str
    pauses: list[int]
    """The seconds of each sleep."""

    @property
    def warned(self) -> bool:
        return any(line.startswith("::warning title=Fetch::") for line in self.lines)


class Runner:
    """Runs steps of fetch.yml."""

    def __init__(self, folder: Path, remote: Path) -> None:
        self.temp, self.clone, self.remote = folder / "temp", folder / "clone", remote
        self.clone.mkdir(parents=True)
        executable(self.temp / "bin/sleep", '#!/bin/sh\necho "$1" >> "$RUNNER_TEMP/pauses"\n')

    def check_out(self) -> Runner:
        """Clone one commit of the remote's branch, as the action does."""
        git(self.clone, "clone", "--quiet", "--depth=1", self.remote.as_uri(), ".")
        return self

    def fetched(self, files: dict[str, str], *, new: int = 1, updated: int = 0) -> None:
        """Write what ``fetch`` writes: files, its state, and a report."""
        write(self.clone, {**files, ".site_gen_cache/fetch": "state"})
        report = {"new": new, "updated": updated, "failed": 0, "sources": []}
        (self.temp / "fetch.json").write_text(json.dumps(report))

    def run(self, name: str) -> Done:
        """Run the step of this name as a Linux runner does."""
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
        return Done(
            done.returncode, lines, self.text("outputs"), [int(seconds) for seconds in pauses]
        )

    def text(self, name: str) -> str:
        path = self.temp / name
        return path.read_text() if path.exists() else ""


QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TEST_FSYNC": "0",
    "LC_ALL": "C",
}
"""Without the git configuration of the machine."""
ADA = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Ada Quay"), ("EMAIL", "ada@quay.example"))
}


def git(folder: Path, *arguments: str) -> str:
    """The output of git, which must succeed."""
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
