"""Builds for a preview, by the command ``build`` in a separate process.

So requests are answered during a build, and the preview can end at any time: an interrupted build
does no harm. After each build the process for the next one is started, which imports everything
and waits (``worker.py``).
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

_STOP_TIMEOUT = 3.0
"""Seconds that an interrupted build has to clean up."""


class Failed(msgspec.Struct, frozen=True):
    """A build that failed, for example because of the configuration, a template or the disk."""

    message: str
    """The error of the command, in one line."""


class Builds:
    """Builds of one site; with ``now`` as the time of all of them, or else the clock."""

    def __init__(self, options: Options, now: datetime | None) -> None:
        self.arguments = build_arguments(options, now)
        self._running: Process | None = None
        self._next: Process | None = None
        self._program = b""
        """A digest of the program that the next process has imported."""
        self._is_stopped = False

    async def build(self) -> BuildReport | Failed:
        """Build the site."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.json")
            arguments = json.dumps([*self.arguments, "--report", str(report)])
            self._running = process = await self._take_process()
            try:
                _, stderr = await process.communicate(f"{arguments}\n".encode())
            finally:
                self._running = None
            outcome = _outcome(report, stderr, process.returncode)
        await self._start_next()
        return outcome

    async def _start_next(self) -> None:
        """Start the process of the next build."""
        if self._is_stopped:
            return
        with contextlib.suppress(OSError):  # such as too many processes: build() tries again
            self._next = await self._start()
        if self._is_stopped:
            await self.stop()

    async def _take_process(self) -> Process:
        """The waiting process, or a new one if it has died or the program has changed."""
        process, self._next = self._next, None
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
        """Interrupt a running build and start no more processes."""
        self._is_stopped = True
        running, waiting, self._next = self._running, self._next, None
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
            process.send_signal(signal.SIGINT)  # so that it ends its workers
        try:
            await asyncio.wait_for(process.wait(), _STOP_TIMEOUT)
        except TimeoutError:
            process.kill()


def _outcome(report: Path, stderr: bytes, status: int | None) -> BuildReport | Failed:
    try:
        return msgspec.json.decode(report.read_bytes(), type=BuildReport)
    except (OSError, msgspec.MsgspecError):
        return Failed(_last_line(stderr, status))


def build_arguments(options: Options, now: datetime | None) -> list[str]:
    """The arguments of a quiet ``build`` of this site."""
    arguments = ["build", "--quiet", "--lenient", "--hold"]
    arguments += ["--config", str(options.config), "--content", str(options.content)]
    arguments += ["--output", str(options.folder)]
    if options.base_url is not None:
        arguments += ["--base-url", options.base_url]
    if options.jobs:
        arguments += ["--jobs", str(options.jobs)]
    if now is not None:
        arguments += ["--now", now.isoformat()]
    flags = {
        "--unpublished": options.unpublished,
        "--future": options.future,
        "--minify": options.minify,
        "--no-search": not options.search,
    }
    return arguments + [flag for flag, is_set in flags.items() if is_set]


def _last_line(stderr: bytes, status: int | None) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    if not lines:
        return f"the build ended with status {status}"
    return lines[-1].removeprefix("error: ")
