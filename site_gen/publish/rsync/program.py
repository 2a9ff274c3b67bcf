"""Run rsync over SSH, without prompts for passwords in workflows."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Mapping

from site_gen.errors import PublishError, UsageError
from site_gen.publish.rsync.address import ServerFolder
from site_gen.wording import one_line

_MIN_VERSION = (3, 1)
"""The first rsync that removes files by name (``--delete-missing-args``)."""
_ESCAPES_ARGUMENTS = (3, 2, 4)
"""The first rsync that quotes paths for the server's shell. Others send them past the shell."""
_VANISHED = 24
"""The status if files to send are missing."""
_CONNECTION = (12, 127, 255)
"""Statuses if rsync on the server does not answer: the reason comes from ssh or a shell."""
_INSTALL = "apt install rsync, brew install rsync, or https://rsync.samba.org/"
_OWN_LINE = re.compile(r"rsync(?: error)?: (?:\[\w+\] )?|rsync warning: ", re.IGNORECASE)
_NOISE = re.compile(r"[@#*=\-\s]*\Z|warning:|debug\d:", re.IGNORECASE)
"""Lines of ssh that are no reason: frames of warnings."""


class Rsync:
    """Runs rsync with an environment, for a server."""

    def __init__(
        self, server: ServerFolder, environment: Mapping[str, str], *, unattended: bool
    ) -> None:
        """``unattended``: ssh never asks for a password or about a host key."""
        left_out = ("RSYNC_PROTECT_ARGS", "RSYNC_OLD_ARGS", "RSYNC_PARTIAL_DIR")
        self.server = server
        self.environment = {k: v for k, v in environment.items() if k not in left_out}
        self.environment |= {"LC_ALL": "C", "LANGUAGE": "C"}
        shell = [environment.get("RSYNC_RSH") or "ssh"]
        shell += [f"-p {server.port}"] if server.port else []
        shell += ["-o BatchMode=yes"] if unattended else []
        self._options = [f"--rsh={' '.join(shell)}"]

    def check_version(self) -> None:
        """Raise UsageError if there is no rsync, or if it is too old."""
        with self._start("--version") as process:
            text = process.communicate()[0].decode("utf-8", "replace")
        match = re.search(r"rsync\s+version\s+v?(\d+)\.(\d+)(?:\.(\d+))?", text)
        version = tuple(int(part or 0) for part in match.groups()) if match else (0,)
        if version < _MIN_VERSION:
            known = ".".join(map(str, version)) if match else "of unknown version"
            oldest = ".".join(map(str, _MIN_VERSION))
            raise UsageError(
                f"rsync {known} is too old",
                hint=f"publish needs rsync {oldest} or newer: {_INSTALL}",
            )
        if version < _ESCAPES_ARGUMENTS:
            self._options.append("--protect-args")

    def run(self, *arguments: str, given: bytes = b"", may_lack_files: bool = False) -> str:
        """Run rsync to its end with ``given`` as its input, and return its output.

        Raises PublishError if it fails; with ``may_lack_files`` not if files to send are missing.
        """
        with self._start(*self._options, *arguments) as process:
            try:
                out, err = process.communicate(given)
            except BaseException:  # such as Ctrl-C: rsync removes its temporary files and ends
                process.terminate()
                raise
        if process.returncode not in ((0, _VANISHED) if may_lack_files else (0,)):
            raise self._failure(process.returncode, err.decode("utf-8", "replace"))
        return out.decode("utf-8", "surrogateescape")

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 - no shell, and the program is always rsync
                ["rsync", *arguments],  # noqa: S607 - the rsync on PATH
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            why = "is not installed, or not on PATH" if missing else f"fails: {error.strerror}"
            raise UsageError(f"the program rsync {why}", hint=_INSTALL) from error

    def _failure(self, status: int, stderr: str) -> PublishError:
        reason = failure_reason(status, stderr)
        if "change_dir" in reason and "No such file" in reason:
            return PublishError(
                f"{self.server}: the folder does not exist",
                hint=f'{self.server.login} "mkdir -p {shlex.quote(self.server.path)}"',
            )
        if status not in _CONNECTION:
            return PublishError(
                f"{self.server}: {reason}",
                hint="when this is mended, publish again: it continues where it stopped",
            )
        if "not found" in reason and "rsync" in reason:
            hint = "install rsync on the server"
        else:
            hint = f"try {self.server.login}"
        return PublishError(f"{self.server} cannot be reached: {reason}", hint=hint)


def failure_reason(status: int, stderr: str) -> str:
    """Why rsync failed, in one line.

    If there was no connection, it is the last line of ssh: banners of servers come before it.
    """
    lines = [one_line(line) for line in stderr.splitlines() if line.strip()]
    others = [line for line in lines if not _OWN_LINE.match(line) and not _NOISE.match(line)]
    if status in _CONNECTION and others:
        return others[-1]
    own = [_OWN_LINE.sub("", line) for line in lines if _OWN_LINE.match(line)]
    return next(iter([*own, *others]), f"rsync gave no reason (status {status})")
