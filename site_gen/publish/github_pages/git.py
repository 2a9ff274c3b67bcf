"""Run git, with its messages in English, and without a prompt for a password in workflows."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from site_gen.errors import UsageError
from site_gen.git_blobs import REPOSITORY_VARIABLES

_MIN_VERSION = (2, 31)
"""The first git that reads configuration from the environment."""
_PREFIX = re.compile(r"(?:(?:remote|fatal|error):\s*)+")
_PASSWORD = re.compile(r"(?<=://)[^/@\s]+@")


class GitResult(msgspec.Struct, frozen=True):
    """Exit status and output of git."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8", "surrogateescape").strip()

    @property
    def reason(self) -> str:
        """Why it failed, in one line."""
        return failure_reason(self.err)


class Git:
    """Runs git in a folder with an environment."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    @classmethod
    def of(cls, folder: Path, environment: Mapping[str, str], *, unattended: bool) -> Git:
        """For the repository around ``folder``; without prompts if ``unattended``."""
        environment = {
            name: value for name, value in environment.items() if name not in REPOSITORY_VARIABLES
        }
        environment |= {"LC_ALL": "C", "LANGUAGE": "C"}
        if unattended:
            environment["GIT_TERMINAL_PROMPT"] = "0"
        return cls(folder, environment)

    def at(self, folder: Path) -> Git:
        return Git(folder, self.environment)

    def within(self, repository: Path, settings: Sequence[tuple[str, str]] = ()) -> Git:
        """For the bare ``repository``, with these settings added to its configuration."""
        count = int(self.environment.get("GIT_CONFIG_COUNT") or 0)
        added = {"GIT_DIR": str(repository), "GIT_CONFIG_COUNT": str(count + len(settings))}
        for number, (key, value) in enumerate(settings, count):
            added |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        return Git(self.folder, {**self.environment, **added})

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start git with pipes for its streams; raises UsageError if there is no git."""
        try:
            return subprocess.Popen(  # noqa: S603 - no shell, and the program is always git
                ["git", *arguments],  # noqa: S607 - the git on PATH
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            why = "is not installed, or not on PATH" if missing else f"fails: {error.strerror}"
            raise UsageError(
                f"the program git {why}", hint="publish works with git: https://git-scm.com/"
            ) from error

    def run(self, *arguments: str) -> GitResult:
        """Run git to its end, whatever its exit status."""
        with self.start(*arguments) as process:
            try:
                out, err = process.communicate()
            except BaseException:  # such as Ctrl-C: git must not continue
                process.kill()
                raise
        return GitResult(process.returncode, out, err.decode("utf-8", "replace"))

    def settings(self) -> list[tuple[str, str]]:
        """The whole configuration; of several values of a key the last counts."""
        listed = self.run("config", "--list", "--includes", "-z").text
        pairs = [entry.partition("\n") for entry in listed.split("\0") if entry]
        return [(key, value if sign else "true") for key, sign, value in pairs]

    def ask(self, *arguments: str) -> str:
        """The output of git; empty if it failed."""
        result = self.run(*arguments)
        return result.text if result.status == 0 else ""


def failure_reason(stderr: str) -> str:
    """The first line that is neither a warning nor a hint; later lines are consequences."""
    for line in stderr.splitlines():
        text = _PREFIX.sub("", line.strip(), count=1).strip()
        if text and not text.lower().startswith(("warning:", "hint:")):
            return _PASSWORD.sub("", text)
    return "git gave no reason"


def check_version(git: Git) -> None:
    """Raise UsageError if there is no git, or if it is too old."""
    match = re.search(r"(\d+)\.(\d+)", git.ask("--version"))
    if match and (int(match[1]), int(match[2])) < _MIN_VERSION:
        oldest = ".".join(map(str, _MIN_VERSION))
        raise UsageError(f"git {match[0]} is too old", hint=f"publish needs git {oldest} or newer")
