"""Builds on a cluster that are interrupted or killed: the next build repairs the folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed import SpecCluster

from tests.cluster.clusters import cluster
from tests.sites.site import Files, build_site, config, days, read_folder, write_files

pytestmark = pytest.mark.slow

SITE: Files = {"site.yaml": config(pagination={"page_size": 2}), **days(28, topics=["Tides"])}
SLOW = """
import sys, time
from pathlib import Path
from site_gen import cli, workers, write
workers.WORTH_IT, workers.CHUNK = 8, 1
sys.exit(cli.run(sys.argv[1:]))
"""


@pytest.fixture
def slow_workers(tmp_path: Path) -> Iterator[SpecCluster]:
    """Two workers that take their time to write a file."""
    with cluster("tests.cluster.slow", "tests.cluster.slow") as started:
        yield started


def begun(folder: Path, address: str) -> subprocess.Popen[str]:
    """A build that has begun to write pages."""
    command = [sys.executable, "-c", SLOW, "build", "--cluster", address, "--no-search"]
    command += ["--now", "2026-03-01T12:00:00Z"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(folder.glob("_site/news/*")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process


def test_interrupted_build_ends_its_tasks_and_is_repaired(
    tmp_path: Path, slow_workers: SpecCluster, interruptible: None
) -> None:
    alone = build_site(tmp_path / "alone", SITE)
    write_files(tmp_path / "site", SITE)
    process = begun(tmp_path / "site", slow_workers.scheduler_address)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err.strip().count("\n") == 0
    output = tmp_path / "site" / "_site"
    written = read_folder(output)
    assert len(written) < len(alone.files())
    time.sleep(0.5)
    assert read_folder(output) == written, "workers went on writing"
    assert build_site(tmp_path / "site", SITE).files() == alone.files()


def test_workers_of_a_killed_build_write_nothing_into_the_next(
    tmp_path: Path, slow_workers: SpecCluster
) -> None:
    alone = build_site(tmp_path / "alone", SITE)
    write_files(tmp_path / "site", SITE)
    process = begun(tmp_path / "site", slow_workers.scheduler_address)
    process.kill()
    process.communicate()
    after = build_site(tmp_path / "site", SITE)
    time.sleep(0.5)
    assert after.files() == alone.files()


def test_local_workers_end_with_a_killed_build(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)
    process = begun(tmp_path, "local:2")
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive


def test_local_workers_leave_ctrl_c_to_the_build(tmp_path: Path, interruptible: None) -> None:
    write_files(tmp_path, SITE)
    process = begun(tmp_path, "local:2")
    children = psutil.Process(process.pid).children(recursive=True)
    for each in (process, *children):  # as a terminal does
        each.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip().count("\n")) == (130, 0), err
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive


def test_lost_scheduler_ends_the_build_in_one_line(
    tmp_path: Path, slow_workers: SpecCluster
) -> None:
    write_files(tmp_path, SITE)
    process = begun(tmp_path, slow_workers.scheduler_address)
    slow_workers.close()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.count("\n") == 1, err
    assert build_site(tmp_path, SITE).files() == build_site(tmp_path / "alone", SITE).files()
