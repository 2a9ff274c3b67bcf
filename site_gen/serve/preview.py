"""The preview: it builds the site after changes and reloads open pages.

    a file is saved ─→ check the file ─→ build ─→ reload pages that have changed
                       (problems.py)     (builds.py)

While a file that was valid has errors, or the configuration or a template has, nothing is written:
the last good site is shown, and open pages show the errors. Only a stylesheet is shown before it is
built, since all pages must be made again for it.
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
from site_gen.serve.preview_files import PreviewFiles, page_digest
from site_gen.serve.problems import ContentChecks, PreviewProblems
from site_gen.theme import static_folders, theme_only_prefixes
from site_gen.urls import Urls

Build = Callable[[], Awaitable[BuildReport | Failed]]
_MOST_NAMES = 3
"""Changed files named in a message."""
_MOST_CHECKED = 200
"""Changed files that are checked before the build; if there are more, the build does it."""
_RELOAD_INTERVAL = 1.0
"""Seconds between reloads of pages while a long build is running."""


class Messages(msgspec.Struct, frozen=True):
    """Where a preview prints what happens."""

    print_line: Callable[[str], None]
    print_problems: Callable[[tuple[Problem, ...]], None]
    printed: tuple[Problem, ...] = ()
    """The problems that have been printed before."""


class PendingChanges(msgspec.Struct):
    """Changes that the next build will show."""

    names: tuple[str, ...] = ()
    """Names of what has changed; empty once pages show it."""
    since: float = 0.0
    needs_full_build: bool = False
    """Whether pages must not be shown before the end: they may name files that are made last."""

    def add(self, changes: FileChanges, since: float) -> None:
        self.since = self.since if self.names else since
        self.names += changes.names
        self.needs_full_build |= changes.settings or changes.static


class Preview:
    """A previewed site. Everything happens in one event loop."""

    def __init__(self, options: Options, build: Build, output: Messages) -> None:
        config = load_config(options.config, base_url=options.base_url)
        self.options = options
        self.base = self._next_base = Urls.of(config.base_url).base
        self.clients = Clients()
        self.files = PreviewFiles(options.folder)
        self.problems = PreviewProblems(options, output.printed)
        self._content = ContentChecks(options.content, config.limits.record_bytes, output.printed)
        self._build = build
        self._output = output
        self._build_requested = asyncio.Event()
        self._pending = PendingChanges()
        self._change_count = 0

    async def handle_changes(self, changes: FileChanges) -> None:
        """Check what has changed, and request a build if there are no errors."""
        start = time.perf_counter()
        self._change_count += 1
        is_configured = self._load_config()
        await self._check_content(changes.content)
        if changes.static:
            await self._show_stylesheet(changes.names, start)
        if is_configured and not self.problems.broken:
            self._pending.add(changes, start)
            self._build_requested.set()
        elif is_configured:
            self.problems.failure = ""  # it may be fixed; the next build will show
        self._send_problems()

    def _send_problems(self) -> None:
        self.clients.send("problems", self.problems.event_data())

    def _load_config(self) -> bool:
        """Load the configuration; whether it is valid."""
        try:
            config = load_config(self.options.config, base_url=self.options.base_url)
        except SiteGenError as error:
            self._set_failure(str(error))
            return False
        self._content.limit = config.limits.record_bytes
        self._next_base = Urls.of(config.base_url).base
        return True

    async def _check_content(self, paths: frozenset[str]) -> None:
        """Check changed and broken files, and print new errors of files that were valid."""
        broken, was_broken = self.problems.broken, bool(self.problems.broken)
        checked = paths if len(paths) <= _MOST_CHECKED else frozenset[str]()
        for path in sorted(checked | broken.keys()):
            errors = await asyncio.to_thread(self._content.new_errors, path)
            if errors and errors != broken.get(path):
                self._output.print_problems(errors)
            if errors:
                broken[path] = errors
            else:
                broken.pop(path, None)
        if broken and not was_broken:
            self._output.print_line("the last good site is shown until this is fixed")

    async def _show_stylesheet(self, names: tuple[str, ...], since: float) -> None:
        """Show open pages with the current stylesheet."""
        try:
            path, css = await asyncio.to_thread(_stylesheet, self.options)
        except SiteGenError:  # a file was removed while it was read, which is the next change
            return
        if path and self.files.override_stylesheet(path, css):
            self.clients.send("css", f"{self.base}/{path}")
            if self.clients:
                self._output.print_line(_shown_line(names, since))

    def send_state(self, client: Client) -> None:
        """Send a new client what has changed since its page was loaded, and the problems."""
        if self._digest(client) != client.digest:
            client.send("reload")
        if self.files.stylesheet:
            client.send("css", f"{self.base}/{self.files.stylesheet}")
        client.send("problems", self.problems.event_data())

    def _set_failure(self, message: str) -> None:
        if message != self.problems.failure:
            self._output.print_line(f"error: {message}")
        self.problems.failure = message

    def _reload_changed(self, pending: PendingChanges) -> None:
        """Reload the open pages that have changed."""
        stale = False
        for client in self.clients:
            digest = self._digest(client)
            if digest != client.digest:
                stale, client.digest = True, digest
                client.send("reload")
        if stale and pending.names:
            self._output.print_line(_shown_line(pending.names, pending.since))
            pending.names = ()

    def _digest(self, client: Client) -> str:
        return page_digest(self.files.page(client.path)[1])

    async def build_on_changes(self) -> None:
        """Build whenever something has changed, until cancelled."""
        while True:
            await self._build_requested.wait()
            await self.build_once()

    async def build_once(self) -> None:
        """Build the site, and update open pages."""
        self._build_requested.clear()
        change_count, pending = self._change_count, self._pending
        self._pending = PendingChanges()
        building = asyncio.ensure_future(self._build())
        try:
            while not (await asyncio.wait({building}, timeout=_RELOAD_INTERVAL))[0]:
                if not pending.needs_full_build:
                    self._reload_changed(pending)
        finally:
            building.cancel()
        outcome = building.result()
        if isinstance(outcome, Failed):
            self._set_failure(outcome.message)
        else:
            self._finish_build(outcome, change_count, pending)
        self._send_problems()

    def _finish_build(
        self, report: BuildReport, change_count: int, pending: PendingChanges
    ) -> None:
        """Show the result of a build that began after ``change_count`` changes."""
        is_current = change_count == self._change_count
        if not report.output and not is_current:
            return  # nothing was written, and a newer change is being checked
        self._output.print_problems(self.problems.update(report.problems))
        if report.output:
            self.base = self._next_base
        if is_current and report.output:
            self.files.use_built_stylesheet()
            self.problems.failure = ""
            self._content.mark_left_out(report.problems)
        elif is_current:
            self.problems.hold(report.problems, self._content.was_valid)
        self._reload_changed(pending)
        if report.written or report.removed:
            took = sum(report.seconds.values())
            self._output.print_line(
                f"built: {report.written:,} written, {report.removed:,} removed, in {took:.1f} s"
            )


def _stylesheet(options: Options) -> tuple[str, bytes]:
    """Path and content of the stylesheet that a build would write; empty if there is none."""
    config = load_config(options.config, base_url=options.base_url)
    prefixes = theme_only_prefixes(options.site)
    gathered = assets.gather(
        static_folders(options.site), prefixes, config.theme, reader=config.reader
    )
    path = gathered.paths.get("css", "").lstrip("/")
    return path, next((file.data for file in gathered.outputs if file.path == path), b"")


def _shown_line(names: tuple[str, ...], since: float) -> str:
    """The message that pages show what has changed."""
    unique = tuple(dict.fromkeys(names))
    more = f" and {len(unique) - _MOST_NAMES} more" if len(unique) > _MOST_NAMES else ""
    took = time.perf_counter() - since
    return f"{', '.join(unique[:_MOST_NAMES])}{more}: shown after {took:.1f} s"
