"""Map a task over items, in this process or in several."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WorkerEnded = BrokenProcessPool
"""Raised when a worker process ends unexpectedly; which item caused that is not known."""

CHUNK = 64
"""Items that are sent to a worker at a time."""
WORTH_IT = 256
"""With fewer items, starting processes takes longer than it saves."""

_function: Callable[[Any], Any] | None = None
"""The function of this worker; set when it starts."""


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Task(Generic[T, R]):
    """What workers do with items, in three steps.

    ``load`` and ``save`` may need folders of the machine that builds; ``compute`` needs only the
    task and the store. So a worker that has not these folders can do ``compute`` alone. A task is
    picklable, and so are items and the results of each step. Each step gets some neighbouring
    items and returns one result for each.
    """

    store: str = ""
    """Address of the store that ``compute`` reads; empty if it reads none."""
    reads: tuple[Path, ...] = ()
    """Folders that ``load`` needs."""
    writes: tuple[Path, ...] = ()
    """Folders that ``save`` needs."""
    saves_here = False
    """Whether ``save`` can only run in the process that builds."""

    def elsewhere(self, store: str, cache: Path) -> Task[T, R]:  # noqa: ARG002
        """The same task on another machine, which has a copy of the store and another cache."""
        return self

    def load(self, items: Sequence[T]) -> Sequence[Any]:
        """The first step."""
        return items

    def compute(self, items: Sequence[Any]) -> Sequence[Any]:
        """The second step."""
        return items

    def save(self, items: Sequence[Any]) -> Sequence[R]:
        """The last step."""
        return items

    def name_of(self, item: T) -> str:
        """The item in messages."""
        return str(item)

    def close(self) -> None:
        """Close what the steps have opened in this process."""


class Workers(Protocol):
    """Who does the tasks of a build: processes of this machine, or a cluster."""

    count: int
    """How many tasks are done at once."""

    def map(
        self, task: Task[T, R], *groups: Sequence[T], worth_it: int | None = None, chunk: int = 0
    ) -> Iterator[R]:
        """Apply ``task`` to the items of all groups; yields results in order.

        The items of a group begin when the results of the groups before have been taken. Below
        ``worth_it`` items in all, or the default, everything runs in this process. A worker gets
        ``chunk`` neighbouring items at a time, by default ``CHUNK``. Exceptions of the task are
        raised here.
        """
        ...


class Processes:
    """Workers that are processes of this machine.

    :meth:`map` raises WorkerEnded if one of them ends, as when the system runs out of memory.
    """

    def __init__(self, count: int) -> None:
        self.count = count

    def map(
        self, task: Task[T, R], *groups: Sequence[T], worth_it: int | None = None, chunk: int = 0
    ) -> Iterator[R]:
        """See :class:`Workers`."""
        if task.saves_here:
            chunks = _map_chunks(_LoadAndCompute(task), groups, self.count, worth_it, chunk)
            with closing(chunks):
                for results in chunks:
                    yield from task.save(results)
        else:
            yield from _flat(_map_chunks(_AllSteps(task), groups, self.count, worth_it, chunk))


def map_ordered(
    function: Callable[[T], R],
    items: Sequence[T],
    jobs: int,
    *,
    worth_it: int | None = None,
    chunk: int = 0,
) -> Iterator[R]:
    """Apply ``function`` to each item with up to ``jobs`` processes; yields results in order.

    Otherwise as :meth:`Processes.map`. The function is sent to each worker once.
    """
    return _flat(_map_chunks(_Each(function), (items,), jobs, worth_it, chunk))


class _AllSteps:
    """Does a task."""

    def __init__(self, task: Task[Any, Any]) -> None:
        self.task = task

    def __call__(self, items: Sequence[Any]) -> Sequence[Any]:
        return self.task.save(self.task.compute(self.task.load(items)))


class _LoadAndCompute(_AllSteps):
    """Does the first two steps of a task."""

    def __call__(self, items: Sequence[Any]) -> Sequence[Any]:
        return self.task.compute(self.task.load(items))


class _Each(Generic[T, R]):
    """Applies a function to each item."""

    def __init__(self, function: Callable[[T], R]) -> None:
        self.function = function

    def __call__(self, items: Sequence[T]) -> list[R]:
        return list(map(self.function, items))


def _flat(chunks: Generator[Sequence[R], None, None]) -> Iterator[R]:
    with closing(chunks):
        for results in chunks:
            yield from results


def chunks_of(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """The items, ``size`` neighbouring ones at a time."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def _map_chunks(
    function: Callable[[Sequence[T]], Sequence[R]],
    groups: Sequence[Sequence[T]],
    jobs: int,
    worth_it: int | None,
    chunk: int,
) -> Generator[Sequence[R], None, None]:
    """Apply ``function`` to chunks of the items of each group, in this or in several processes."""
    total = sum(map(len, groups))
    size = chunk or CHUNK
    if jobs < 2 or total == 0 or total < (WORTH_IT if worth_it is None else worth_it):
        for group in groups:
            yield from map(function, chunks_of(group, size))
        return
    context = multiprocessing.get_context(start_method())
    with ProcessPoolExecutor(
        jobs, context, initializer=_begin, initargs=(os.getpid(), function)
    ) as pool:
        try:
            for group in groups:
                yield from pool.map(_run, chunks_of(group, size))
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


def _begin(parent: int, function: Callable[[Any], Any]) -> None:
    """Initialise a worker: it ignores Ctrl-C, which its parent handles, and ends with its parent.

    A worker that outlived a killed parent would write into the output of the next build.
    """
    global _function  # noqa: PLW0603
    _function = function
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


def _run(items: Sequence[Any]) -> Any:
    assert _function is not None  # noqa: S101
    return _function(items)
