"""Tables of limits, and of what would be next, in ``docs/scaling.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from scaling_assumed import THIRD, slower
from scaling_builds import build_time, most_useful
from scaling_phases import TODAY, Changes, Model
from scaling_sizes import Size
from scaling_tables import CORES, GB, MACHINES, SIZES, Table, amount, duration

TEN_GIGABITS = 1.25e9
FASTER = {"relate": 0.5, "keep pages": 0.5, "plan": 0.5}
NEXT: Sequence[tuple[str, Changes, Mapping[str, Any]]] = (
    ("as it is", TODAY, {}),
    ("worse: the store in a folder that the asking machine shares", TODAY, {"sends_all": True}),
    ("10 gigabits a second for the store", TODAY, {"network": TEN_GIGABITS}),
    ("blocks grouped on the asking machine", Changes(group_here=True), {}),
    ("the store copied once for search index and pages", Changes(one_copy=True), {}),
    ("relations in half of the time", Changes(factors={"relate": 0.5}), {}),
    ("parts of the search index are tasks", Changes(shared_search=True), {}),
    ("saving what was written in half of the time", Changes(factors={"keep pages": 0.5}), {}),
    ("planning in half of the time", Changes(factors={"plan": 0.5}), {}),
    ("tasks of 512 pages", Changes(chunk=512), {}),
    ("no JSON mirror", Changes(without_mirror=True), {}),
    ("no search, feeds, mirror and sitemaps", Changes(pages_only=True), {}),
    ("a store for each of the seven years", Changes(stores=7), {}),
    (
        "all of these with everything on",
        Changes(
            factors=FASTER,
            chunk=512,
            stores=7,
            shared_search=True,
            group_here=True,
            one_copy=True,
        ),
        {"network": TEN_GIGABITS},
    ),
)
"""What could be next: its name, the changes of the build, and those of the cluster."""


def limits(model: Model) -> Table:
    """How many machines are of use, by Amdahl's law and the simulation."""
    head = ("records", "cores", "one machine", "work of one process", "enough machines",
            "with them", "times as fast")  # fmt: skip
    return head, list(_limits(model))


def _limits(model: Model) -> Iterator[tuple[str, ...]]:
    for size in SIZES:
        for cores in CORES:
            one = build_time(model, size, 1, cores)
            enough, took = most_useful(model, size, cores)
            yield (
                f"{size.records:,}", str(cores), duration(one.wall), duration(one.asking),
                str(enough), duration(took), f"{one.wall / took:.1f}",
            )  # fmt: skip


def following(model: Model) -> Table:
    """What changes would gain."""
    million, ten = SIZES[1:]
    columns = [
        *((million, machines, False) for machines in MACHINES),
        *((million, machines, True) for machines in MACHINES),
        (ten, MACHINES[-1], False),
        (ten, MACHINES[-1], True),
    ]
    cores = CORES[1]
    head = (
        f"machines of {cores} cores",
        *(
            f"{machines}: {size.records:,} into a {'storage' if storage else 'folder'}"
            for size, machines, storage in columns
        ),
    )
    return head, [
        (name, *(
            duration(build_time(model, size, machines, cores, storage=storage, changes=changes,
                                cluster=cluster).wall)
            for size, machines, storage in columns
        ))
        for name, changes, cluster in NEXT
    ]  # fmt: skip


def assumptions(model: Model) -> Table:
    """What a build takes if an assumption is wrong by a factor of three."""
    size, cores = SIZES[1], CORES[1]
    columns = [(count, storage) for count in MACHINES[1:] for storage in (False, True)]

    def times(changed: Model) -> Iterator[str]:
        for count, storage in columns:
            yield duration(build_time(changed, size, count, cores, storage=storage).wall)

    head = ("a third as fast", "assumed", *(
        f"{count} × {cores} cores, {'storage' if storage else 'folder'}"
        for count, storage in columns
    ))  # fmt: skip
    return head, [
        ("nothing", "", *times(model)),
        *(
            (each.name, each.assumed, *times(msgspec.structs.replace(model, assumed=each.value)))
            for each in slower(model.assumed)
        ),
        (
            "a worker’s processor for a put",
            f"{model.put * 1000:.1f} ms",
            *times(msgspec.structs.replace(model, put=model.put * THIRD)),
        ),
    ]


def hosts(model: Model) -> Table:
    """What hosts and file systems allow, and how many records reach it."""
    files, output = (model.everything.sizes[name] for name in ("files", "output"))
    sizes = [(size, files.of(size)) for size in SIZES]
    per_inode = output.of(SIZES[0]) / files.of(SIZES[0])
    head = ("limit", *(f"{size.records:,} records" for size in SIZES), "reached at")
    return head, [
        (
            "GitHub Pages: 1 GB",
            *(f"{output.of(size) / GB:,.0f} times" for size in SIZES),
            _reached(output.of, GB),
        ),
        (
            "Cloudflare Pages: 20,000 files",
            *(f"{count / 20_000:,.0f} times" for _, count in sizes),
            _reached(files.of, 20_000),
        ),
        (
            f"inodes of ext4, one for 16 KiB (a file has {per_inode / 1000:.1f} kB)",
            *(f"disk of {amount(count * 16 * 1024)}" for _, count in sizes),
            "",
        ),
        (
            "S3: 3,500 puts a second below a prefix",
            *(duration(count / 3_500) for _, count in sizes),
            "",
        ),
        (
            "S3: 1,000 names in a listing of 50 ms",
            *(duration(count / 20_000) for _, count in sizes),
            "",
        ),
        (
            "S3: 0.005 dollars for 1,000 puts",
            *(f"{count / 1000 * 0.005:,.0f} dollars" for _, count in sizes),
            "",
        ),
    ]


def _reached(cost: Callable[[Size], float], limit: float) -> str:
    """The number of records, 40 a day, with which a cost reaches a limit."""
    low, high = 0, 10_000_000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if cost(Size(middle, 40)) < limit else (low, middle)
    return f"{round(low, -2):,} records"
