"""A site that follows its files.

    a file is saved ─→ read: has it errors? ─→ build ─→ pages that are other now, loaded again
                       then nothing is built   (builds.py)

While a file that was fine has errors, or the configuration or a template has, nothing is written:
the last good site stays, and open pages are told what is wrong. Only a stylesheet is shown before
it is built, since all pages must be made again for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import msgspec

from site_gen import assets
from site_gen.config import load_config
from site_gen.errors import SiteGenError
from site_gen.model import BuildReport, Problem
from site_gen.options import Options
from site_gen.serve.builds import Failed
from site_gen.serve.changes import FileChanges
from site_gen.serve.clients import Client, Clients
from site_gen.serve.content_checks import ContentChecks
from site_gen.serve.live_reload import digest_of
from site_gen.serve.preview_files import PreviewFiles
from site_gen.serve.problems import PreviewProblems
from site_gen.theme import static_folders, theme_only_prefixes
from site_gen.urls import Urls

Build = Callable[[], Awaitable[BuildReport | Failed]]
_NAMED = 3
_MANY = 200
"""Files that are looked at one by one. Where a bot writes more, that is left to the build."""
_GLANCE = 1.0
"""Seconds after which pages are looked at that a long build has made already."""


class Messages(msgspec.Struct, frozen=True):
    """Whom a preview tells what happens."""

    say: Callable[[str], None]
    """A line."""
    show: Callable[[tuple[Problem, ...]], None]
    """What is wrong with the content."""
    shown: tuple[Problem, ...] = ()
    """What it was told already."""


class PendingChanges(msgspec.Struct):
    """What the next build is to show."""

    names: tuple[str, ...] = ()
    """All that has changed; empty once it is shown."""
    since: float = 0.0
    whole: bool = False
    """Whether pages are good only when all is built: they may name files that are made last."""

    def add(self, changes: FileChanges, since: float) -> None:
        self.since = self.since if self.names else since
        self.names += changes.names
        self.whole |= changes.settings or changes.static


class Preview:
    """One site while it is previewed. All of it happens in one event loop."""

    def __init__(self, options: Options, build: Build, voice: Messages) -> None:
        config = load_config(options.config, base_url=options.base_url)
        self.options = options
        self.base = self._next_base = Urls.of(config.base_url).base
        self.readers = Clients()
        self.shown = PreviewFiles(options.output)
        self.troubles = PreviewProblems(options.content, voice.shown)
        self._files = ContentChecks(options.content, config.limits.record_bytes, voice.shown)
        self._build = build
        self._voice = voice
        self._wanted = asyncio.Event()
        self._awaited = PendingChanges()
        self._changes = 0
        """How often something has changed."""

    async def changed(self, changes: FileChanges) -> None:
        """Find out whether what has changed can be built, and have that done."""
        start = time.perf_counter()
        self._changes += 1
        is_configured = self._configure()
        await self._read(changes.content)
        if changes.static:
            await self._dress(changes.names, start)
        if is_configured and not self.troubles.broken:
            self._awaited.add(changes, start)
            self._wanted.set()
        elif is_configured:
            self.troubles.failure = ""  # it may be mended: the next build will find out
        self.readers.tell("problems", self.troubles.told())

    def _configure(self) -> bool:
        """Read the configuration; whether it can be used."""
        try:
            config = load_config(self.options.config, base_url=self.options.base_url)
        except SiteGenError as error:
            self._fail(str(error))
            return False
        self._files.limit = config.limits.record_bytes
        self._next_base = Urls.of(config.base_url).base
        return True

    async def _read(self, paths: frozenset[str]) -> None:
        """Find out which of the files have errors now, of those that had none or were broken."""
        broken, was_broken = self.troubles.broken, bool(self.troubles.broken)
        few = paths if len(paths) <= _MANY else frozenset[str]()
        for path in sorted(few | broken.keys()):
            errors = await asyncio.to_thread(self._files.read, path)
            if errors and errors != broken.get(path):
                self._voice.show(errors)
            if errors:
                broken[path] = errors
            else:
                broken.pop(path, None)
        if broken and not was_broken:
            self._voice.say("the site stays as it was until this is mended")

    async def _dress(self, names: tuple[str, ...], since: float) -> None:
        """Have open pages take the stylesheet that there is now."""
        try:
            path, css = await asyncio.to_thread(_stylesheet, self.options)
        except SiteGenError:  # a file has gone while it was read: that is a change, and told as one
            return
        if path and self.shown.wear(path, css):
            self.readers.tell("css", f"{self.base}/{path}")
            if self.readers.paths:
                self._voice.say(_shown(names, since))

    def welcome(self, reader: Client) -> None:
        """Tell a page that was just opened what it has missed."""
        if self.is_stale(reader):
            reader.tell("reload")
        if self.shown.stylesheet:
            reader.tell("css", f"{self.base}/{self.shown.stylesheet}")
        reader.tell("problems", self.troubles.told())

    def _fail(self, message: str) -> None:
        if message != self.troubles.failure:
            self._voice.say(f"error: {message}")
        self.troubles.failure = message

    def _reload(self, awaited: PendingChanges) -> None:
        """Have those pages loaded again that show something else by now."""
        stale = [reader for reader in self.readers if self.is_stale(reader)]
        for reader in stale:
            reader.digest = self._digest(reader)
            reader.tell("reload")
        if stale and awaited.names:
            self._voice.say(_shown(awaited.names, awaited.since))
            awaited.names = ()

    def is_stale(self, reader: Client) -> bool:
        """Whether a page shows something else now than when it was loaded."""
        return self._digest(reader) != reader.digest

    def _digest(self, reader: Client) -> str:
        return digest_of(self.shown.page(reader.path)[1])

    async def keep_built(self) -> None:
        """Build whenever something has changed; ends when it is cancelled."""
        while True:
            await self._wanted.wait()
            await self.build_once()

    async def build_once(self) -> None:
        """Build what there is now, and tell the open pages."""
        self._wanted.clear()
        changes, awaited = self._changes, self._awaited
        self._awaited = PendingChanges()
        building = asyncio.ensure_future(self._build())
        try:
            while not (await asyncio.wait({building}, timeout=_GLANCE))[0]:
                if not awaited.whole:
                    self._reload(awaited)
        finally:
            building.cancel()
        outcome = building.result()
        if isinstance(outcome, Failed):
            self._fail(outcome.message)
        else:
            self._built(outcome, changes, awaited)
        self.readers.tell("problems", self.troubles.told())

    def _built(self, report: BuildReport, changes: int, awaited: PendingChanges) -> None:
        """The folder is as the files are, or were after so many ``changes``."""
        is_current = changes == self._changes
        if not report.output and not is_current:
            return  # nothing was written, and what is wrong is read and told just now
        self._voice.show(self.troubles.take(report.problems))
        if report.output:
            self.base = self._next_base
        if is_current and report.output:
            self.shown.built()
            self.troubles.failure = ""
            self._files.left_out(report.problems)
        elif is_current:
            self.troubles.held(report.problems, self._files.was_fine)
        self._reload(awaited)
        if report.written or report.removed:
            took = sum(report.seconds.values())
            self._voice.say(
                f"built: {report.written:,} written, {report.removed:,} removed, in {took:.1f} s"
            )


def _stylesheet(options: Options) -> tuple[str, bytes]:
    """Path and content of the stylesheet that a build would make; empty if there is none."""
    found = assets.gather(static_folders(options.site), theme_only_prefixes(options.site))
    path = found.paths.get("css", "").lstrip("/")
    return path, next((file.data for file in found.outputs if file.path == path), b"")


def _shown(names: tuple[str, ...], since: float) -> str:
    """What is said when pages show what has changed."""
    different = tuple(dict.fromkeys(names))
    more = f" and {len(different) - _NAMED} more" if len(different) > _NAMED else ""
    took = time.perf_counter() - since
    return f"{', '.join(different[:_NAMED])}{more}: shown after {took:.1f} s"
