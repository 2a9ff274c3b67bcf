"""A site that follows its files.

    a file is saved ─→ read: has it errors? ─→ the open pages, told in advance ─→ build ─→ learn
                       then nothing is built     (glimpse.py)                    (builds.py)

While a file that was fine has errors, or the configuration or a template has, nothing is built:
the last good site stays, and open pages are told what is wrong.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from site_gen.config import load_config
from site_gen.errors import SiteGenError
from site_gen.model import BuildReport, Problem
from site_gen.options import Options
from site_gen.serve.builds import Failed
from site_gen.serve.changes import Changes
from site_gen.serve.glimpse import Glimpser
from site_gen.serve.marks import digest_of
from site_gen.serve.readers import Reader, Readers
from site_gen.serve.shown import Shown
from site_gen.serve.troubles import Troubles
from site_gen.urls import Urls

Build = Callable[[], Awaitable[BuildReport | Failed]]
_NAMED = 3
_QUIET = 20.0
"""Seconds without a change after which there is time to learn."""
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
        self.shown = Shown(options.output)
        self.troubles = Troubles(options.content, voice.shown)
        self._glimpser = Glimpser(options, config)
        self._build = build
        self._clock = clock
        self._voice = voice
        self._wanted = asyncio.Event()
        self._learned = asyncio.Event()
        self._is_behind = False
        """Whether what has changed must be learned before a page can be made of it."""
        self._is_much = False
        """Whether so much has changed that the build is quicker in reading it."""
        self._knows_all = False
        self._changes = self._built_changes = 0
        """How often something has changed, and how often it had when what is built was read."""

    async def changed(self, changes: Changes) -> None:
        """Show what has changed, as far as it can be told at once, and have the site built."""
        start = time.perf_counter()
        self._changes += 1
        await self._learned.wait()
        await self._read(changes)
        self._knows_all = False
        if len(changes.names) > len(changes.content):
            self._glimpser.forget_static()
        if changes.settings or not self._glimpser.covers(changes.content):
            self._is_behind = True
        told = await self._glimpse(self.readers.paths)
        self.readers.tell("problems", self.troubles.told())
        if told:
            took = time.perf_counter() - start
            self._voice.say(f"{_some(changes.names)}: shown after {took:.1f} s")
        if not self.troubles.hold:
            self._wanted.set()

    async def _read(self, changes: Changes) -> None:
        """Find out which of the files have errors now, of those that had none or were broken."""
        broken, was_held = self.troubles.broken, self.troubles.hold
        self._is_much = len(changes.content) > _MANY
        changed = frozenset[str]() if self._is_much else changes.content
        for path in sorted(changed | broken.keys()):
            if not (self.options.content / path).is_file():
                self._glimpser.forget(path)
                broken.pop(path, None)
                continue
            errors = await asyncio.to_thread(self._glimpser.read, path)
            if errors and (path in self._glimpser.fine or path in broken):
                if errors != broken.get(path):
                    self._voice.show(errors)
                broken[path] = errors
            else:
                broken.pop(path, None)
        if broken and not was_held:
            self._voice.say("the site stays as it was until this is mended")

    async def welcome(self, reader: Reader) -> None:
        """Tell a page that was just opened what it has missed."""
        if self._changes != self._built_changes:
            await self._glimpse({reader.path})
        elif self.is_stale(reader):
            reader.tell("reload")
        reader.tell("problems", self.troubles.told())

    async def _glimpse(self, paths: set[str]) -> bool:
        """Make these pages anew; whether an open one shows something else now."""
        searched = self.shown.has_search
        try:
            glimpse = await asyncio.to_thread(self._glimpser.glimpse, paths, searched=searched)
        except (SiteGenError, OSError) as error:  # a file may have gone while it was read
            self._fail(str(error))
            return False
        if self._changes == self._built_changes:  # the build was quicker, and knows better
            return self._reload()
        self.troubles.failure = ""
        if self.shown.put(glimpse.files, glimpse.css):
            self.readers.tell("css", f"{self.base}/{glimpse.css}")
        return self._reload()

    def _fail(self, message: str) -> None:
        if message != self.troubles.failure:
            self._voice.say(f"error: {message}")
        self.troubles.failure = message

    def _reload(self) -> bool:
        """Have those pages loaded again that show something else by now; whether there are any."""
        stale = [reader for reader in self.readers if self.is_stale(reader)]
        for reader in stale:
            reader.tell("reload")
        return bool(stale)

    def is_stale(self, reader: Reader) -> bool:
        """Whether a page shows something else now than when it was loaded."""
        return digest_of(self.shown.page(reader.path)[1]) != reader.digest

    async def keep_built(self) -> None:
        """Build whenever something has changed, and learn from it; ends when it is cancelled.

        To learn takes seconds in a large site, in which others wait. What is told well enough
        without is learned when nothing has changed for a while.
        """
        await self._learn()
        while True:
            quiet = None if self._knows_all or self.troubles.hold else _QUIET
            try:
                await asyncio.wait_for(self._wanted.wait(), quiet)
            except TimeoutError:
                await self._learn()
                continue
            await self.build_once()

    async def build_once(self) -> None:
        """Build what there is now, and tell the open pages."""
        self._wanted.clear()
        changes = self._changes
        outcome, _ = await asyncio.gather(self._build(), self._catch_up())
        if isinstance(outcome, Failed):
            self._fail(outcome.message)
        else:
            self._built(outcome, changes)
        self.readers.tell("problems", self.troubles.told())
        if self._is_behind:
            await self._learn()

    async def _catch_up(self) -> None:
        """Learn what has changed while it is built, which takes longer, and show it."""
        if self._is_behind and not self._is_much:
            await self._learn()
            await self._glimpse(self.readers.paths)

    def _built(self, report: BuildReport, changes: int) -> None:
        """The folder is as the files are, or were after so many ``changes``."""
        if not report.output and changes != self._changes:
            return  # nothing was written, and what is wrong is read and told just now
        self._voice.show(self.troubles.take(report.problems))
        if changes == self._changes and report.output:
            self.shown.clear()
            self.troubles.failure = ""
            self._built_changes = changes
        elif changes == self._changes:
            self.troubles.held(report.problems)
        if report.written or report.removed:
            took = sum(report.seconds.values())
            self._voice.say(
                f"built: {report.written:,} written, {report.removed:,} removed, in {took:.1f} s"
            )
        self._reload()

    async def _learn(self) -> None:
        self._is_behind, self._knows_all = False, True
        # In this process alone: it has threads, of which a fork would know nothing.
        options = msgspec.structs.replace(self.options, now=self._clock(), jobs=1)
        try:
            await asyncio.to_thread(self._glimpser.learn, options)
            self.base = Urls.of(self._glimpser.config.base_url).base
        except SiteGenError as error:
            self._fail(str(error))
        except OSError:  # a file has gone while it was read: that is a change, and told as one
            self._is_behind = True
        self._learned.set()


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
