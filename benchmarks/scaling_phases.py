"""The phases of a build, for the simulation, from the costs of its parts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from scaling_assumed import Assumed
from scaling_costs import PAGES, Cost, Costs
from scaling_sizes import Size
from simulation import Phase, Serial, Snapshot, Tasks

from site_gen.workers import CHUNK

AT_ONCE = 32
"""Puts of a worker at the same time; see ``site_gen/storage/remote_files.py``."""
LARGEST_CHUNK, SHARES = 2 * CHUNK, 8
"""Items of a task on a cluster, at most, and the number of tasks for each worker, at least; see
``site_gen/cluster/dask_workers.py``."""
ON_A_CLUSTER = 1.1
"""Processor time of tasks on a cluster, compared with that in processes of one machine, as
``benchmarks/cluster.py`` measures it; see ``docs/cluster.md``."""
SEARCH_PARTS = 40
"""Parts of a search index of seven years that are divided into spans of equal size."""
BLOCK_TASKS = 64
"""Tasks that blocks are grouped in."""


class Model(msgspec.Struct):
    """All that the simulation needs of what was measured."""

    everything: Costs
    pages_only: Costs
    sharing: float
    """How much more processor time tasks take with two processes on a machine: packing items and
    results, unpacking them, and sharing caches of the processor."""
    task: float
    put: float
    disk: float
    assumed: Assumed = Assumed()


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What could be different: factors of parts of a build, and other ways to do them."""

    factors: dict[str, float] = {}
    """Name of a part or kind of task → factor."""
    chunk: int = 0
    """Pages of a task; 0 for as many as today."""
    stores: int = 1
    """Stores of spans of time, each related, indexed, planned and kept by a process of its own."""
    without_mirror: bool = False
    pages_only: bool = False
    """Whether there are no search, feeds, mirror and sitemaps."""
    group_here: bool = False
    """Whether blocks are grouped on the machine that asks, so that the store is sent only once."""
    one_copy: bool = False
    """Whether workers use the copy of the store for the search index and for pages, too."""
    shared_search: bool = False
    """Whether parts of the search index are tasks."""


TODAY = Changes()
LOCAL, SHARED, STORAGE = "folder", "shared folder", "storage"
"""Where files go: a folder of the machine, one of a file server, or object storage."""


class Phases(msgspec.Struct, frozen=True, kw_only=True):
    """A build from nothing of one size.

    Relations and the grouping of blocks are the same with everything and with pages only. Only for
    the first, sites with different numbers of records a day were measured.
    """

    model: Model
    size: Size
    everything: bool = True
    shared: bool = True
    """Whether several processes do the tasks."""
    output: str = LOCAL
    workers: int = 0
    """Workers of a cluster; 0 for processes of one machine."""
    changes: Changes = TODAY

    def all(self) -> list[Phase]:
        """All phases in their order."""
        here = self.changes.group_here
        blocks = max(1, round(self._value(self._costs.items["group"]) / BLOCK_TASKS))
        return [
            Serial("look", self._serial("start") + self._serial("look")),
            self._tasks("read", "parse", self._divided("keep records")),
            *(() if here else (self._snapshot("first store"),)),
            self._tasks("group", "group", chunk=blocks, here=here),
            Serial("relate", self._divided("relate")),
            self._search(),
            Serial("plan", self._divided("plan")),
            self._snapshot("store"),
            *self._copy(),
            self._pages(),
            Serial("tidy", self._serial("tidy") + self._serial("rest")),
        ]

    @property
    def _costs(self) -> Costs:
        everything = self.everything and not self.changes.pages_only
        return self.model.everything if everything else self.model.pages_only

    @property
    def _more(self) -> float:
        """How much more processor time tasks take than in one process alone."""
        sharing = self.model.sharing if self.shared else 1.0
        return sharing * (ON_A_CLUSTER if self.workers else 1.0)

    def _value(self, cost: Cost) -> float:
        return cost.of(self.size)

    def _serial(self, name: str) -> float:
        costs = self.model.everything if name == "relate" else self._costs
        return self._value(costs.serial[name]) * self.changes.factors.get(name, 1.0)

    def _divided(self, name: str) -> float:
        return self._serial(name) / self.changes.stores

    def _snapshot(self, name: str, *, is_known: bool = False) -> Snapshot:
        return Snapshot("send the store", self._value(self._costs.sizes[name]), is_known)

    def _chunk(self, items: float) -> int:
        """Items of a task."""
        if not self.workers:
            return CHUNK
        return max(CHUNK, min(LARGEST_CHUNK, int(items / (SHARES * self.workers))))

    def _tasks(
        self, name: str, kind: str, kept: float = 0.0, chunk: int = 0, *, here: bool = False
    ) -> Tasks:
        costs = self.model.everything if kind == "group" else self._costs
        items = max(1.0, self._value(costs.items[kind]))
        each = self._value(costs.tasks[kind]) / items * self._more
        return Tasks(
            name=name,
            groups=[(items, each)],
            chunk=chunk or self._chunk(items),
            kept=kept / items,
            here=here,
        )

    def _search(self) -> Phase:
        if not self.changes.shared_search:
            return Serial("search", self._divided("search"))
        each = self._serial("search") / self.size.records
        part = max(1, self.size.records // SEARCH_PARTS)
        return Tasks(name="search", groups=[(self.size.records, each)], chunk=part)

    def _copy(self) -> Sequence[Phase]:
        """The search index, which a site with pages only has not."""
        files = self._value(self._costs.items["copy"])
        if not files:
            return ()
        copy = self._writing("copy", [(files, self._value(self._costs.tasks["copy"]))])
        again = () if self.changes.one_copy else (self._snapshot("store", is_known=True),)
        return (copy, *again)

    def _pages(self) -> Tasks:
        """Both groups of pages."""
        groups = [
            (max(1.0, self._value(self._costs.items[kind])), self._value(self._costs.tasks[kind]))
            for kind in PAGES
        ]
        if self.changes.without_mirror:  # nearly all of its documents are those of records
            (pages, seconds), lists = groups
            pages -= self._value(self._costs.items["mirror"])
            seconds -= self._value(self._costs.tasks["mirror"])
            groups = [(pages, seconds), lists]
        return self._writing("render and write", groups, self.changes.chunk)

    def _writing(self, name: str, groups: Sequence[tuple[float, float]], chunk: int = 0) -> Tasks:
        """Tasks that write files: of each group, their number and processor seconds for all."""
        files = sum(self._value(self._costs.items[kind]) for kind in (*PAGES, "copy"))
        is_storage = self.output == STORAGE
        put = self.model.put if is_storage else 0.0
        return Tasks(
            name=name,
            groups=[(items, seconds / items * self._more + put) for items, seconds in groups],
            chunk=chunk or self._chunk(sum(items for items, _ in groups)),
            kept=self._divided("keep pages") / files,
            waits=self.model.assumed.latency / AT_ONCE if is_storage else 0.0,
            served=self._served(),
        )

    def _served(self) -> float:
        """Seconds for a file of what all workers write to."""
        assumed, sizes = self.model.assumed, self._costs.sizes
        if self.output == LOCAL:
            return 0.0
        if self.output == STORAGE:
            return 1 / assumed.puts
        mean_size = self._value(sizes["output"]) / self._value(sizes["files"])
        return max(mean_size / assumed.network, 1 / assumed.files)
