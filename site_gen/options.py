"""The options of a build, and a stopwatch that progress displays can extend."""

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

from site_gen.address import Address, Location
from site_gen.errors import UsageError
from site_gen.folders import real_path
from site_gen.model import Problem
from site_gen.theme import static_folders, template_folders, translations_folder

T = TypeVar("T")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The options of a build."""

    now: datetime
    config: Path = Path("site.yaml")
    content: Path = Path("content")
    """The folder that is read."""
    content_address: Address | None = None
    """What ``content`` is a copy of, if it is one."""
    content_problems: tuple[Problem, ...] = ()
    """Files at that address that are not in ``content``."""
    output: Location = Path("_site")
    """The folder or address that the site is written to."""
    base_url: str | None = None
    unpublished: bool = False
    future: bool = False
    jobs: int = 0
    """Processes; 0 means one for each processor."""
    strict: bool = False
    """Any problem counts as an error, and on errors nothing is written."""
    hold: bool = False
    """Nothing is written if an error would remove an existing page."""
    minify: bool = False
    full: bool = False
    """Ignore earlier builds and make everything again."""
    search: bool = True
    """Index the records for the search page."""
    explain_updates: bool = False
    """Report why each page was made."""

    @property
    def site(self) -> Path:
        """The folder of the site, which may contain templates/, static/ and translations/."""
        return self.config.parent

    def with_content(self, content: Location) -> Options:
        """These options for a folder of records, or for an address, which is read by a copy."""
        if isinstance(content, Path):
            return msgspec.structs.replace(self, content=content)
        name = f"content-{hashlib.sha256(content.url.encode()).hexdigest()[:16]}"
        return msgspec.structs.replace(self, content=self.cache / name, content_address=content)

    def shown_path(self, path: str) -> str:
        """A path within the content folder, for messages: from the working folder, or the address.

        A path that leads out of the folder, such as ``../site.yaml``, is of this machine.
        """
        if path.startswith(".."):
            return Path(os.path.normpath(self.content / path)).as_posix()
        if self.content_address:
            return str(self.content_address / path)
        return (self.content / path).as_posix()

    def in_folder(self, folder: str) -> Options:
        """The options of the site of a language, which is in a folder of the output."""
        if not folder:
            return self
        return msgspec.structs.replace(self, output=self.output / folder)

    @property
    def folder(self) -> Path:
        """The output folder; raises UsageError for an address."""
        if not isinstance(self.output, Path):
            raise UsageError(
                f"--output {self.output} is an address, expected a folder",
                hint="only build and explain take an address",
            )
        return self.output

    @property
    def cache(self) -> Path:
        """The folder of the store and other data that can be lost; always outside the output."""
        return self.site / ".site_gen_cache"

    @property
    def store(self) -> Path:
        """The store for this output."""
        output = self.output
        place = real_path(output) if isinstance(output, Path) else output.url
        name = hashlib.sha256(os.fsencode(place)).hexdigest()[:16]
        return self.cache / f"store-{name}.sqlite"

    @property
    def inputs(self) -> list[Path]:
        """Folders that are read, so the output must not be in them."""
        theme = [*template_folders(self.site), *static_folders(self.site)]
        own = [self.site / "templates", self.site / "static", translations_folder(self.site)]
        return [self.content, self.cache, *theme, *own]

    @property
    def processes(self) -> int:
        from site_gen.workers import processors  # noqa: PLC0415  not needed for empty updates

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
        """Print a line about the build; does nothing here."""

    def track(self, items: Iterable[T], total: int) -> Iterator[T]:  # noqa: ARG002
        """Yield the items; a subclass can show how many are done."""
        yield from items
