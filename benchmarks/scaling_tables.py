"""The tables of ``docs/scaling.md``."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import results
from scaling_builds import build_time, update_time
from scaling_costs import SERIAL, TASKS, measured_memory
from scaling_phases import AT_ONCE, LARGEST_CHUNK, ON_A_CLUSTER, Model
from scaling_predictions import Prediction, predictions
from scaling_runs import COLD, MIDDLE, NEWEST, SAME, Measured
from scaling_sizes import Size

from site_gen.workers import CHUNK

SIZES = (Size(100_000, 40), Size(1_000_000, 400), Size(10_000_000, 4_000))
"""Seven years of news each."""
MACHINES = (1, 4, 40)
CORES = (2, 8)
GB = 1e9
FACTOR = 2
"""Calculated times are at most so many times too short or too long, in all that was measured."""
FACTORS = {2: "about half to twice as much", 3: "about a third to three times as much"}
Table = tuple[Sequence[str], Sequence[Sequence[str]]]

WORK = {
    "start": ("loading the program", "asking machine"),
    "look": ("looking which files have changed", "asking machine"),
    "parse": ("reading and checking records", "tasks"),
    "keep records": ("saving records in the store", "asking machine, while records are read"),
    "group": ("grouping blocks into stories", "tasks"),
    "relate": ("all other relations", "asking machine"),
    "search": ("indexing for the search", "asking machine"),
    "plan": ("planning pages", "asking machine"),
    "copy": ("copying the search index", "tasks"),
    "records": ("rendering and writing pages of records, and their documents", "tasks"),
    "lists": ("rendering and writing lists, and all else", "tasks"),
    "keep pages": (
        "saving in the store what was written; static files",
        "asking machine, while pages are made",
    ),
    "tidy": ("removing old files", "asking machine"),
    "rest": ("closing the store, and all else", "asking machine"),
}
"""Part of a build → what it is, and who does it."""


def duration(seconds: float) -> str:
    """Two figures are enough."""
    for unit, length in (("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length:
            value = seconds / length
            return f"{value:,.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}"
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"


def amount(size: float) -> str:
    """Bytes."""
    for unit, length in (("TB", 1e12), ("GB", 1e9)):
        if size >= length:
            value = size / length
            return f"{value:,.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}"
    return f"{size / 1e6:,.0f} MB"


def memory(size: float) -> str:
    """Bytes, if any build was large enough to tell."""
    return amount(size) if size else "not measured"


def number(value: float) -> str:
    """Three figures are enough."""
    return f"{value / 1e6:,.1f} million" if value >= 1e6 else f"{round(value, -2):,.0f}"


def costs(measured: Measured, model: Model) -> str:
    """What each part takes, and what the model consists of besides."""
    size = SIZES[0]
    found = {**model.everything.serial, **model.everything.tasks}
    rows = [
        (
            *WORK[name],
            found[name].formula,
            f"{found[name].error:.0%}",
            duration(found[name].of(size)),
        )
        for name in WORK
        if name in (*SERIAL, *TASKS)
    ]
    head = ("part", "who", "ms for n records", "error of the fit", f"{size.records:,} records")
    others = [
        f"- {model.sharing:.2f} times the processor time for tasks of two processes",
        f"- {ON_A_CLUSTER:.2f} times that on a cluster, as measured with a "
        "[local one](cluster.md#memory-and-time)",
        f"- {model.task * 1000:.1f} ms of the asking machine’s processor for Dask to send a task "
        f"of {CHUNK} to {LARGEST_CHUNK} files",
        f"- {model.put * 1000:.1f} ms of a worker’s processor for a put to a server of S3 on the "
        f"same machine; a worker has {AT_ONCE} puts under way",
        f"- {model.disk / 1e6:,.0f} MB a second for a copy of the store on the disk",
    ]
    clock = "Processor times, as it did other work" if measured.busy else "Wall times"
    said = f"{clock}. {measured.machine}"
    return "\n\n".join([said, _by_name(head, rows, columns=2), "\n".join(others)])


def _by_name(head: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> str:
    """A table with so many columns aligned to the left."""
    text = results.markdown(head, rows).split("\n")
    text[1] = "| " + " | ".join(["---"] * columns + ["---:"] * (len(head) - columns)) + " |"
    return "\n".join(text)


def runs(measured: Measured) -> str:
    """Measured builds beside simulated ones, and the largest errors."""
    found = list(predictions(measured))
    rows = [
        (
            each.name,
            f"{each.limit:,}" if each.is_fitted else f"{each.limit:,}: predicted",
            str(each.run.jobs),
            "processor" if each.run.busy else "wall",
            duration(each.measured),
            duration(each.simulated),
            f"{each.error:+.0%}",
        )
        for each in found
    ]
    head = ("site", "costs fitted up to", "processes", "time", "measured", "simulated", "error")
    return "\n\n".join([_by_name(head, rows, columns=2), _largest(found)])


def _largest(found: Sequence[Prediction]) -> str:
    errors = [abs(each.error) for each in found if not each.is_fitted and each.run.kind == COLD]
    if not errors:
        return "No build was predicted from smaller ones."
    return f"The largest error of a predicted build from nothing is {max(errors):.0%}."


def introduction(measured: Measured) -> str:
    """What was measured, and what was not."""
    cold = [run for run in measured.runs if run.kind == COLD]
    sizes = sorted({run.records for run in cold if not run.added})
    sentences = [f"Builds of {_listed(sizes)} records were measured on one machine."]
    sentences += [
        f"A build of {run.records:,} records was measured apart, with {run.jobs} processes."
        for run in cold
        if run.added
    ]
    busy = sum(run.busy for run in cold)
    if busy:
        many = "all" if busy == len(cold) else f"{busy} of {len(cold)}"
        sentences.append(
            f"The machine did other work during {many} of these builds, so of those processor "
            "times are compared."
        )
    sentences += [
        "No build on several machines was measured.",
        "All other figures are calculated by a simulation, which is [compared](#how-well-the-"
        "simulation-fits) with the measured builds.",
        f"Read them as “{FACTORS[FACTOR]}”.",
    ]
    return textwrap.fill(" ".join(sentences), 100, break_long_words=False, break_on_hyphens=False)


def _listed(values: Sequence[int]) -> str:
    *others, last = (f"{value:,}" for value in values)
    return f"{', '.join(others)} and {last}" if others else last


def memory_basis(measured: Measured) -> str:
    """Which builds the figures of memory come from."""
    runs = measured_memory(measured, everything=True)
    sizes = sorted({run.records for run in runs})
    if not sizes:
        return "How much that is was not measured."
    largest = max(runs, key=lambda run: run.records)
    said = f"With {largest.records:,} records that process had {amount(largest.asking)}"
    if len(sizes) == 1:
        return f"{said}; larger builds were not measured."
    return f"{said}. The figures above are fitted to builds of {_listed(sizes)} records."


def sizes(model: Model) -> Table:
    """Disk, memory and numbers of files."""
    found = model.everything.sizes
    head = ("", *(f"{size.records:,} records" for size in SIZES))
    names = (
        ("records", "content", amount),
        ("store", "store", amount),
        ("cached search index", "cache", amount),
        ("site", "output", amount),
        ("files of the site", "files", number),
    )
    costs = model.everything
    return head, [
        *((label, *(form(found[name].of(size)) for size in SIZES)) for label, name, form in names),
        ("memory of the process that asks", *(memory(costs.asking.of(size)) for size in SIZES)),
        ("memory of a worker, at most", *(memory(costs.worker) for _ in SIZES)),
    ]


def builds(model: Model) -> Table:
    """Builds from nothing."""
    return _head("records", "output"), [
        (
            f"{size.records:,}",
            "storage" if storage else "folder",
            *(
                duration(build_time(model, size, machines, cores, storage=storage).wall)
                for cores in CORES
                for machines in MACHINES
            ),
        )
        for size in SIZES
        for storage in (False, True)
    ]


def _head(*first: str) -> Sequence[str]:
    return (*first, *(
        f"{count} × {cores} cores" for cores in CORES for count in MACHINES
    ))  # fmt: skip


def updates(model: Model) -> Table:
    """Updates, and builds that have nothing to do."""
    head = ("update", *(f"{size.records:,} records" for size in SIZES))
    return head, [
        (kind, *(duration(update_time(model, Size(size.records, size.per_day, kind)))
                 for size in SIZES))
        for kind in (SAME, NEWEST, MIDDLE)
    ]  # fmt: skip


def phases(model: Model) -> Table:
    """Where the time of a build goes, with one machine and with many."""
    size, cores = SIZES[1], CORES[1]
    found = [build_time(model, size, machines, cores) for machines in MACHINES]
    head = (f"{size.records:,} records", *(f"{count} × {cores} cores" for count in MACHINES))
    rows = [(name, *(duration(build.phases[name]) for build in found)) for name in found[0].phases]
    return head, [*rows, ("all", *(duration(build.wall) for build in found))]
