"""Which YAML library reads records fastest, and what each makes of difficult input.

``python benchmarks/yaml_readers.py [RECORD.md]`` prints two tables. The libraries come
with ``pip install -e '.[bench]'``; one that is not installed is left out. What was
chosen and why is in ``docs/decisions/0001-yaml-reader.md``.
"""

from __future__ import annotations

import argparse
import importlib
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import samples

Reader = Callable[[str], Any]

PACKAGES = {
    "yaml-rs": "yaml-rs",
    "py-yaml12": "py-yaml12",
    "ryaml": "ryaml",
    "PyYAML C": "PyYAML",
    "PyYAML pure": "PyYAML",
}
"""Reader → the package it comes with."""
MODULES = {
    "yaml-rs": "yaml_rs",
    "py-yaml12": "yaml12",
    "ryaml": "ryaml",
    "PyYAML C": "yaml",
    "PyYAML pure": "yaml",
}
"""Reader → the module to import."""
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
)
"""Ten levels of ten aliases each: ten thousand million values, if they are expanded."""
CASES = {
    "NO": "x: NO",
    "On": "x: On",
    "1_000": "x: 1_000",
    "012": "x: 012",
    "timestamp": "x: 2026-03-04T05:06:00Z",
    "a day": "x: 2026-03-04",
    "same key twice": "x: 1\nx: 2",
    "alias bomb": BOMB,
    "100,000 levels deep": "x: " + "[" * 100_000 + "]" * 100_000,
    "error in line 3": "a: 1\nb: 2\nc: d: 3",
}
"""What is asked of each reader → the YAML it is asked with."""
RUN = 20
"""Readings in a row, before it is the next library's turn."""
MEMORY = 2 * 1024**3
"""Bytes that a reader may use for one case."""
PATIENCE = 60
"""Seconds that a reader has for one case."""


def load_reader(name: str, *, as_used: bool = True) -> Reader:
    """The function of the library ``name`` that reads a text.

    With ``as_used``, timestamps are left as text where the library can do that.
    """
    library: Any = importlib.import_module(MODULES[name])
    if name == "yaml-rs":
        return lambda text: library.loads(text, parse_datetime=not as_used)
    if name == "py-yaml12":
        return library.parse_yaml  # type: ignore[no-any-return]
    if name == "ryaml":
        return library.loads  # type: ignore[no-any-return]
    loader = library.CSafeLoader if name == "PyYAML C" else library.SafeLoader
    return lambda text: library.load(text, loader)


def installed(packages: Mapping[str, str]) -> list[str]:
    """Those of the readers whose package is there; ``packages`` maps readers to packages."""
    found = []
    for name, package in packages.items():
        try:
            version(package)
        except PackageNotFoundError:
            print(f"{name} is left out: not installed", file=sys.stderr)
        else:
            found.append(name)
    return found


def measure(names: Sequence[str], front: str, rounds: int) -> dict[str, list[float]]:
    """Reader → microseconds for one record, in each of its runs.

    The readers take turns, so that whatever else the machine does meets all of them, and
    each reads the record several times in a run, as a build reads many records in a row.
    """
    readers = {name: load_reader(name) for name in names}
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, read in readers.items():
            start = time.perf_counter()
            for _ in range(RUN):
                read(front)
            times[name].append((time.perf_counter() - start) / RUN * 1e6)
    return times


def behave(name: str, case: str) -> str:
    """What the reader makes of a case, in a process of its own: some do not survive it."""
    command = [sys.executable, __file__, "--case", case, "--reader", name]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"more than {PATIENCE} s"
    if done.returncode < 0:
        return f"the process dies (signal {-done.returncode})"
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1][:60]


def answer(name: str, case: str) -> str:
    """What the reader makes of a case, in this process, with little memory."""
    read = load_reader(name, as_used=False)
    _limit_memory()
    try:
        value = read(CASES[case])
    except Exception as error:
        return _refusal(case, error)
    if case == "alias bomb":
        return "accepted"
    if case == "100,000 levels deep":
        return "read"
    found = value["x"] if isinstance(value, dict) and "x" in value else value
    return f"{type(found).__name__} {found}" if len(str(found)) < 40 else type(found).__name__


def _refusal(case: str, error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "MemoryError"
    if case.startswith("error"):
        place = re.search(r"line (\d+),? column (\d+)", str(error))
        return f"line {place[1]}, column {place[2]}" if place else "no position"
    return f"refused ({type(error).__name__})"


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows in columns that are as wide as their widest cell."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("record", nargs="?", type=Path, help="a record file to read")
    parser.add_argument("--rounds", type=int, default=40, help="runs of each library")
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    parser.add_argument("--reader", choices=PACKAGES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        print(answer(given.reader, given.case))
        return
    text = given.record.read_text(encoding="utf-8") if given.record else samples.record()
    front = text.split("---\n", 2)[1]
    names = installed(PACKAGES)
    times = measure(names, front, given.rounds)
    print(f"One record of {len(front.encode()):,} bytes, {given.rounds} runs of {RUN}\n")
    medians = {name: statistics.median(times[name]) for name in names}
    rows = [
        (
            name,
            version(PACKAGES[name]),
            f"{medians[name]:,.0f}",
            f"{min(times[name]):,.0f}",
            f"{medians[name] / min(medians.values()):.1f}",
        )
        for name in names
    ]
    print(table(("reader", "version", "median µs", "least µs", "times the fastest"), rows))
    print()
    cases = [[case, *(behave(name, case) for name in names)] for case in CASES]
    print(table(("input", *names), cases))


if __name__ == "__main__":
    main()
