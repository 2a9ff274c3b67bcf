"""Builds for a preview: the command itself, in a process of its own.

The preview goes on answering while the site is built with all processors, and ends at once
when it is told to: a build that is broken off harms nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec

from site_gen.model import BuildReport
from site_gen.options import Options

_PATIENCE = 3.0
"""Seconds that an interrupted build has to clear up."""


class Failed(msgspec.Struct, frozen=True):
    """A build that ended without a report: the configuration, a template, the disk."""

    message: str
    """As the command has told it, in one line."""


class Builds:
    """Builds one site, again and again; ``now`` is the instant for all of them, if there is one."""

    def __init__(self, options: Options, now: datetime | None) -> None:
        self.arguments = build_arguments(options, now)
        self._running: asyncio.subprocess.Process | None = None

    async def build(self) -> BuildReport | Failed:
        """Build the site, and say what became of it."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.json")
            self._running = process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "site_gen", *self.arguments, "--report", str(report)),
                stdin=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                _, said = await process.communicate()
            finally:
                self._running = None
            try:
                return msgspec.json.decode(report.read_bytes(), type=BuildReport)
            except (OSError, msgspec.MsgspecError):
                return Failed(_last_line(said, process.returncode))

    async def stop(self) -> None:
        """Break off the build that is running, if there is one."""
        process = self._running
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if sys.platform == "win32":
                process.terminate()
            else:
                process.send_signal(signal.SIGINT)  # so that it takes its workers along
            try:
                await asyncio.wait_for(process.wait(), _PATIENCE)
            except TimeoutError:
                process.kill()


def build_arguments(options: Options, now: datetime | None) -> list[str]:
    """The words of the command that builds this site and says nothing but what ends it."""
    words = ["build", "--quiet", "--lenient", "--hold"]
    words += ["--config", str(options.config), "--content", str(options.content)]
    words += ["--output", str(options.output)]
    if options.base_url is not None:
        words += ["--base-url", options.base_url]
    if options.jobs:
        words += ["--jobs", str(options.jobs)]
    if now is not None:
        words += ["--now", now.isoformat()]
    flags = {
        "--unpublished": options.unpublished,
        "--future": options.future,
        "--minify": options.minify,
        "--no-search": not options.search,
    }
    return words + [flag for flag, is_set in flags.items() if is_set]


def _last_line(said: bytes, status: int | None) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    if not lines:
        return f"the build ended with status {status}"
    return lines[-1].removeprefix("error: ")
