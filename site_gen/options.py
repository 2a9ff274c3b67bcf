"""What a build is asked for, and who is told how far it is."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from site_gen.folders import real_path
from site_gen.theme import static_folders, template_folders

T = TypeVar("T")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a build is asked for; the command line's options, in types."""

    now: datetime
    config: Path = Path("site.yaml")
    content: Path = Path("content")
    output: Path = Path("_site")
    base_url: str | None = None
    unpublished: bool = False
    future: bool = False
    jobs: int = 0
    """Processes; 0 means one for each processor."""
    strict: bool = False
    """Any problem counts as an error, and on errors nothing is written."""
    hold: bool = False
    """On errors that would take away a page that is there, nothing is written."""
    minify: bool = False
    full: bool = False
    """Forget what earlier builds remembered."""
    search: bool = True
    """Index the records for the search page."""
    explain_updates: bool = False
    """Report why each page was made."""

    @property
    def site(self) -> Path:
        """The site folder: it may hold templates/ and static/ of its own."""
        return self.config.parent

    @property
    def cache(self) -> Path:
        """What need not be remembered for ever; always outside the output."""
        return self.site / ".site_gen_cache"

    @property
    def store(self) -> Path:
        """What is known of the content and of the files in ``output``."""
        name = hashlib.sha256(os.fsencode(real_path(self.output))).hexdigest()[:16]
        return self.cache / f"store-{name}.sqlite"

    @property
    def inputs(self) -> list[Path]:
        """Folders that are read and must never be written to."""
        theme = [*template_folders(self.site), *static_folders(self.site)]
        own = [self.site / "templates", self.site / "static"]
        return [self.content, self.cache, *theme, *own]

    @property
    def processes(self) -> int:
        from site_gen.workers import processors  # noqa: PLC0415  not needed where nothing is done

        return self.jobs or processors()


class Stopwatch:
    """Wall-clock seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def rounded(self) -> dict[str, float]:
        """The seconds of each stage, to the millisecond."""
        return {name: round(seconds, 3) for name, seconds in self.seconds.items()}

    def note(self, line: str) -> None:
        """Something that whoever watches may want to know."""

    def track(self, items: Iterable[T], total: int) -> Iterator[T]:  # noqa: ARG002
        """The items as they come, for whoever wants to show how many are done."""
        yield from items
