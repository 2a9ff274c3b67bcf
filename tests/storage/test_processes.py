"""Builds in processes of their own, ended midway: the next one repairs the bucket."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sites.site import Files, config, days, write_files
from tests.storage.places import Bucket, plain, publish

BEFORE: Files = days(6, topics=["Tides"])
AFTER: Files = {"site.yaml": config(title="The New Gazette"), **days(5, first=2, topics=["Boats"])}
NOW = "2026-03-01T12:00:00Z"


def start_build(folder: Path, bucket: Bucket) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "site_gen", "build", "--config", str(folder / "site.yaml")]
    command += ["--output", bucket.url, "--now", NOW, "--no-search", "--jobs", "2"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_next_build_repairs_what_an_ended_one_left(
    number: int,
    machine: Path,
    other_machine: Path,
    bucket: Bucket,
    tmp_path: Path,
    interruptible: None,
) -> None:
    publish(machine, BEFORE, bucket)
    write_files(machine, AFTER)
    for wanted in (1, 12, 30):
        bucket.clear_log()
        with start_build(machine, bucket) as process:
            while process.poll() is None and len(bucket.logged("PUT")) < wanted:
                time.sleep(0.002)
            process.send_signal(number)
            _, errors = process.communicate(timeout=60)
        assert "Traceback" not in errors
    publish(other_machine, AFTER, bucket)
    assert bucket.files() == plain(tmp_path, AFTER)
    publish(machine, AFTER, bucket)
    assert bucket.requests("PUT", lambda: publish(machine, AFTER, bucket)) == []
    assert bucket.files() == plain(tmp_path, AFTER)
