"""Costs of the parts of a build as functions of its size, fitted to measured builds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec
import numpy as np
from scaling_runs import COLD, MIDDLE, NEWEST, SAME, Measured, Run
from scaling_sizes import Size, part_size
from staged_build import Part, Staged

MUCH_BETTER = 0.75
"""A formula with one term more, or with n·log n, must have at most this part of the error."""
TERMS: dict[str, Callable[[Size], float]] = {
    "1": lambda _size: 1.0,
    "n": lambda size: size.records,
    "n·log n": lambda size: size.records * math.log2(size.records),
    "log n": lambda size: math.log2(size.records),
    "n·records a day": lambda size: size.records * size.per_day,
    "days": lambda size: size.days,
    "records of the part": part_size,
}
LINEAR, CURVED, DENSE = ("1", "n", "days"), ("1", "n", "n·log n"), ("1", "n", "n·records a day")

NEGLIGIBLE = 1e-12
"""Factors below this are not in formulas: even ten million records take next to no time."""
LARGE_ENOUGH = 10_000
"""Records of builds whose memory is fitted: in smaller ones, caches are not full."""
SMALL_ERROR = 0.02
"""Errors below this are as good as none."""


class Cost(msgspec.Struct, frozen=True):
    """A sum of terms."""

    factors: dict[str, float]
    """Term → factor."""
    error: float
    """Root of the mean square of the relative errors at the sizes it was fitted to."""

    def of(self, size: Size) -> float:
        """The cost of a site of this size."""
        return sum(factor * TERMS[term](size) for term, factor in self.factors.items())

    @property
    def formula(self) -> str:
        """For tables, of milliseconds if the cost is in seconds."""
        return " + ".join(
            f"{factor * 1000:.3g}" + ("" if term == "1" else f" {term}")
            for term, factor in self.factors.items()
            if factor > NEGLIGIBLE
        )


def fit(points: Sequence[tuple[Size, float]], terms: Sequence[str]) -> Cost:
    """The simplest sum of terms whose relative errors are hardly larger than those of others.

    No factor is negative, as nothing takes less than no time. At least one term grows, if there is
    one. Without points, it costs nothing.
    """
    best = Cost({}, math.inf)
    if not points:
        return Cost({}, 0.0)
    for number in range(1, len(terms) + 1):
        for chosen in combinations(terms, number):
            if chosen == ("1",) != tuple(terms):
                continue
            cost = _fitted(points, chosen)
            if cost is not None and cost.error < best.error * MUCH_BETTER:
                best = cost
    return best


def _fitted(points: Sequence[tuple[Size, float]], terms: Sequence[str]) -> Cost | None:
    """Least squares of relative errors; None if a factor would be negative."""
    values = np.array([max(value, 1e-4) for _, value in points])
    rows = np.array([[TERMS[term](size) for term in terms] for size, _ in points])
    weighted = rows / values[:, None]
    scale = np.abs(weighted).max(axis=0)
    factors, *_ = np.linalg.lstsq(weighted / scale, np.ones(len(values)), rcond=None)
    if (factors < 0).any():
        return None
    error = float(np.sqrt(np.mean((weighted / scale @ factors - 1) ** 2)))
    found = dict(zip(terms, map(float, factors / scale), strict=True))
    return Cost(found, max(error, SMALL_ERROR))


class Costs(msgspec.Struct):
    """Costs of a site, with everything or pages only."""

    serial: dict[str, Cost]
    """Part of a build from nothing that one process does → seconds."""
    tasks: dict[str, Cost]
    """Kind of task → processor seconds of all of them."""
    items: dict[str, Cost]
    """Kind of task → items."""
    updates: dict[str, Cost]
    """Kind of update → seconds; of those that change a record, seconds more than if nothing has
    changed."""
    written: dict[str, Cost]
    """Kind of update → files that it writes."""
    sizes: dict[str, Cost]
    """``files``, ``output``, ``content``, ``store`` (``first store`` when blocks are
    grouped) and ``cache``: files and bytes."""
    asking: Cost
    """Bytes of memory of the process that asks."""
    worker: int
    """Bytes of memory that the largest worker had."""


def costs_of(measured: Measured, *, everything: bool) -> Costs:
    """Fit costs to the builds in one process of which all parts were measured."""
    staged = [
        (Size(run.records, run.per_day, run.kind), run.staged)
        for run in measured.runs
        if run.staged and run.everything == everything and run.records <= measured.fitted
    ]
    memory = measured_memory(measured, everything=everything)
    cold = [(size, build) for size, build in staged if size.kind == COLD]
    parts = [(size, parts_of(build, busy=measured.busy)) for size, build in cold]
    updates = {kind: [(size, build) for size, build in staged if size.kind == kind]
               for kind in UPDATE_TERMS}  # fmt: skip

    def part_cost(name: str) -> Cost:
        if name not in {"relate", "group"}:
            terms = ("1",) if name == "start" else CURVED
            return fit([(size, part[name]) for size, part in parts], terms)
        # With a few blocks there are no tasks to group them; relations take that time.
        return fit([(size, part[name]) for size, part in parts if part["group"]], DENSE)

    def count(name: str) -> Cost:
        found = [(size, items_of(build, name)) for size, build in cold]
        return fit([(size, items) for size, items in found if items], LINEAR)

    return Costs(
        serial={name: part_cost(name) for name in SERIAL},
        tasks={name: part_cost(name) for name in (*TASKS, "mirror")},
        items={name: count(name) for name in (*TASKS, "mirror")},
        updates={
            kind: fit(_update_times(updates, kind, busy=measured.busy), terms)
            for kind, terms in UPDATE_TERMS.items()
        },
        written={
            kind: fit([(size, max(1, build.written)) for size, build in updates[kind]], LINEAR)
            for kind in UPDATE_TERMS
        },
        sizes=dict(_sizes(cold)),
        asking=_memory_cost([(Size(run.records, run.per_day), run.asking) for run in memory]),
        worker=max((run.worker for run in memory), default=0),
    )


def measured_memory(measured: Measured, *, everything: bool) -> list[Run]:
    """The builds from nothing that say how much memory large builds take."""
    return [
        run
        for run in measured.runs
        if run.asking
        and run.kind == COLD
        and run.everything == everything
        and run.records >= LARGE_ENOUGH
    ]


def _memory_cost(points: Sequence[tuple[Size, float]]) -> Cost:
    """No cost if all builds have the same size, which does not tell how memory grows."""
    sizes = {size.records for size, _ in points}
    return fit(points if len(sizes) > 1 else [], ("n", "1", "log n"))


SERIAL = ("start", "look", "keep records", "relate", "search", "plan", "keep pages", "tidy", "rest")
PAGES = ("records", "lists")
TASKS = ("parse", "group", "copy", *PAGES)
UPDATE_TERMS = {
    SAME: LINEAR,
    MIDDLE: (*LINEAR, "records of the part"),
    NEWEST: (*LINEAR, "records of the part"),
}


def clocked(part: Part, *, busy: bool) -> float:
    """Seconds of a part: on a busy machine those of the processor, which others change less."""
    return part.cpu if busy else part.wall


def _update_times(
    updates: Mapping[str, Sequence[tuple[Size, Staged]]], kind: str, *, busy: bool
) -> list[tuple[Size, float]]:
    """Seconds of updates of a kind; see ``Costs.updates``."""
    idle = {
        (size.records, size.per_day): _seconds(build, busy=busy) for size, build in updates[SAME]
    }
    return [
        (size, _seconds(build, busy=busy) - less)
        for size, build in updates[kind]
        for less in [0.0 if kind == SAME else idle.get((size.records, size.per_day), 0.0)]
    ]


def _seconds(staged: Staged, *, busy: bool) -> float:
    return sum(clocked(part, busy=busy) for part in staged.stages.values())


def parts_of(staged: Staged, *, busy: bool) -> dict[str, float]:
    """Name of a serial part or of a kind of task → seconds of a build from nothing."""
    stages = {name: clocked(part, busy=busy) for name, part in staged.stages.items()}
    tasks = dict.fromkeys(TASKS, 0.0)
    for name, part in staged.tasks.items():
        tasks[name.partition(":")[0]] += clocked(part, busy=busy)
    pages = sum(items_of(staged, kind) for kind in PAGES)
    saved = sum(clocked(staged.tasks[f"{kind}: save"], busy=busy) for kind in PAGES)
    return {
        **stages,
        **tasks,
        "keep records": max(0.0, stages["read"] - tasks["parse"]),
        "relate": max(0.0, stages["relate"] - tasks["group"]),
        "keep pages": max(
            0.0,
            stages["render and write"] - tasks["records"] - tasks["lists"] - tasks["copy"],
        ),
        "mirror": clocked(staged.mirror, busy=busy) + saved * staged.mirror.items / pages,
    }


def items_of(staged: Staged, kind: str) -> int:
    """Items of a kind of task, or documents of the mirror."""
    if kind == "mirror":
        return staged.mirror.items
    part = staged.tasks.get(f"{kind}: compute")
    return part.items if part else 0


BYTES: dict[str, Callable[[Staged], int]] = {
    "files": lambda staged: sum(staged.files.values()),
    "output": lambda staged: sum(staged.bytes.values()),
    "content": lambda staged: staged.content,
    "store": lambda staged: staged.store,
    "first store": lambda staged: staged.first_store,
    "cache": lambda staged: staged.cache,
}


def _sizes(cold: Sequence[tuple[Size, Staged]]) -> Iterator[tuple[str, Cost]]:
    for name, value in BYTES.items():
        found = [(size, value(staged)) for size, staged in cold]
        yield name, fit([(size, bytes_) for size, bytes_ in found if bytes_], LINEAR)
