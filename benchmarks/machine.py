"""What a comparison ran on: the machine and the versions, without names of either."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from contenders import Missing, eleventy, hugo

GIB = 1024**3


def describe() -> str:
    """A sentence of the machine, and one of the programs that are there."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    machine = f"{_processor()}, {cores} cores, {memory:.0f} GiB of memory, {system}"
    return f"{machine}. {', '.join(_programs())}."


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    found = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def _programs() -> Iterator[str]:
    yield f"{platform.python_implementation()} {platform.python_version()}"
    with contextlib.suppress(Missing):
        yield f"Hugo {_version([str(hugo.binary()), 'version'])}"
    node, jekyll = shutil.which("node"), shutil.which("jekyll")
    if node and eleventy.SCRIPT.exists():
        yield f"Eleventy {_version([node, str(eleventy.SCRIPT), '--version'])}"
        yield f"Node.js {_version([node, '--version'])}"
    if jekyll:
        yield f"Jekyll {_version([jekyll, '--version'])}"
        yield f"Ruby {_version(['ruby', '--version'])}"


def _version(command: Sequence[str]) -> str:
    """The first thing that looks like a version in what a command prints."""
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else "of unknown version"
