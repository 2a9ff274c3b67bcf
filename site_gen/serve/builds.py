"""Builds for a preview: the command itself, in a process of its own.

The preview goes on answering while the site is built with all processors, and ends at once
when it is told to: a build that is broken off harms nothing. After each build the process of the
next one is started, which imports everything and waits (``worker.py``).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from datetime import datetime
from pathlib import Path

import msgspec

from site_gen.fingerprint import program_digest
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
        self._running: Process | None = None
        self._waiting: Process | None = None
        self._program = b""
        """A digest of the program that the waiting process has imported."""
        self._has_ended = False

    async def build(self) -> BuildReport | Failed:
        """Build the site, and say what became of it."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.json")
            words = json.dumps([*self.arguments, "--report", str(report)])
            self._running = process = await self._ready()
            try:
                _, said = await process.communicate(f"{words}\n".encode())
            finally:
                self._running = None
            outcome = _outcome(report, said, process.returncode)
        await self._prepare()
        return outcome

    async def _prepare(self) -> None:
        """Start the process of the next build, if there may be one."""
        if self._has_ended:
            return
        with contextlib.suppress(OSError):  # too many processes, perhaps: it is tried again
            self._waiting = await self._start()
        if self._has_ended:
            await self.stop()

    async def _ready(self) -> Process:
        """The process that waits, unless it has died or imported another program than there is."""
        process, self._waiting = self._waiting, None
        if process is not None and process.returncode is None:
            if self._program == program_digest.__wrapped__():
                return process
            await _kill(process)
        return await self._start()

    async def _start(self) -> Process:
        self._program = program_digest.__wrapped__()
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "site_gen.serve.worker"), stdin=PIPE, stderr=PIPE
        )

    async def stop(self) -> None:
        """Break off the build that is running, if there is one, and let none begin any more."""
        self._has_ended = True
        running, waiting, self._waiting = self._running, self._waiting, None
        if waiting is not None:
            await _kill(waiting)
        if running is not None:
            await _interrupt(running)


async def _kill(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()


async def _interrupt(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.terminate()
        else:
            process.send_signal(signal.SIGINT)  # so that it takes its workers along
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            process.kill()


def _outcome(report: Path, said: bytes, status: int | None) -> BuildReport | Failed:
    try:
        return msgspec.json.decode(report.read_bytes(), type=BuildReport)
    except (OSError, msgspec.MsgspecError):
        return Failed(_last_line(said, status))


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
