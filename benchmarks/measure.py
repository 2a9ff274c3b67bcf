"""What a command costs: time, processor time and memory, of all its processes."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import process_tree

INTERVAL = 0.05
"""Seconds between two looks at the memory."""
SHARE = 0.1
"""Looking takes at most about this part of the time, however many processes there are."""


class Cost(msgspec.Struct, frozen=True):
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor time, of the command and all that it started and waited for."""
    memory: int
    """Bytes at the highest, of all processes together."""


class Failed(Exception):  # noqa: N818  a name in the program's own words
    """A command did not succeed; its last words."""


class _Watch(threading.Thread):
    """Looks at the memory of a process tree until told to stop."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.highest = 0
        self.done = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self.done.wait(pause):
            start = time.perf_counter()
            self.highest = max(self.highest, process_tree.memory(process_tree.tree(self.process)))
            pause = max(INTERVAL, (time.perf_counter() - start) / SHARE)


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder. Raises Failed if its exit status is not 0."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        watch.done.set()
        watch.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            words = output.read().decode(errors="replace")[-2000:]
            raise Failed(f"{' '.join(command)}: status {process.returncode}\n{words}")
    # Not ru_maxrss: it is at least what this process had when it started the command.
    return Cost(wall, used.ru_utime + used.ru_stime, watch.highest)
