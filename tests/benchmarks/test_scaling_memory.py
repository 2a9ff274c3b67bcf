"""Watching the memory of a program that is started."""

from __future__ import annotations

import subprocess
import sys

from scaling_memory import watched

MB = 1_000_000
LARGE = f"data = b'1' * {60 * MB}; import time; time.sleep(1)"


def test_only_what_is_started_while_watching_counts() -> None:
    sleep = [sys.executable, "-c", "input()"]
    with subprocess.Popen(sleep, stdin=subprocess.PIPE) as helper:
        with watched() as memory:
            subprocess.run([sys.executable, "-c", LARGE], check=True)
        helper.communicate(b"\n")
    assert memory.asking > 60 * MB
    assert memory.worker == 0
