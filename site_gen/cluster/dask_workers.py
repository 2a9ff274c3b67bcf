"""The workers of a Dask cluster, as a build uses them."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from site_gen import workers
from site_gen.cluster.flight import Flight
from site_gen.cluster.sight import Sight, look, machine
from site_gen.cluster.snapshots import Snapshots
from site_gen.cluster.stage import Stage, StoreSource
from site_gen.cluster.stage_run import StageRun
from site_gen.errors import UsageError
from site_gen.workers import Processes, Task, chunks_of

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")


class DaskWorkers:
    """Workers of a cluster; see :class:`~site_gen.workers.Workers`.

    :meth:`map` raises SiteGenError for everything that goes wrong.
    """

    def __init__(self, client: Client, snapshots: Snapshots, cache: Path) -> None:
        self.client = client
        self.snapshots = snapshots
        self.cache = cache
        self.flight = Flight(client, os.urandom(4).hex())
        self.count = len(self.flight.workers())

    def map(
        self, task: Task[T, R], *groups: Sequence[T], worth_it: int | None = None, chunk: int = 0
    ) -> Iterator[R]:
        """See :class:`~site_gen.workers.Workers`."""
        total = sum(map(len, groups))
        if total == 0 or total < (workers.WORTH_IT if worth_it is None else worth_it):
            yield from Processes(1).map(task, *groups, chunk=chunk)
            return
        run = StageRun(self.flight, task, self.stage_of)
        for group in groups:
            for results in run.results(chunks_of(group, chunk or workers.CHUNK)):
                yield from results

    def stage_of(self, task: Task[Any, Any]) -> Stage:
        """How the workers that there are now can do a task.

        Raises UsageError if a worker cannot get the store, BuildError if it cannot be copied.
        """
        paths = [*map(str, task.folders)]
        marks = look(paths).marks
        is_seen = not any(sight.lacks(marks) for sight in self._sights(paths).values())
        store, cache = self._store_for(task.store) if task.store else (None, "")
        return Stage(
            run=self.flight.run,
            task=pickle.dumps(task),
            loads=is_seen,
            saves=is_seen and not task.saves_here,
            folders=marks if is_seen else {},
            store=store,
            cache=cache,
        )

    def _store_for(self, store: str) -> tuple[StoreSource, str]:
        """Where workers get a store, and the site's cache folder if they see it."""
        cache = str(self.cache)
        live, folder = look([store]).marks, look([cache]).marks
        sights = self._sights([store, cache])
        if all(s.machine == machine() and not s.lacks(live) for s in sights.values()):
            return StoreSource(store, machine()), cache
        copy = self.snapshots.take(store)
        blind = next((name for name, sight in sights.items() if sight.lacks(folder)), "")
        if not blind:
            return StoreSource(str(copy)), cache
        if self.snapshots.files is None:
            raise UsageError(
                f"the worker {blind} does not see {cache}, where the store is",
                hint="name a folder or an address that all workers can read, such as "
                "--cluster-files s3://bucket/folder",
            )
        self.snapshots.put(copy)
        source = StoreSource(files=self.snapshots.files, name=copy.name, digest=copy.stem)
        return source, ""

    def _sights(self, paths: Sequence[str]) -> dict[str, Sight]:
        """What each worker sees at these paths."""
        return self.flight.ask(look, paths)
