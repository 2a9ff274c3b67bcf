"""A site that follows its files: what is shown, what is wrong, what is to be built.

    a file is saved ─→ read: has it errors? ─→ the open pages, told in advance ─→ build ─→ learn
                       then nothing is built     (glimpse.py)                    (builds.py)

While a file that was fine has errors, or the configuration or a template has, nothing is built:
the last good site stays, and open pages are told what is wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from site_gen.config import load_config
from site_gen.errors import SiteGenError
from site_gen.model import BuildReport, Problem, Severity
from site_gen.options import Options
from site_gen.serve.builds import Failed
from site_gen.serve.changes import Changes
from site_gen.serve.glimpse import Glimpser
from site_gen.serve.lookup import MISSING, Found, find
from site_gen.serve.marks import digest_of
from site_gen.serve.readers import Reader, Readers
from site_gen.urls import Urls

Build = Callable[[], Awaitable[BuildReport | Failed]]
_NAMED = 3
_MANY = 200
"""Files that are looked at one by one. Where a bot writes more, nobody waits for one of them."""


class Voice(msgspec.Struct, frozen=True):
    """Whom a preview tells what happens."""

    say: Callable[[str], None]
    """A line."""
    show: Callable[[tuple[Problem, ...]], None]
    """What is wrong with the content."""
    shown: tuple[Problem, ...] = ()
    """What it was told already."""


class Preview:
    """One site while it is previewed. All of it happens in one event loop."""

    def __init__(
        self, options: Options, build: Build, clock: Callable[[], datetime], voice: Voice
    ) -> None:
        config = load_config(options.config, base_url=options.base_url)
        self.options = options
        self.base = Urls.of(config.base_url).base
        self.readers = Readers()
        self.files: dict[str, bytes] = {}
        """Files of the site that are shown in place of those in the folder, until it is built."""
        self.css = ""
        """Of these the stylesheet: pages that are not built yet ask for the old one."""
        self._worn = ""
        """The stylesheet that open pages have; empty if that was never changed."""
        self._glimpser = Glimpser(options, config)
        self._build = build
        self._clock = clock
        self._voice = voice
        self._broken: dict[str, tuple[Problem, ...]] = {}
        """Content files that were fine and have errors now."""
        self._failure = ""
        """What is wrong with the configuration or a template."""
        self._found = voice.shown
        """What is wrong with the content, by the last build."""
        self._wanted = asyncio.Event()
        self._learned = asyncio.Event()
        self._changes = 0

    @property
    def root(self) -> Path:
        return self.options.output

    @property
    def is_held(self) -> bool:
        """Whether the last good site stays as it is until something is mended."""
        return bool(self._broken or self._failure)

    def find(self, path: str) -> tuple[Found, bytes | None]:
        """What answers for a path within the site, and its bytes if they are not in the folder."""
        told = self.files.get(path[1:])
        if told is not None:
            return Found(self.root / path[1:]), told
        if self.css and path.startswith("/assets/site-") and path.endswith(".css"):
            return Found(self.root / self.css), self.files[self.css]
        found = find(self.root, path)
        if found.file is None:
            return found, None
        return found, self.files.get(found.file.relative_to(self.root).as_posix())

    def page(self, path: str) -> tuple[Found, bytes]:
        """The page that answers for a path, if need be the one for wrong addresses."""
        for there in (path, "/404.html"):
            found, data = self.find(there)
            if found.file is not None:
                with contextlib.suppress(OSError):  # a build may just have removed it
                    return found, found.file.read_bytes() if data is None else data
        return MISSING, b"Not found"

    def problems(self) -> dict[str, Any]:
        """What open pages say is wrong."""
        found = [{"place": "", "message": self._failure, "hint": ""}] if self._failure else []
        broken = [each for problems in self._broken.values() for each in problems]
        errors = [each for each in self._found if each.severity is Severity.ERROR]
        left_out = [each for each in errors if each.path not in self._broken]
        found += [self._told(problem) for problem in (*broken, *left_out)]
        return {"held": self.is_held, "problems": found}

    def _told(self, problem: Problem) -> dict[str, str]:
        place = (self.options.content / problem.path).as_posix() if problem.path else ""
        if problem.line:
            place += f":{problem.line}:{problem.column}"
        return {"place": place, "message": problem.message, "hint": problem.hint}

    async def changed(self, changes: Changes) -> None:
        """Show what has changed, as far as it can be told at once, and have the site built."""
        start = time.perf_counter()
        self._changes += 1
        await self._learned.wait()
        await self._read(changes)
        told = await self._glimpse()
        self.readers.tell("problems", self.problems())
        if told:
            names = _some(changes.names)
            took = time.perf_counter() - start
            self._voice.say(f"{names}: shown after {took:.1f} s")
        if not self.is_held:
            self._wanted.set()

    async def _read(self, changes: Changes) -> None:
        was_held = self.is_held
        changed = changes.content if len(changes.content) <= _MANY else frozenset()
        for path in sorted(changed | self._broken.keys()):
            if not (self.options.content / path).is_file():
                self._glimpser.forget(path)
                self._broken.pop(path, None)
                continue
            errors = await asyncio.to_thread(self._glimpser.read, path)
            if errors and (path in self._glimpser.fine or path in self._broken):
                if errors != self._broken.get(path):
                    self._voice.show(errors)
                self._broken[path] = errors
            else:
                self._broken.pop(path, None)
        if self._broken and not was_held:
            self._voice.say("the site stays as it was until this is mended")

    async def _glimpse(self) -> bool:
        """Make the open pages anew; whether one of them shows something else now."""
        searched = (self.root / "search" / "index.html").is_file()
        try:
            glimpse = await asyncio.to_thread(
                self._glimpser.glimpse, self.readers.paths, searched=searched
            )
        except SiteGenError as error:
            self._fail(str(error))
            return False
        self._failure = ""
        self.files.update(glimpse.files)
        self._restyle(glimpse.css)
        return self._reload()

    def _restyle(self, css: str) -> None:
        """Have all open pages take this stylesheet, if they have another."""
        worn = self._worn or (css if (self.root / css).is_file() else "")
        self.css = self._worn = css
        if css != worn:
            self.readers.tell("css", f"{self.base}/{css}")

    def _fail(self, message: str) -> None:
        if message != self._failure:
            self._voice.say(f"error: {message}")
        self._failure = message

    def _reload(self) -> bool:
        """Have those pages loaded again that show something else by now; whether there are any."""
        stale = [reader for reader in self.readers if self.is_stale(reader)]
        for reader in stale:
            reader.tell("reload")
        return bool(stale)

    def is_stale(self, reader: Reader) -> bool:
        """Whether a page shows something else now than when it was loaded."""
        return digest_of(self.page(reader.path)[1]) != reader.digest

    async def keep_built(self) -> None:
        """Build whenever something has changed, and learn from it; ends when it is cancelled."""
        await self._learn()
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            changes = self._changes
            outcome = await self._build()
            if isinstance(outcome, Failed):
                self._fail(outcome.message)
            else:
                self._built(outcome, is_newest=changes == self._changes)
            self.readers.tell("problems", self.problems())
            await self._learn()

    def _built(self, report: BuildReport, *, is_newest: bool) -> None:
        """The folder is as the files are, or were when the build began."""
        told = {*self._found, *(each for problems in self._broken.values() for each in problems)}
        self._voice.show(tuple(each for each in report.problems if each not in told))
        self._found = report.problems
        if is_newest and not report.output:
            self._hold(report.problems)
        elif is_newest:
            self.files, self.css, self._failure = {}, "", ""
        if report.written or report.removed:
            took = sum(report.seconds.values())
            self._voice.say(
                f"built: {report.written:,} written, {report.removed:,} removed, in {took:.1f} s"
            )
        self._reload()

    def _hold(self, problems: tuple[Problem, ...]) -> None:
        """The build has found errors that would take something away, and has written nothing."""
        errors = [each for each in problems if each.severity is Severity.ERROR]
        for path in {each.path for each in errors}:
            self._broken[path] = tuple(each for each in errors if each.path == path)

    async def _learn(self) -> None:
        options = msgspec.structs.replace(self.options, now=self._clock())
        try:
            await asyncio.to_thread(self._glimpser.learn, options)
            self.base = Urls.of(self._glimpser.config.base_url).base
        except SiteGenError as error:
            self._fail(str(error))
        self._learned.set()


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
