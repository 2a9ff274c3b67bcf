"""map over pages and files: in this process, or in several that share the work."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WorkerEnded = BrokenProcessPool
"""Raised when a process ends in the midst of its work; which item did that is not known."""

_CHUNK = 64
"""Items a worker takes at a time: enough to make messages cheap, few enough to share."""
_WORTH_IT = 256
"""Below this many items starting processes costs more than it saves."""

_task: Callable[[Any], Any] | None = None
"""What a worker does; set once when it starts."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_ordered(
    task: Callable[[T], R],
    items: Sequence[T],
    jobs: int,
    *,
    worth_it: int = _WORTH_IT,
    chunk: int = 0,
) -> Iterator[R]:
    """``task`` of each item, in the order of the items, with up to ``jobs`` processes.

    A worker takes ``chunk`` neighbouring items at a time, or as many as are usual.

    The task and its arguments travel to each worker once, items and results as they come; all must
    be picklable. For few items all work is done here. An exception of a task is raised here;
    WorkerEnded if a worker ended, as the system does with one that takes too much memory.
    """
    if jobs < 2 or not items or len(items) < worth_it:
        yield from map(task, items)
        return
    size = chunk or _CHUNK
    context = multiprocessing.get_context(start_method())
    with ProcessPoolExecutor(
        jobs, context, initializer=_begin, initargs=(os.getpid(), task)
    ) as pool:
        try:
            parts = [items[start : start + size] for start in range(0, len(items), size)]
            for results in pool.map(_run, parts):
                yield from results
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def rarely_collect() -> None:
    """Have Python look for cycles of garbage rarely: hardly any are made, and looking takes a sixth
    of the time of rendering."""
    gc.set_threshold(100_000, 50, 50)


def start_method() -> str:
    """How workers are started: forked where that is safe and quick, else anew."""
    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return "fork" if can_fork else "spawn"


def _begin(parent: int, task: Callable[[Any], Any]) -> None:
    """Prepare a worker: it knows its task, leaves Ctrl-C to its parent, and never outlives it.

    A worker that went on after its parent was killed would write into the folder of
    the next build.
    """
    global _task  # noqa: PLW0603
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    rarely_collect()
    if sys.platform == "linux":
        death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
        ctypes.CDLL(None).prctl(death_signal, signal.SIGKILL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _run(items: Sequence[Any]) -> list[Any]:
    assert _task is not None  # noqa: S101
    return [_task(item) for item in items]
