"""Memory of a build's processes by what they do, from Linux's ``/proc``."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import process_tree

INTERVAL = 0.2
"""Seconds between two looks."""


class Memory(msgspec.Struct):
    """The most that processes had, in bytes."""

    asking: int = 0
    """The process that was started."""
    worker: int = 0
    """The largest of the processes that it started. That includes what a worker shares with the
    one that asks, since it began as a copy of it, so on another machine it has less."""


@contextmanager
def watched() -> Iterator[Memory]:
    """Watch the one program that this process starts while the context lasts.

    What was started before does not count, such as the helper of ``multiprocessing``.
    """
    memory, done = Memory(), threading.Event()
    others = frozenset(process_tree.tree(os.getpid()))
    thread = threading.Thread(target=_watch, args=(memory, done, others), daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        done.set()
        thread.join()


def _watch(memory: Memory, done: threading.Event, others: frozenset[int]) -> None:
    while not done.wait(INTERVAL):
        processes = [each for each in process_tree.tree(os.getpid()) if each not in others]
        for place, process in enumerate(processes):
            if place == 0:
                memory.asking = max(memory.asking, _bytes(process, "VmHWM"))
            elif not _is_program(process):
                memory.worker = max(memory.worker, _bytes(process, "VmRSS"))


def _bytes(process: int, name: str) -> int:
    """A figure of a process; 0 if it has ended."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    found = re.search(rf"^{name}:\s*(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _is_program(process: int) -> bool:
    """Whether it is the program that indexes for the search, or has ended."""
    try:
        return b"pagefind" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return True
