"""How time and memory of site_gen grow with the number of records.

``python benchmarks/growth.py`` builds sites of 1,000, 10,000 and 100,000 records in memory from
nothing, with everything on, and again after nothing and after one record has changed.
``make bench-growth`` puts the figures into ``docs/benchmarks.md``. The largest site takes 10 GB of
memory for its files. ``--pages-only`` leaves out what the others of ``compare.py`` do not make.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import document
import machine
import measure
import msgspec
import newsroom
import results
from compare import PAGE, memory_folder
from contenders import site_gen

SIZES = (1_000, 10_000, 100_000)
HEAD = (
    "records",
    "wall, s",
    "ms a record",
    "CPU, s",
    "memory, MiB",
    "output, MB",
    "kB a record",
    "nothing changed, s",
    "one changed, s",
)


class Size(msgspec.Struct, frozen=True):
    """A site of so many records."""

    records: int
    cold: measure.Cost
    nothing: measure.Cost
    changed: measure.Cost
    output: int
    """Bytes of the built folder."""

    @property
    def each(self) -> float:
        """Milliseconds for a record."""
        return self.cold.wall / self.records * 1000

    @property
    def update(self) -> float:
        """Seconds that a changed record takes beside looking at all files, which is what a build
        does where nothing has changed."""
        return self.changed.wall - self.nothing.wall


def measure_size(folder: Path, records: int, rounds: int, *, everything: bool) -> Size:
    """Build a site from nothing, and after changes: medians of so many rounds."""
    source = folder / "records"
    newsroom.write_site(source, records)
    built = site_gen.prepare(folder / "site", source, [], everything=everything)
    shutil.rmtree(source)
    nothing, change, *_ = site_gen.updates(built)
    kinds = {"cold": built, "nothing": nothing, "changed": change}
    found: dict[str, list[measure.Cost]] = {kind: [] for kind in kinds}
    for round_ in range(rounds):
        for kind, contender in kinds.items():
            contender.make_ready(round_)
            found[kind].append(measure.run(contender.command, contender.folder))
            print(f"{records:,}: {kind}: {found[kind][-1].wall:.2f} s", file=sys.stderr)
    output = sum(path.stat().st_size for path in built.built.rglob("*") if path.is_file())
    cold, same, changed = (results.Result(name=kind, costs=found[kind]).median() for kind in kinds)
    return Size(records, cold, same, changed, output)


def rows(sizes: Sequence[Size]) -> list[tuple[str, ...]]:
    """A row for each size."""
    return [
        (
            f"{size.records:,}",
            f"{size.cold.wall:.2f}",
            f"{size.each:.2f}",
            f"{size.cold.cpu:.2f}",
            f"{size.cold.memory / results.MIB:,.0f}",
            f"{size.output / 1e6:,.0f}",
            f"{size.output / size.records / 1000:.1f}",
            f"{size.nothing.wall:.2f}",
            f"{size.changed.wall:.2f}",
        )
        for size in sizes
    ]


def goals(sizes: Sequence[Size]) -> Iterator[str]:
    """How the largest size compares with the smaller ones, and with what it should be."""
    if len(sizes) < 2:
        return
    first, before, largest = sizes[0], sizes[-2], sizes[-1]
    for what, value, goal, unit in (
        ("Time for a record, of that at the smallest size", largest.each / first.each, 1.1, ""),
        ("Memory", largest.cold.memory / 1e9, 1.2, " GB"),
        (
            "One changed record beside looking at files, of that at the size before",
            largest.update / before.update,
            2.0,
            "",
        ),
    ):
        judged = "met" if value <= goal else f"missed by a factor of {value / goal:.1f}"
        yield f"- {what}: {value:.2f}{unit} (goal: at most {goal:g}{unit}, {judged})"


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="refresh docs/benchmarks.md")
    parser.add_argument("--pages-only", action="store_true", help="no search, feeds and mirror")
    given = parser.parse_args()
    sizes = []
    for records in given.records:
        with memory_folder() as folder:
            sizes.append(
                measure_size(Path(folder), records, given.rounds, everything=not given.pages_only)
            )
    text = "\n\n".join(
        [
            f"Rounds: {given.rounds}. {machine.describe()}",
            results.markdown(HEAD, rows(sizes)),
            "\n".join(goals(sizes)),
        ]
    )
    print(text)
    if given.write:
        document.refresh(PAGE, "growth", text)


if __name__ == "__main__":
    main()
