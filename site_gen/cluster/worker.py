"""What runs on workers of the cluster.

A process has one stage open at a time and does its chunks in one thread of its own, however many
threads the worker has: connections to the store and renderers belong to one thread.
"""

from __future__ import annotations

import asyncio
import gc
import pickle
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from distributed import get_worker

from site_gen.cluster.fetching import fetched
from site_gen.cluster.sight import look, machine
from site_gen.cluster.stage import (
    ChunkFailed,
    ChunkRefused,
    Stage,
    StoreSource,
    WorkerUnfit,
    one_line,
    pack,
    unpack,
    unpacked_versions,
)
from site_gen.cluster.versions import own_versions, refuse_other_versions
from site_gen.errors import BuildError, SiteGenError
from site_gen.workers import Task, collect_garbage_rarely

_thread = ThreadPoolExecutor(1, "site_gen")
_open: dict[str, OpenStage] = {}
"""The stage that is open, by its name; at most one."""
_ended: deque[str] = deque(maxlen=100)
"""Runs of tasks that have ended: what is left of them is not done any more."""


class _UnfitError(Exception):
    """This worker does not see what the stage says."""


def run_chunk(data: bytes, name: str, items: bytes) -> bytes:
    """Do a chunk of a packed stage; ``name`` is the stage's. A task of Dask."""
    worker = get_worker()
    folder = Path(worker.local_directory).parent / "site_gen"
    return _thread.submit(_answer, data, name, items, worker.address, folder).result()


async def end(run: str) -> None:
    """Begin no chunk of a run any more; close its stage when the one that is being done is done."""
    _ended.append(run)
    await asyncio.wrap_future(_thread.submit(_close, run))


def _close(run: str) -> None:
    for name, stage in list(_open.items()):
        if stage.run == run:
            del _open[name]
            stage.close()


def _answer(data: bytes, name: str, items: bytes, worker: str, folder: Path) -> bytes:
    """The results of the items, or why there are none."""
    try:
        stage = _open.get(name) or _open_stage(data, name, worker, folder)
        if stage.run in _ended:
            return pack(ChunkRefused(BuildError("the build has ended")))
        return stage.answer(unpack(items), worker)
    except SiteGenError as error:
        return pack(ChunkRefused(error))
    except _UnfitError:
        return pack(WorkerUnfit(worker))
    except Exception as error:
        return pack(ChunkFailed(-1, one_line(error), worker))


def _open_stage(data: bytes, name: str, worker: str, folder: Path) -> OpenStage:
    """Open a stage in place of the one before it."""
    needed, rest = unpacked_versions(data)
    refuse_other_versions(worker, own_versions(), needed)
    stage: Stage = unpack(rest)
    for other in list(_open):
        _open.pop(other).close()
    if look(stage.seen).lacks(stage.seen) or stage.machine not in ("", machine()):
        raise _UnfitError
    _open[name] = OpenStage(stage, folder)
    return _open[name]


class OpenStage:
    """A stage of a build in this process."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.run = stage.run
        self._loads, self._saves = stage.loads, stage.saves
        task: Task[Any, Any] = pickle.loads(stage.task)  # noqa: S301  see stage.py
        if stage.store:
            cache = Path(stage.cache) if stage.cache else folder / "cache"
            task = task.elsewhere(_store(stage.store, folder), cache)
        self._task = task
        self._threshold = gc.get_threshold()
        collect_garbage_rarely()

    def answer(self, items: Sequence[Any], worker: str) -> bytes:
        """The packed results of the items, or which item failed and why."""
        try:
            return pack(list(self._do(items)))
        except SiteGenError:
            raise
        except Exception as error:
            return pack(self._failed(items, error, worker))

    def _do(self, items: Sequence[Any]) -> Sequence[Any]:
        if self._loads:
            items = self._task.load(items)
        items = self._task.compute(items)
        return self._task.save(items) if self._saves else items

    def _failed(self, items: Sequence[Any], error: Exception, worker: str) -> ChunkFailed:
        """Do the items one by one, to find the one that fails."""
        for place, item in enumerate(items):
            try:
                self._do([item])
            except Exception as own:
                return ChunkFailed(place, one_line(own), worker)
        return ChunkFailed(-1, one_line(error), worker)

    def close(self) -> None:
        self._task.close()
        gc.set_threshold(*self._threshold)


def _store(source: StoreSource, folder: Path) -> str:
    """The path of the store or its copy on this machine."""
    if source.files is None:
        return source.path
    return str(fetched(source.files, source.name, source.digest, folder))
