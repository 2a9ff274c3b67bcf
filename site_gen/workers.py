"""Map a function over items, in this process or in several."""

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
"""Raised when a worker process ends unexpectedly; which item caused that is not known."""

_CHUNK = 64
"""Items that are sent to a worker at a time."""
_WORTH_IT = 256
"""With fewer items, starting processes takes longer than it saves."""

_task: Callable[[Any], Any] | None = None
"""The function of this worker; set when it starts."""


def processors() -> int:
    """The number of processors that this process may use."""
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
    """Apply ``task`` to each item with up to ``jobs`` processes; yields results in order.

    Below ``worth_it`` items everything runs in this process. A worker gets ``chunk`` neighbouring
    items at a time, by default 64. The task is sent to each worker once; task, items and results
    must be picklable. Exceptions of the task are raised here. Raises WorkerEnded if a worker
    process ended, as when the system runs out of memory.
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


def collect_garbage_rarely() -> None:
    """Run the cyclic garbage collector rarely: it takes a sixth of the time of rendering, and
    rendering creates hardly any reference cycles."""
    gc.set_threshold(100_000, 50, 50)


def start_method() -> str:
    """``fork`` where that is safe, as it is faster, else ``spawn``."""
    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return "fork" if can_fork else "spawn"


def _begin(parent: int, task: Callable[[Any], Any]) -> None:
    """Initialise a worker: it ignores Ctrl-C, which its parent handles, and ends with its parent.

    A worker that outlived a killed parent would write into the output of the next build.
    """
    global _task  # noqa: PLW0603
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_garbage_rarely()
    if sys.platform == "linux":
        death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
        ctypes.CDLL(None).prctl(death_signal, signal.SIGKILL)
    threading.Thread(target=_end_with_parent, args=(parent,), daemon=True).start()


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _run(items: Sequence[Any]) -> list[Any]:
    assert _task is not None  # noqa: S101
    return [_task(item) for item in items]
