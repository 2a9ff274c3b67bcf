"""git as a program: in one language, never asking a machine for a password, its messages caught."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from site_gen.errors import UsageError

OLDEST = (2, 31)
"""The first git that takes configuration from the environment."""
_ELSEWHERE = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES "
    "GIT_COMMON_DIR GIT_NAMESPACE GIT_PREFIX GIT_SHALLOW_FILE GIT_QUARANTINE_PATH".split()
)
"""Set where a hook of another repository runs us; none of them is about the site's."""
_SAID_BY = re.compile(r"(?:(?:remote|fatal|error):\s*)+")
_PASSWORD = re.compile(r"(?<=://)[^/@\s]+@")


class GitResult(msgspec.Struct, frozen=True):
    """What came of a call of git."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8", "surrogateescape").strip()

    @property
    def reason(self) -> str:
        """Why it failed, in the one line of git's, or of the other side's, that says most."""
        return reason(self.err)


class Git:
    """Runs git in a folder, with an environment that makes its words those we know."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    @classmethod
    def of(cls, folder: Path, environment: Mapping[str, str], *, unattended: bool) -> Git:
        """For the repository around the ``folder``; if ``unattended``, nobody is asked anything."""
        kept = {name: value for name, value in environment.items() if name not in _ELSEWHERE}
        kept |= {"LC_ALL": "C", "LANGUAGE": "C"}
        if unattended:
            kept["GIT_TERMINAL_PROMPT"] = "0"
        return cls(folder, kept)

    def at(self, folder: Path) -> Git:
        return Git(folder, self.environment)

    def within(self, repository: Path, settings: Sequence[tuple[str, str]] = ()) -> Git:
        """The same for the bare ``repository``, with these settings beside its configuration."""
        count = int(self.environment.get("GIT_CONFIG_COUNT") or 0)
        added = {"GIT_DIR": str(repository), "GIT_CONFIG_COUNT": str(count + len(settings))}
        for number, (key, value) in enumerate(settings, count):
            added |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        return Git(self.folder, {**self.environment, **added})

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start git with pipes to it and from it; raises UsageError if there is no git."""
        try:
            return subprocess.Popen(  # noqa: S603  no shell, and the program is always git
                ["git", *arguments],  # noqa: S607  whichever git the person uses
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
            except BaseException:  # Ctrl-C: it must not go on without us
                process.kill()
                raise
        return GitResult(process.returncode, out, err.decode("utf-8", "replace"))

    def settings(self) -> list[tuple[str, str]]:
        """All of the configuration that holds, later values winning over earlier ones."""
        listed = self.run("config", "--list", "--includes", "-z").text
        pairs = [entry.partition("\n") for entry in listed.split("\0") if entry]
        return [(key, value if sign else "true") for key, sign, value in pairs]

    def ask(self, *arguments: str) -> str:
        """What git answers in one line; empty if it does not know."""
        done = self.run(*arguments)
        return done.text if done.status == 0 else ""


def reason(said: str) -> str:
    """The first line that is no warning: what follows it are consequences and advice."""
    for line in said.splitlines():
        text = _SAID_BY.sub("", line.strip(), count=1).strip()
        if text and not text.lower().startswith(("warning:", "hint:")):
            return _PASSWORD.sub("", text)
    return "git gave no reason"


def check_version(git: Git) -> None:
    """Raise UsageError if there is no git, or one that is too old."""
    said = git.ask("--version")
    found = re.search(r"(\d+)\.(\d+)", said)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise UsageError(f"git {found[0]} is too old", hint=f"publish needs git {oldest} or newer")
