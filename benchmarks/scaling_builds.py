"""What a build of any size takes on any number of machines, from costs and the simulation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from scaling_costs import costs_of
from scaling_phases import LOCAL, SHARED, STORAGE, TODAY, Changes, Model, Phases
from scaling_runs import COLD, SAME, Measured, Run
from scaling_sizes import Size
from simulation import Cluster, Simulated, simulate

NUMBERS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80)
"""Numbers of machines that are tried."""
USEFUL = 1.1
"""A number of machines is enough if more of them would save less than a tenth of the time."""


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
    more = alone_took = 0.0
    for run in measured.runs:
        if run.records > measured.fitted:
            continue
        if run.kind == COLD and run.jobs == 2 and (one := alone.get(_site(run))) and one.staged:
            tasks = sum(part.cpu for part in one.staged.tasks.values())
            more += max(0.0, run.cpu - one.cpu)
            alone_took += tasks
    return 1 + more / alone_took if alone_took else 1.0


def _site(run: Run) -> tuple[int, int, bool]:
    return run.records, run.per_day, run.everything


def cluster_of(model: Model, machines: int, cores: int) -> Cluster:
    """Machines whose processes have costs as measured."""
    return Cluster(
        machines=machines,
        cores=cores,
        disk=model.disk,
        network=model.assumed.network,
        task=model.task if machines > 1 else 0.0,
    )


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
    workers = machines * cores if machines > 1 else 0
    build = Phases(model=model, size=size, output=output, workers=workers, changes=changes)
    return simulate(build.all(), settings)


def simulated_run(model: Model, run: Run) -> Simulated:
    """What the simulation says of a measured build from nothing."""
    size = Size(run.records, run.per_day)
    build = Phases(model=model, size=size, everything=run.everything, shared=run.jobs > 1)
    return simulate(build.all(), Cluster(cores=run.jobs, workers=run.jobs))


def update_time(model: Model, size: Size) -> float:
    """Seconds of an update, or of a build that has nothing to do; one machine does all of it."""
    costs = model.everything.updates
    return costs[SAME].of(size) + (costs[size.kind].of(size) if size.kind != SAME else 0.0)


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
