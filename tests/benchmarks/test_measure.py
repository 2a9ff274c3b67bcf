"""Time and memory of a command and of all that it starts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from measure import Failed, run
from process_tree import memory, tree

MIB = 1024**2
pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux only")

HOLD = "data = bytearray(60 * 1024**2); data[::4096] = b'x' * len(data[::4096])"
ALONE = f"import time\n{HOLD}\ntime.sleep(0.3)"
OWN = f"""
import os, signal, time
told, tell = os.pipe()
child = os.fork()
if child == 0:
    {HOLD}
    os.write(tell, b"full")
    time.sleep(60)
{HOLD}
os.read(told, 4)
time.sleep(0.6)
os.kill(child, signal.SIGKILL)
os.wait()
"""
SHARED = f"""
import os, time
{HOLD}
for _ in range(3):
    if os.fork() == 0:
        time.sleep(0.5)
        os._exit(0)
for _ in range(3):
    os.wait()
"""
BUSY = """
import os, time
if os.fork() == 0:
    until = time.process_time() + 0.3
    while time.process_time() < until:
        pass
    os._exit(0)
os.wait()
"""


def cost_of(script: str, folder: Path) -> tuple[float, float, float]:
    """Seconds, processor seconds, MiB."""
    cost = run([sys.executable, "-S", "-c", script], folder)
    return cost.wall, cost.cpu, cost.memory / MIB


def test_memory_of_one_process(tmp_path: Path) -> None:
    wall, _, most = cost_of(ALONE, tmp_path)
    assert wall > 0.3
    assert 60 < most < 110


def test_memory_of_a_child_counts(tmp_path: Path) -> None:
    assert 120 < cost_of(OWN, tmp_path)[2] < 180


def test_memory_that_is_shared_counts_once(tmp_path: Path) -> None:
    assert 60 < cost_of(SHARED, tmp_path)[2] < 110


def test_processor_time_of_a_child_counts(tmp_path: Path) -> None:
    assert 0.3 < cost_of(BUSY, tmp_path)[1] < 2


def test_a_failure_has_the_last_words(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="status 3\nno ink"):
        run([sys.executable, "-c", "print('no ink'); raise SystemExit(3)"], tmp_path)


def test_a_process_is_in_its_own_tree() -> None:
    own = os.getpid()
    assert tree(own)[0] == own
    assert memory([own]) > MIB


def test_what_has_ended_has_nothing() -> None:
    gone = 2**22 + 1
    assert tree(gone) == []
    assert memory([gone]) == 0
    assert memory([gone, gone]) == 0
