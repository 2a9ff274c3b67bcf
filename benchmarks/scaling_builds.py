"""What a build of any size takes on any number of machines, from costs and the simulation."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec
from scaling_costs import PAGES, Costs, costs_of
from scaling_runs import COLD, Measured, Run
from scaling_sizes import Size
from simulation import Cluster, Phase, Serial, Simulated, Snapshot, Tasks, simulate

from site_gen.workers import CHUNK

LATENCY = 0.04
"""Seconds until an object storage has answered a put. An assumption."""
AT_ONCE = 32
"""Puts of a worker at the same time; see ``site_gen/storage/remote_files.py``."""
GIGABIT = 125e6
PUTS_A_SECOND = 3_500
"""Of all workers together to one prefix of S3, as its documentation says."""
FILES_A_SECOND = 10_000
"""Of all machines together in a shared folder. An assumption."""
SEARCH_PARTS = 40
"""Parts of a search index of seven years that are divided into spans of equal size."""
BLOCK_TASKS = 64
"""Tasks that blocks are grouped in."""
NUMBERS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80)
"""Numbers of machines that are tried."""
USEFUL = 1.1
"""A number of machines is enough if more of them would save less than a tenth of the time."""


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


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What could be different: factors of parts of a build, and other ways to do them."""

    factors: dict[str, float] = {}
    """Name of a part or kind of task → factor."""
    chunk: int = CHUNK
    """Pages of a task."""
    stores: int = 1
    """Stores of spans of time, each related, indexed, planned and kept by a process of its own."""
    without_mirror: bool = False
    pages_only: bool = False
    """Whether there are no search, feeds, mirror and sitemaps."""
    group_here: bool = False
    """Whether blocks are grouped on the machine that asks, so that the store is sent only once."""
    shared_copies: bool = False
    """Whether workers put the files of the search index where pages are."""
    shared_search: bool = False
    """Whether parts of the search index are tasks."""


TODAY = Changes()
LOCAL, SHARED, STORAGE = "folder", "shared folder", "storage"
"""Where files go: a folder of the machine, one of a file server, or object storage."""


def model_of(measured: Measured) -> Model:
    """Fit all costs."""
    return Model(
        everything=costs_of(measured, everything=True),
        pages_only=costs_of(measured, everything=False),
        sharing=_sharing(measured),
        task=measured.task,
        put=measured.put,
        disk=measured.disk,
    )


def _sharing(measured: Measured) -> float:
    """From builds of the same site in one process and in two."""
    alone = {_site(run): run for run in measured.runs if run.staged and run.kind == COLD}
    factors = []
    for run in measured.runs:
        if run.records > measured.fitted:
            continue
        if run.kind == COLD and run.jobs == 2 and (one := alone.get(_site(run))) and one.staged:
            tasks = sum(part.cpu for part in one.staged.tasks.values())
            factors.append(1 + max(0.0, run.cpu - one.cpu) / tasks)
    return statistics.mean(factors) if factors else 1.0


def _site(run: Run) -> tuple[int, int, bool]:
    return run.records, run.per_day, run.everything


def cluster_of(model: Model, machines: int, cores: int) -> Cluster:
    """Machines whose processes have costs as measured."""
    return Cluster(
        machines=machines,
        cores=cores,
        disk=model.disk,
        network=GIGABIT,
        task=model.task if machines > 1 else 0.0,
    )


def phases(
    model: Model,
    size: Size,
    *,
    everything: bool = True,
    shared: bool = True,
    output: str = LOCAL,
    changes: Changes = TODAY,
) -> list[Phase]:
    """The phases of a build from nothing; ``shared`` if several processes do the tasks.

    Relations are the same with everything and with pages only. Only for the first, sites with
    different numbers of records a day were measured.
    """
    costs = model.everything if everything and not changes.pages_only else model.pages_only
    changed = changes.factors
    more = model.sharing if shared else 1.0
    pages, seconds = _pages(costs, size, without_mirror=changes.without_mirror)
    files = costs.sizes["files"].of(size)
    copied = max(0.0, files - sum(costs.items[kind].of(size) for kind in PAGES))
    put = model.put if output == STORAGE else 0.0
    waits = LATENCY / AT_ONCE if output == STORAGE else 0.0
    served = {
        LOCAL: 0.0,
        SHARED: max(costs.sizes["output"].of(size) / files / GIGABIT, 1 / FILES_A_SECOND),
        STORAGE: 1 / PUTS_A_SECOND,
    }[output]

    def serial(name: str) -> float:
        serial = model.everything.serial if name == "relate" else costs.serial
        return serial[name].of(size) * changed.get(name, 1.0)

    def divided(name: str) -> float:
        return serial(name) / changes.stores

    def snapshot(name: str) -> Snapshot:
        return Snapshot("send the store", costs.sizes[name].of(size))

    def tasks(
        name: str, kind: str, kept: float = 0.0, chunk: int = CHUNK, *, here: bool = False
    ) -> Tasks:
        of = model.everything if kind == "group" else costs
        items = max(1.0, of.items[kind].of(size))
        each = of.tasks[kind].of(size) / items * more
        return Tasks(name=name, groups=[(items, each)], chunk=chunk, kept=kept / items, here=here)

    def search() -> Phase:
        if not changes.shared_search:
            return Serial("search", divided("search"))
        each = serial("search") / size.records
        part = max(1, size.records // SEARCH_PARTS)
        return Tasks(name="search", groups=[(size.records, each)], chunk=part)

    def copy() -> Phase:
        here = serial("copy") / max(1.0, copied)
        if not changes.shared_copies:
            return Serial("copy", copied * max(here + put + waits, served))
        return Tasks(name="copy", groups=[(copied, here + put)], chunk=CHUNK, waits=waits,
                     served=served)  # fmt: skip

    blocks = max(1, round(costs.items["group"].of(size) / BLOCK_TASKS))
    kept = divided("keep pages") / sum(costs.items[kind].of(size) for kind in PAGES)
    return [
        Serial("look", serial("start") + serial("look")),
        tasks("read", "parse", divided("keep records")),
        *(() if changes.group_here else (snapshot("first store"),)),
        tasks("group", "group", chunk=blocks, here=changes.group_here),
        Serial("relate", divided("relate")),
        search(),
        Serial("plan", divided("plan")),
        snapshot("store"),
        copy(),
        Tasks(
            name="render and write",
            groups=[(n, each * more + put) for n, each in zip(pages, seconds, strict=True)],
            chunk=changes.chunk,
            kept=kept,
            waits=waits,
            served=served,
        ),
        Serial("tidy", serial("tidy") + serial("rest")),
    ]


def _pages(
    costs: Costs, size: Size, *, without_mirror: bool
) -> tuple[Sequence[float], Sequence[float]]:
    """Pages of both groups, and processor seconds for one of each."""
    pages = [max(1.0, costs.items[kind].of(size)) for kind in PAGES]
    seconds = [costs.tasks[kind].of(size) for kind in PAGES]
    if without_mirror:  # nearly all of its documents are those of records
        pages[0] -= costs.items["mirror"].of(size)
        seconds[0] -= costs.tasks["mirror"].of(size)
    return pages, [took / number for took, number in zip(seconds, pages, strict=True)]


def build_time(
    model: Model,
    size: Size,
    machines: int,
    cores: int,
    *,
    storage: bool = False,
    changes: Changes = TODAY,
    cluster: Mapping[str, Any] = MappingProxyType({}),
) -> Simulated:
    """A build from nothing, with everything on; ``cluster`` are other settings of that."""
    settings = msgspec.structs.replace(cluster_of(model, machines, cores), **cluster)
    output = STORAGE if storage else SHARED if machines > 1 else LOCAL
    return simulate(phases(model, size, output=output, changes=changes), settings)


def simulated_run(model: Model, run: Run) -> Simulated:
    """What the simulation says of a measured build from nothing."""
    size = Size(run.records, run.per_day)
    parts = phases(model, size, everything=run.everything, shared=run.jobs > 1)
    return simulate(parts, Cluster(cores=run.jobs, workers=run.jobs))


def update_time(model: Model, size: Size) -> float:
    """Seconds of an update, or of a build that has nothing to do; one machine does all of it."""
    return model.everything.updates[size.kind].of(size)


def compared(model: Model, run: Run) -> tuple[float, float]:
    """Seconds of a build: measured, and simulated or calculated.

    Of the processor, if the machine was busy with other work.
    """
    if run.kind == COLD:
        simulated = simulated_run(model, run)
        return (run.cpu, simulated.cpu) if run.busy else (run.wall, simulated.wall)
    took = run.cpu if run.busy else run.wall
    return took, update_time(model, Size(run.records, run.per_day, run.kind))


def most_useful(model: Model, size: Size, cores: int) -> tuple[int, float]:
    """The number of machines that is enough, and the seconds that a build takes with it."""
    times = {number: build_time(model, size, number, cores).wall for number in NUMBERS}
    best = min(times.values())
    return next((number, took) for number, took in times.items() if took <= best * USEFUL)
