"""The workers of a Dask cluster, as a build uses them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from site_gen import workers
from site_gen.cluster.flight import Flight
from site_gen.cluster.sight import Marks, Sight, look, machine
from site_gen.cluster.snapshots import Snapshots
from site_gen.cluster.stage import Stage, StoreSource
from site_gen.cluster.stage_run import StageRun
from site_gen.errors import UsageError
from site_gen.workers import Processes, Task, chunks_of

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")

_LARGEST = 2
"""The largest chunk, in chunks that processes of one machine get."""
_SHARES = 8
"""Into how many chunks for each worker a stage is divided at least."""


class DaskWorkers:
    """Workers of a cluster; see :class:`~site_gen.workers.Workers`.

    :meth:`map` raises SiteGenError for everything that goes wrong.
    """

    def __init__(self, client: Client, snapshots: Snapshots, cache: Path) -> None:
        self.client = client
        self.snapshots = snapshots
        self.cache = cache
        self.flight = Flight(client)
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
        try:
            for group in groups:
                for results in run.results(chunks_of(group, chunk or self._chunk(total))):
                    yield from results
        finally:
            run.close()
            self.snapshots.remove()

    def _chunk(self, total: int) -> int:
        """How many items of so many are sent at a time: the more, the less work is sending."""
        return max(workers.CHUNK, min(_LARGEST * workers.CHUNK, total // (_SHARES * self.count)))

    def stage_of(self, task: Task[Any, Any], run: str) -> Stage:
        """How the workers that there are now can do a task, in a run of this name.

        Raises UsageError if a worker cannot get the store, BuildError if it cannot be copied.
        """
        read, written = self._seen(task.reads), self._seen(task.writes)
        source, cache = self._source_of(task.store) if task.store else (None, "")
        files = [source.path] if source and source.path else []
        return Stage(
            run=run,
            task=pickle.dumps(task),
            loads=read is not None,
            saves=written is not None and not task.saves_here,
            seen={**(read or {}), **(written or {}), **look(files).marks},
            machine=machine() if source and source.path == task.store else "",
            store=source,
            cache=cache,
        )

    def _seen(self, folders: Sequence[Path]) -> Marks | None:
        """The marks of these folders, if all workers see them."""
        paths = list(map(str, folders))
        marks = look(paths).marks
        return None if any(sight.lacks(marks) for sight in self._sights(paths).values()) else marks

    def _source_of(self, store: str) -> tuple[StoreSource, str]:
        """Where workers get a store, and the site's cache folder if they see it."""
        cache = str(self.cache)
        live, folder = look([store]).marks, look([cache]).marks
        sights = self._sights([store, cache])
        if all(s.machine == machine() and not s.lacks(live) for s in sights.values()):
            return StoreSource(store), cache
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
