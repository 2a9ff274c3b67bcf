"""What a local cluster costs: the same site built by processes and by workers of Dask, in turn.

``python benchmarks/cluster.py --records 10000 --rounds 3`` writes a site in a temporary folder,
without what ``contenders/site_gen.py`` switches off, and builds it from nothing with ``--jobs 2``
and with ``--cluster local:2``. It prints time, processor time, their ratios, and the highest memory
of the process that builds and of each worker. The pages of both are compared once.
"""

from __future__ import annotations

import argparse
import filecmp
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import newsroom
import process_tree
from contenders import site_gen

LARGE = 64 << 20
"""Bytes of memory; helpers of Python and Dask have less."""


class Run(msgspec.Struct, frozen=True):
    """One build."""

    wall: float
    cpu: float
    builder: int
    """Bytes of memory at the highest, of the process that builds."""
    workers: list[int]
    """The same of each worker, the largest first."""
    seconds: dict[str, float]
    """By stage, as the report has them."""


class Watch(threading.Thread):
    """Looks at the memory and the processor time of each process of a build."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.highest: dict[int, int] = {}
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.2):
            for process in process_tree.tree(self.root):
                memory = process_tree.memory([process])
                self.highest[process] = max(memory, self.highest.get(process, 0))


def build(folder: Path, arguments: list[str], output: Path) -> Run:
    """Build a site from nothing."""
    shutil.rmtree(folder / ".site_gen_cache", ignore_errors=True)
    shutil.rmtree(output, ignore_errors=True)
    report = output.with_suffix(".json")
    command = [*site_gen.COMMAND, *arguments, "--output", str(output), "--report", str(report)]
    start, before = time.perf_counter(), _children_cpu()
    process = subprocess.Popen(command, cwd=folder)
    watch = Watch(process.pid)
    watch.start()
    status = process.wait()
    wall, cpu = time.perf_counter() - start, _children_cpu() - before
    watch.ended.set()
    watch.join()
    if status:
        sys.exit(f"{' '.join(command)}: status {status}")
    builder = watch.highest.pop(process.pid)
    workers = sorted((size for size in watch.highest.values() if size > LARGE), reverse=True)
    found: dict[str, Any] = msgspec.json.decode(report.read_bytes())
    return Run(wall, cpu, builder, workers, found["seconds"])


def _children_cpu() -> float:
    import resource  # noqa: PLC0415  not on Windows

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def line(name: str, run: Run) -> str:
    megabytes = ", ".join(f"{size / 1e6:.0f}" for size in (run.builder, *run.workers))
    stages = ", ".join(f"{stage} {took:.1f}" for stage, took in run.seconds.items() if took >= 0.1)
    return f"{name:9} {run.wall:7.1f} s, CPU {run.cpu:7.1f} s, MB {megabytes}; {stages}"


def same(one: Path, other: Path) -> bool:
    """Whether two folders have the same files."""
    compared = filecmp.dircmp(one, other, ignore=[])
    if compared.left_only or compared.right_only or compared.funny_files:
        return False
    _, differing, failed = filecmp.cmpfiles(one, other, compared.common_files, shallow=False)
    if differing or failed:
        return False
    return all(same(one / name, other / name) for name in compared.common_dirs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where the sites are; a temporary one else")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as temporary:
        folder = Path(temporary, "site")
        newsroom.write_site(folder, chosen.records)
        (folder / "site.yaml").write_text(site_gen.pages_only(), encoding="utf-8")
        outputs = Path(temporary, "plain"), Path(temporary, "cluster")
        walls, cpus = [], []
        for _ in range(chosen.rounds):
            plain = build(folder, ["--jobs", str(chosen.processes)], outputs[0])
            shared = build(folder, ["--cluster", f"local:{chosen.processes}"], outputs[1])
            print(line("processes", plain), line("cluster", shared), sep="\n", flush=True)
            walls.append(shared.wall / plain.wall)
            cpus.append(shared.cpu / plain.cpu)
        if not same(*outputs):
            sys.exit("the files differ")
        print(
            f"{chosen.records:,} records, medians of {chosen.rounds} rounds: "
            f"time × {statistics.median(walls):.3f}, CPU × {statistics.median(cpus):.3f}"
        )


if __name__ == "__main__":
    main()
