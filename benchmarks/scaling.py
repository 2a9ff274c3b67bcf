"""How builds grow on one machine and on many, for ``docs/scaling.md``.

``python benchmarks/scaling.py`` builds sites of up to 10,000 records, or of ``--most``, and stores
the figures in ``benchmarks/scaling.json``; with ``--stored`` it takes those that are there. It fits
costs to the small builds, simulates large ones, and prints tables; with ``--write`` it puts them
into the page. ``--add`` adds a larger build that was measured apart.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import document
import machine
import msgspec
import results
import scaling_limits
import scaling_tables
from scaling_builds import model_of
from scaling_phases import Model
from scaling_runs import PLAN, STORED, Measured, Plan, Run, load, measure_all, measure_rates, save

PAGE = Path(__file__).parent.parent / "docs" / "scaling.md"


TABLES: dict[str, Callable[[Model], scaling_tables.Table]] = {
    "sizes": scaling_tables.sizes,
    "builds": scaling_tables.builds,
    "phases": scaling_tables.phases,
    "updates": scaling_tables.updates,
    "assumptions": scaling_limits.assumptions,
    "limits": scaling_limits.limits,
    "hosts": scaling_limits.hosts,
    "next": scaling_limits.following,
}
"""Part of the page → its table."""


def tables(measured: Measured) -> Iterator[tuple[str, str]]:
    """Name of a part of the page, and its text."""
    model = model_of(measured)
    yield "introduction", scaling_tables.introduction(measured)
    yield "costs", scaling_tables.costs(measured, model)
    yield "runs", scaling_tables.runs(measured)
    yield "memory", scaling_tables.memory_basis(measured)
    for name, table in TABLES.items():
        yield name, results.markdown(*table(model))


def smaller(plan: Plan, most: int) -> Plan:
    """A plan without the sites of more records."""
    return Plan(
        staged=[site for site in plan.staged if site[0] <= most],
        pages_only=[site for site in plan.pages_only if site[0] <= most],
        shared=[site for site in plan.shared if site[0] <= most],
        checked=[site for site in plan.checked if site[0] <= most],
    )


def measure(path: Path, most: int, folder: Path, *, busy: bool) -> None:
    """Measure all builds, and store them beside those that were added.

    What is measured is kept in another file until all is. If that exists, another run was stopped,
    and this one goes on from there.
    """
    part = path.with_suffix(".part")
    said = machine.describe()
    found = load(part) if part.exists() else measure_rates(folder, said, busy=busy)
    save(found, part)
    measure_all(smaller(PLAN, most), found, folder, lambda measured: save(measured, part))
    added = [run for run in load(path).runs if run.added] if path.exists() else []
    found.runs += added
    save(found, path)
    part.unlink()


def add(path: Path, report: Path, cost: Sequence[float], per_day: int, *, busy: bool) -> None:
    """Add a build with two processes, of its report and its cost: wall, cpu, bytes of memory.

    Its workers are taken to be as large as those of other builds.
    """
    measured, said = load(path), msgspec.json.decode(report.read_bytes())
    wall, cpu, memory = cost
    worker = max((old.worker for old in measured.runs), default=0)
    run = Run(
        records=said["read"], per_day=per_day, everything=True, jobs=2, wall=wall, cpu=cpu,
        memory=round(memory), asking=max(0, round(memory) - 2 * worker), stages=said["seconds"],
        files=sum(said["pages"].values()),
        output=sum(said["bytes"].values()), added=True, busy=busy,
    )  # fmt: skip
    measured.runs = [old for old in measured.runs if not (old.added and old.name == run.name)]
    measured.runs.append(run)
    save(measured, path)


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    option = parser.add_argument
    option("--stored", action="store_true", help="take the stored figures, measure nothing")
    option("--figures", type=Path, default=STORED, metavar="FILE.json", help="where they are")
    option("--most", type=int, default=10_000, metavar="RECORDS", help="leave out larger sites")
    option("--busy", action="store_true", help="count processor time: the machine does other work")
    option("--folder", type=Path, default=tempfile.gettempdir(), help="on a disk with 10 GB free")
    option("--write", action="store_true", help="refresh docs/scaling.md")
    option("--add", type=Path, metavar="REPORT.json", help="add a build, and measure nothing")
    option("--cost", type=float, nargs=3, metavar=("WALL", "CPU", "BYTES"), help="of that build")
    option("--per-day", type=int, default=400, help="records a day of that build")
    given = parser.parse_args()
    if not smaller(PLAN, given.most).staged:
        parser.error(f"--most: the smallest site has {PLAN.staged[0][0]:,} records")
    if given.add and not given.cost:
        parser.error("--add: needs --cost")
    if given.add:
        add(given.figures, given.add, given.cost, given.per_day, busy=given.busy)
    elif not given.stored:
        measure(given.figures, given.most, given.folder, busy=given.busy)
    for name, text in tables(load(given.figures)):
        print(f"\n{name}\n\n{text}")
        if given.write:
            document.refresh(PAGE, name, text)


if __name__ == "__main__":
    main()
