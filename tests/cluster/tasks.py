"""Tasks for workers: short ones, and ones that fail or kill their worker."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from site_gen.errors import TemplateError
from site_gen.workers import Task


class Doubling(Task[int, tuple[int, int, int, int]]):
    """Doubles numbers, and notes which processes did each step."""

    def __init__(self, folder: Path | None = None, *, saves_here: bool = False) -> None:
        self.reads = self.writes = (folder,) if folder else ()
        self.saves_here = saves_here

    def load(self, items: Sequence[int]) -> list[tuple[int, int]]:
        return [(item, os.getpid()) for item in items]

    def compute(self, items: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
        return [(2 * item, loaded, os.getpid()) for item, loaded in items]

    def save(self, items: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
        return [(*item, os.getpid()) for item in items]


class Refusing(Task[int, int]):
    """Raises an error for 13 that ends a build."""

    def compute(self, items: Sequence[int]) -> Sequence[int]:
        if 13 in items:
            raise TemplateError("card.html:3: no such filter", hint="correct the template")
        return items


class Failing(Task[int, int]):
    """Raises another exception for 13: as often as ``times``, which are counted in a folder."""

    def __init__(self, folder: Path, times: int) -> None:
        self.folder = folder
        self.times = times

    def compute(self, items: Sequence[int]) -> Sequence[int]:
        if 13 in items:
            (self.folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
            if len(list(self.folder.iterdir())) <= self.times:
                raise ZeroDivisionError("a number\nof two lines")
        return items

    def name_of(self, item: int) -> str:
        return f"page {item}"


class Deadly(Failing):
    """Kills its worker instead."""

    def compute(self, items: Sequence[int]) -> Sequence[int]:
        try:
            return super().compute(items)
        except ZeroDivisionError:
            os.kill(os.getpid(), signal.SIGKILL)
            raise


class Slow(Task[int, int]):
    """Writes a file for each item it begins, and then takes its time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def compute(self, items: Sequence[int]) -> Sequence[int]:
        for item in items:
            (self.folder / f"{item}.begun").touch()
            time.sleep(0.3)
            (self.folder / f"{item}.done").touch()
        return items


class Closing(Task[int, int]):
    """Notes in a folder that it was closed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def compute(self, items: Sequence[int]) -> Sequence[int]:
        time.sleep(0.02)
        return items

    def close(self) -> None:
        (self.folder / f"{os.getpid()}.closed").touch()
