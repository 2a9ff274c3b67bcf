"""One build in this process, with the processor time of each stage and of each kind of task.

``python benchmarks/staged_build.py`` in the folder of a site builds it with one process, and prints
JSON: what :class:`Staged` says. A stage has parts that a cluster can do elsewhere, the tasks, and
the rest, which the machine that asks does alone. In a build of the command line both are in one
figure; here the workers measure every step of every task.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from site_gen.build import build
from site_gen.options import Options, Stopwatch
from site_gen.page_maker import PageTask
from site_gen.store import reader
from site_gen.workers import CHUNK, Task, chunks_of

MIRROR = "api/"
LISTS = 2
"""Place of the group of lists and all other pages that are not of one record."""
NOW = datetime(2026, 10, 2, tzinfo=UTC)


class Part(msgspec.Struct):
    """A part of a build."""

    items: int = 0
    """Files, blocks or pages; 0 for what has none."""
    wall: float = 0.0
    """Seconds."""
    cpu: float = 0.0
    """Seconds of the processor, of this process and of programs that it ran."""

    def __iadd__(self, other: Part) -> Part:
        self.items += other.items
        self.wall += other.wall
        self.cpu += other.cpu
        return self


class Staged(msgspec.Struct):
    """What a build took."""

    records: int
    stages: dict[str, Part]
    """Name of the stage in the report → all of it. ``start`` is loading the program, ``rest`` what
    no stage counts."""
    tasks: dict[str, Part]
    """Kind of task, and its step → the time of that, which is within that of the stage. ``copy``
    are the files of the search index."""
    mirror: Part
    """Rendering documents of the mirror, which is within that of pages."""
    files: dict[str, int]
    """Kind of file → number."""
    bytes: dict[str, int]
    """Kind of file → bytes."""
    written: int
    """Files that were written."""
    store: int
    """Bytes of the store."""
    first_store: int
    """Bytes of the store when blocks are grouped; 0 if there were none to group."""
    content: int
    """Bytes of the records."""
    cache: int
    """Bytes of the cached search index."""


class Clock:
    """Adds up times."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}

    @contextmanager
    def measured(self, name: str, items: int = 0) -> Iterator[None]:
        """Add what is done within to the part of this name."""
        wall, cpu = time.perf_counter(), processor_time()
        yield
        spent = Part(items, time.perf_counter() - wall, processor_time() - cpu)
        part = self.parts.setdefault(name, Part())
        part += spent


def processor_time() -> float:
    """Seconds of this process and of those that it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


class StageWatch(Stopwatch):
    """Measures stages."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage of the build."""
        with super().stage(name), self.clock.measured(name):
            yield


class MeasuringWorkers:
    """Does all tasks in this process, and measures them."""

    def __init__(self) -> None:
        self.count = 2
        """As if there were several: with one, blocks are grouped outside of tasks."""
        self.clock = Clock()
        self.mirror = Part()
        self.first_store = 0

    def map(
        self,
        task: Task[Any, Any],
        *groups: Sequence[Any],
        worth_it: int | None = None,  # noqa: ARG002
        chunk: int = 0,
    ) -> Iterator[Any]:
        """See ``Workers`` in ``site_gen/workers.py``."""
        for number, group in enumerate(groups):
            kind = _kind(task, number)
            if kind == "group":
                self.first_store = _bytes_of(task.store)
            for items in chunks_of(group, chunk or CHUNK):
                with self.clock.measured(f"{kind}: load", len(items)):
                    loaded = task.load(items)
                with self.clock.measured(f"{kind}: compute", len(items)):
                    computed = self._computed(task, loaded)
                with self.clock.measured(f"{kind}: save", len(items)):
                    saved = task.save(computed)
                yield from saved
        if not isinstance(task, PageTask):  # that one is closed by the build
            task.close()

    def _computed(self, task: Task[Any, Any], items: Sequence[Any]) -> Sequence[Any]:
        """Do the second step; of pages, measure those of the mirror by themselves."""
        if not isinstance(task, PageTask):
            return task.compute(items)
        pages = []
        for item in items:
            one = Clock()
            with one.measured("page", 1):
                pages += task.compute([item])
            if pages[-1].output.path.startswith(MIRROR):
                self.mirror += one.parts["page"]
        return pages


def _bytes_of(store: str) -> int:
    """Bytes of what is committed to a store."""
    with closing(reader(store)) as db:
        [[pages, size]] = db.execute("SELECT * FROM pragma_page_count(), pragma_page_size()")
        return int(pages * size)


def _kind(task: Task[Any, Any], group: int) -> str:
    """``parse``, ``group``, ``copy``; pages have two kinds, as those of records come first."""
    if isinstance(task, PageTask):
        return "records" if group < LISTS else "lists"
    return type(task).__name__.strip("_").removesuffix("Task").lower()


def size(folder: Path, pattern: str = "*") -> int:
    """Bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def run(site: Path) -> Staged:
    """Build a site."""
    begun = time.process_time()
    options = Options(
        now=NOW, config=site / "site.yaml", content=site / "content", output=site / "_site"
    )
    watch, workers, whole = StageWatch(), MeasuringWorkers(), Clock()
    with whole.measured("whole"):
        report = build(options, watch, workers)
    stages, total = watch.clock.parts, whole.parts["whole"]
    stages["start"] = Part(0, begun, begun)
    stages["rest"] = Part(
        0,
        total.wall + begun - sum(part.wall for part in stages.values()),
        total.cpu + begun - sum(part.cpu for part in stages.values()),
    )
    return Staged(
        records=report.read,
        stages=stages,
        tasks=workers.clock.parts,
        mirror=workers.mirror,
        files=dict(report.pages),
        bytes=dict(report.bytes),
        written=report.written,
        store=size(options.cache, "store-*.sqlite"),
        first_store=workers.first_store,
        content=size(options.content),
        cache=size(options.cache / "search"),
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(run(Path.cwd())))
