"""A build that is ended at any moment harms nothing: the next one repairs."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_gen import write
from site_gen.build import build
from tests.sites.site import Files, build_site, config, days, options_for, write_files

BEFORE: Files = {**days(6, topics=["Tides"]), "static/was/file.txt": "x"}
AFTER: Files = {
    "site.yaml": config(title="The New Gazette", pagination={"page_size": 2}),
    **days(5, first=3, topics=["Boats"]),
    "static/was": "now a file",
}
STEPS = ("open", "write", "replace", "chmod", "unlink", "mkdir", "rmdir")
"""All that a build does to the disk, as calls of the system."""


def on_every_step(act: Callable[[int], None]) -> None:
    """Call ``act`` with the number of each change that is made to the disk, before it is."""
    numbers = itertools.count()

    def counted(method: Any) -> Any:
        def step(*arguments: Any, **named: Any) -> Any:
            act(next(numbers))
            return method(*arguments, **named)

        return step

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    Path.write_bytes = counted(Path.write_bytes)  # type: ignore[method-assign]


def in_child(work: Callable[[], object]) -> int:
    """Do the work in a fork of this process; the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def steps_of_a_build(folder: Path) -> int:
    """How many changes to the disk the build from BEFORE to AFTER makes."""
    build_site(folder, BEFORE)
    write_files(folder, AFTER)
    counter = folder / "steps"
    out = os.open(counter, os.O_CREAT | os.O_WRONLY)

    def work() -> None:
        write = os.write
        on_every_step(lambda _: write(out, b"."))  # type: ignore[arg-type]
        build(options_for(folder))

    in_child(work)
    os.close(out)
    return counter.stat().st_size


def build_killed_at(instant: int, folder: Path) -> None:
    """Build in a process that is killed before a step."""

    def work() -> None:
        def die(number: int) -> None:
            if number == instant:
                os.kill(os.getpid(), signal.SIGKILL)

        on_every_step(die)
        build(options_for(folder))

    assert in_child(work) == signal.SIGKILL


@pytest.mark.parametrize("count", [9, pytest.param(50, marks=pytest.mark.slow)])
def test_build_after_one_killed_at_any_step_leaves_the_clean_folder(
    tmp_path: Path, count: int
) -> None:
    clean = build_site(tmp_path / "clean", AFTER).files()
    total = steps_of_a_build(tmp_path / "count")
    assert total > 100
    chance = random.Random(count)  # noqa: S311
    for instant in sorted({0, 1, total - 1, *chance.sample(range(total), count)}):
        folder = tmp_path / f"killed{instant}"
        build_site(folder, BEFORE)
        write_files(folder, AFTER)
        build_killed_at(instant, folder)
        assert build_site(folder, AFTER).files() == clean, f"killed before step {instant}"


def test_nothing_of_a_site_that_was_never_finished_stays_in_the_next(tmp_path: Path) -> None:
    clean = build_site(tmp_path / "clean", BEFORE).files()
    for instant in (3, 40, 120):
        folder = tmp_path / f"killed{instant}"
        write_files(folder, AFTER)
        build_killed_at(instant, folder)
        # The next has other records: what the killed one made is stale by now.
        assert build_site(folder, BEFORE).files() == clean


SLOW = """
import signal, sys, time
from site_gen import cli, workers, write

# Whoever runs the tests in the background has their children ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
workers.WORTH_IT = 4
workers.CHUNK = int(sys.argv.pop(1))
write_file = write.OutputFolder.write

def slowly(folder, output, **options):
    time.sleep(0.02)
    return write_file(folder, output, **options)

write.OutputFolder.write = slowly
sys.argv[0] = "site_gen"
cli.main()
"""


def start_slow_build(folder: Path, jobs: int, chunk: int = 2) -> subprocess.Popen[str]:
    """A build in a process group of its own that takes a while to write."""
    build_words = ["build", "--now", "2026-03-01", "--jobs", str(jobs)]
    return subprocess.Popen(
        [sys.executable, "-c", SLOW, str(chunk), *build_words],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_files(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 30
    while sum(1 for _ in (folder / "_site").rglob("index.html")) < count:
        assert time.monotonic() < deadline, "the build wrote nothing"
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("jobs", "chunk"),
    [(1, 2), (2, 2), (2, 1000)],
    ids=["alone", "both workers busy", "one worker idle"],
)
def test_ctrl_c_ends_the_build_with_one_line_and_the_next_one_repairs(
    tmp_path: Path, jobs: int, chunk: int
) -> None:
    folder = tmp_path / "site"
    write_files(folder, AFTER)
    process = start_slow_build(folder, jobs, chunk)
    wait_for_files(folder, 4)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.strip().startswith("interrupted (")
    assert len(err.strip().splitlines()) == 1
    assert not (folder / "_site" / write._PARTS).exists()
    clean = build_site(tmp_path / "clean", AFTER).files()
    assert build_site(folder, AFTER).files() == clean


def processes_of_group(group: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(pgrp) == group and state != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("files", [1, 6, 15])
def test_workers_do_not_outlive_a_build_that_is_killed(tmp_path: Path, files: int) -> None:
    folder = tmp_path / "site"
    write_files(folder, AFTER)
    process = start_slow_build(folder, 2)
    wait_for_files(folder, files)
    assert len(processes_of_group(process.pid)) == 3
    clean = build_site(tmp_path / "clean", BEFORE).files()
    process.kill()
    process.wait(timeout=30)
    # At once another build, of other records: a worker that went on would spoil it.
    site = build_site(folder, BEFORE)
    process.communicate(timeout=30)
    assert processes_of_group(process.pid) == []
    assert site.files() == clean
