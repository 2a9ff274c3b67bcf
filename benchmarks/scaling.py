"""How builds grow on one machine and on many, for ``docs/scaling.md``.

``python benchmarks/scaling.py --measure`` builds sites of up to 100,000 records, which takes a
quarter of an hour, and keeps the figures in ``benchmarks/scaling.json``. Without ``--measure`` it
takes the kept figures. It fits costs to the small builds, simulates the large ones, and prints
tables; with ``--write`` it puts them into the page.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import document
import machine
import msgspec
import results
import scaling_limits
import scaling_tables
from scaling_builds import Model, model_of
from scaling_runs import PLAN, STORED, Measured, Plan, load, measure_all, save

PAGE = Path(__file__).parent.parent / "docs" / "scaling.md"


TABLES: dict[str, Callable[[Model], scaling_tables.Table]] = {
    "sizes": scaling_tables.sizes,
    "builds": scaling_tables.builds,
    "phases": scaling_tables.phases,
    "updates": scaling_tables.updates,
    "limits": scaling_limits.limits,
    "hosts": scaling_limits.hosts,
    "next": scaling_limits.following,
}
"""Part of the page → its table."""


def tables(measured: Measured) -> Iterator[tuple[str, str]]:
    """Name of a part of the page, and its text."""
    model = model_of(measured)
    yield "costs", scaling_tables.costs(measured, model)
    yield "runs", scaling_tables.runs(measured, model)
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


def main() -> None:
    """Measure if asked to, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--measure", action="store_true", help="measure builds, and keep them")
    parser.add_argument("--most", type=int, default=100_000, metavar="RECORDS",
                        help="leave out larger sites (default 100,000)")  # fmt: skip
    parser.add_argument("--busy", action="store_true",
                        help="the machine does other work: count processor time")  # fmt: skip
    parser.add_argument("--folder", type=Path, default=tempfile.gettempdir(),
                        help="where sites are built: on a disk, 10 GB")  # fmt: skip
    parser.add_argument("--kept", type=Path, default=STORED, metavar="FILE.json")
    parser.add_argument("--write", action="store_true", help="refresh docs/scaling.md")
    given = parser.parse_args()
    if given.measure:
        plan = smaller(PLAN, given.most)
        found = measure_all(plan, busy=given.busy, folder=given.folder, machine=machine.describe())
        larger = (
            [run for run in load(given.kept).runs if run.by_hand] if given.kept.exists() else []
        )
        save(msgspec.structs.replace(found, runs=[*found.runs, *larger]), given.kept)
    for name, text in tables(load(given.kept)):
        print(f"\n{name}\n\n{text}")
        if given.write:
            document.refresh(PAGE, name, text)


if __name__ == "__main__":
    main()
