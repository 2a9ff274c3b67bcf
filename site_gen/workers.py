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
_ROUND = 16_384
"""Items after which workers are begun anew; a round takes several seconds, a new worker 20 ms."""
_MANY, _SHORT_ROUND = 65_536, 4_096
"""From so many items on what a round would copy is worth saving by shorter ones."""
_WORTH_IT = 256
"""Below this many items starting processes costs more than it saves."""

_task: Callable[[Any], Any] | None = None


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

    Workers are forks of this process: they see all that it knows, so neither the task
    nor the items travel, only results do. Where the platform cannot fork, and for few
    items, all work is done here. An exception of a task is raised here; WorkerEnded if a worker
    ended, as the system does with one that takes too much memory.

    What a worker looks at it copies, for Python counts who refers to an object in the object.
    So workers end after a round of items, and with them what they have copied.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if jobs < 2 or len(items) < worth_it or not can_fork:
        yield from map(task, items)
        return
    step = _ROUND if len(items) <= _MANY else _SHORT_ROUND
    for start in range(0, len(items), step):
        yield from _shared(task, items[start : start + step], jobs, chunk or _CHUNK)


def _shared(task: Callable[[T], R], items: Sequence[T], jobs: int, size: int) -> Iterator[R]:
    """One round of work, with workers of its own."""
    global _task  # noqa: PLW0603  forked workers find the task here, unpickled
    _task = lambda start: [task(item) for item in items[start : start + size]]  # noqa: E731
    try:
        with ProcessPoolExecutor(
            jobs, multiprocessing.get_context("fork"), initializer=_begin, initargs=(os.getpid(),)
        ) as pool:
            try:
                for results in pool.map(_run, range(0, len(items), size)):
                    yield from results
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    finally:
        _task = None


def _begin(parent: int) -> None:
    """Prepare a worker: it leaves Ctrl-C to its parent, and never outlives it.

    A worker that went on after its parent was killed would write into the folder of
    the next build.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was there before is no garbage; to look at it would copy all of it
    if sys.platform == "linux":
        death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
        ctypes.CDLL(None).prctl(death_signal, signal.SIGKILL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _run(start: int) -> Any:
    assert _task is not None  # noqa: S101
    return _task(start)
