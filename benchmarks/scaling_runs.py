"""Measures builds of several sizes for ``scaling.py``, and keeps what it found as JSON."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import measure
import msgspec
import newsroom
from cluster_rates import copy_rate, put_time, task_time
from contenders import site_gen
from scaling_memory import watched
from staged_build import Staged

HERE = Path(__file__).parent
STORED = HERE / "scaling.json"
NEWEST, MIDDLE, SAME = "new record changed", "old record changed", "nothing changed"
"""Updates: of a record of the day before, and of one from the middle of the archive."""
COLD = "from nothing"


class Run(msgspec.Struct, kw_only=True):
    """A measured build."""

    records: int
    per_day: int
    everything: bool
    """Whether with search, feeds, mirror and sitemaps."""
    kind: str = COLD
    jobs: int = 1
    wall: float = 0.0
    """Seconds. On a machine that does other work too, they are too many."""
    cpu: float = 0.0
    """Seconds of the processor."""
    memory: int = 0
    """Bytes of all processes together, at the highest; 0 if not measured."""
    asking: int = 0
    """Bytes of the process that asks, of the command; 0 if not measured."""
    worker: int = 0
    """Bytes of the largest worker; 0 if not measured or if there is none."""
    stages: dict[str, float] = {}
    """Stage → seconds, of the report."""
    files: int = 0
    """Files of the site."""
    output: int = 0
    """Bytes of the site."""
    added: bool = False
    """Whether measured apart, as it takes long; such runs stay when others are measured again."""
    busy: bool = False
    """Whether the machine did other work at the same time: the wall time means little then."""
    staged: Staged | None = None
    """For builds in one process that measure their tasks."""

    @property
    def name(self) -> str:
        """What was built."""
        scope = "everything" if self.everything else "pages only"
        return f"{self.records:,} records, {self.per_day} a day, {scope}"


class Measured(msgspec.Struct):
    """All that was measured on one machine."""

    machine: str
    busy: bool
    """The same for all of the runs that give costs."""
    runs: list[Run]
    task: float
    """Processor seconds of the asking machine to send a task by Dask."""
    put: float
    """Processor seconds of a worker for a put to object storage."""
    disk: float
    """Bytes a second that a copy of a large file takes."""
    fitted: int = 10_000
    """Costs are fitted to builds of at most so many records; larger ones are predicted."""


class Plan(msgspec.Struct, frozen=True):
    """Sites to measure: records, records a day."""

    staged: Sequence[tuple[int, int]]
    """In one process, with all parts measured, and updates: costs come from these."""
    pages_only: Sequence[tuple[int, int]]
    """The same without search, feeds, mirror and sitemaps."""
    shared: Sequence[tuple[int, int]]
    """With two processes: what sharing work costs comes from these."""
    checked: Sequence[tuple[int, int, int, bool]]
    """Records, records a day, processes, everything: the simulation is compared with these."""


PLAN = Plan(
    staged=((1_000, 40), (3_000, 40), (3_000, 400), (10_000, 40), (10_000, 400)),
    pages_only=((1_000, 40), (3_000, 40)),
    shared=((1_000, 40), (3_000, 40), (10_000, 40)),
    checked=((30_000, 40, 1, True), (30_000, 40, 2, True), (100_000, 40, 2, True)),
)


class Site(NamedTuple):
    """What is measured in a folder of its own."""

    records: int
    per_day: int
    everything: bool
    jobs: int
    staged: bool


def sites_of(plan: Plan) -> list[Site]:
    """All sites of a plan in the order in which they are measured: small ones first."""
    sites = [
        *(Site(*size, everything=True, jobs=1, staged=True) for size in plan.staged),
        *(Site(*size, everything=False, jobs=1, staged=True) for size in plan.pages_only),
        *(Site(*size, everything=True, jobs=2, staged=False) for size in plan.shared),
        *(
            Site(records, per_day, everything, jobs, staged=False)
            for records, per_day, jobs, everything in plan.checked
        ),
    ]
    return sorted(sites, key=lambda site: site.records)


def measure_all(
    plan: Plan, measured: Measured, folder: Path, keep: Callable[[Measured], None]
) -> None:
    """Build the sites of a plan that are not measured yet, each in a new folder below ``folder``.

    ``keep`` is called after each site.
    """
    done = {_site(run) for run in measured.runs}
    for site in sites_of(plan):
        if site in done:
            continue
        records, per_day, everything, jobs, staged = site
        base = Run(
            records=records,
            per_day=per_day,
            everything=everything,
            jobs=jobs,
            busy=measured.busy,
        )
        with tempfile.TemporaryDirectory(prefix="scaling-", dir=folder) as name:
            _write_site(Path(name), records, per_day, everything=everything)
            runs = (_staged_runs if staged else _command_runs)(Path(name), base)
            measured.runs += map(_said, runs)
        keep(measured)


def measure_rates(folder: Path, machine: str, *, busy: bool) -> Measured:
    """What is measured without a build; there are no runs yet."""
    with tempfile.TemporaryDirectory(prefix="scaling-", dir=folder) as place:
        return Measured(machine, busy, [], task_time(), put_time(), copy_rate(Path(place)))


def _site(run: Run) -> Site:
    staged = run.staged is not None
    return Site(run.records, run.per_day, run.everything, run.jobs, staged)


def load(path: Path = STORED) -> Measured:
    """What was measured before."""
    return msgspec.json.decode(path.read_bytes(), type=Measured)


def save(measured: Measured, path: Path = STORED) -> None:
    """Keep what was measured; seconds to the hundredth of a millisecond."""
    data = msgspec.json.decode(msgspec.json.encode(measured))
    text = msgspec.json.format(msgspec.json.encode(_rounded(data)), indent=1)
    path.write_bytes(text + b"\n")


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 5) if value < 1e6 else round(value)
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def _write_site(site: Path, records: int, per_day: int, *, everything: bool) -> None:
    newsroom.write_site(site, records, per_day=per_day)
    if not everything:
        (site / "site.yaml").write_text(site_gen.pages_only(), encoding="utf-8")


def _staged_runs(site: Path, base: Run) -> Iterator[Run]:
    """A build from nothing, and updates, in a process of their own each."""
    for kind in (COLD, SAME, MIDDLE, NEWEST):
        _edit(site, kind, base.per_day)
        command = [sys.executable, str(HERE / "staged_build.py")]
        done = subprocess.run(command, cwd=site, stdout=subprocess.PIPE, check=True)
        staged = msgspec.json.decode(done.stdout, type=Staged)
        yield msgspec.structs.replace(
            base,
            kind=kind,
            wall=sum(part.wall for part in staged.stages.values()),
            cpu=sum(part.cpu for part in staged.stages.values()),
            files=sum(staged.files.values()),
            output=sum(staged.bytes.values()),
            staged=staged,
        )


def _command_runs(site: Path, base: Run) -> Iterator[Run]:
    """A build from nothing by the command itself, and updates of a site with everything."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.json")
        command = [*site_gen.COMMAND, "--jobs", str(base.jobs), "--report", str(path)]
        kinds = (COLD, SAME, MIDDLE, NEWEST) if base.everything and base.jobs > 1 else (COLD,)
        for kind in kinds:
            _edit(site, kind, base.per_day)
            with watched() as memory:
                cost = measure.run(command, site)
            report = msgspec.json.decode(path.read_bytes())
            yield msgspec.structs.replace(
                base,
                kind=kind,
                wall=cost.wall,
                cpu=cost.cpu,
                memory=cost.memory,
                asking=memory.asking,
                worker=memory.worker if base.jobs > 1 else 0,
                stages=report["seconds"],
                files=sum(report["pages"].values()),
                output=sum(report["bytes"].values()),
            )


def _edit(site: Path, kind: str, per_day: int) -> None:
    if kind == MIDDLE:
        site_gen.change_record(site, 0)
    elif kind == NEWEST:
        paths = sorted((site / "content" / "news").iterdir())
        day_before = paths[max(0, len(paths) - 1 - per_day)]
        text = day_before.read_text(encoding="utf-8")
        changed = text.replace('\ntitle: "', '\ntitle: "Corrected: ', 1)
        day_before.write_text(changed, encoding="utf-8")


def _said(run: Run) -> Run:
    print(f"{run.name}, {run.kind}, {run.jobs} processes: {run.wall:.2f} s", file=sys.stderr)
    return run
