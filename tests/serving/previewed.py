"""A preview that builds in this process, and whose changes are reported by the test."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from site_gen.build import build
from site_gen.errors import SiteGenError
from site_gen.model import BuildReport, Problem
from site_gen.serve.builds import Failed
from site_gen.serve.changes import FileChanges
from site_gen.serve.clients import Client
from site_gen.serve.preview import Messages, Preview
from site_gen.serve.preview_files import page_digest
from tests.sites.site import Files, options_for, write_files

_TIMEOUT = 60.0
"""Seconds until a test fails."""


class Counted(Preview):
    """A preview that counts finished builds."""

    done = 0

    async def build_once(self) -> None:
        await super().build_once()
        self.done += 1


class Stage:
    """The preview of a site folder, and what it prints."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[str] = []
        self.problems: list[str] = []
        self.builds = 0
        self.may_build = asyncio.Event()
        self.may_build.set()
        output = Messages(self.lines.append, self._add_problems)
        self.preview = Counted(options_for(folder), self._build, output)
        self._pages: list[Page] = []

    def _add_problems(self, problems: tuple[Problem, ...]) -> None:
        self.problems += [f"{problem.path}: {problem.message}" for problem in problems]

    async def _build(self) -> BuildReport | Failed:
        self.builds += 1
        await self.may_build.wait()
        try:
            return build(options_for(self.folder, hold=True))
        except SiteGenError as error:
            return Failed(str(error))

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        page = Page(self.preview, path)
        self._pages.append(page)
        return page

    async def save(self, path: str, text: str | None) -> None:
        """Write or remove a file, and report it to the preview."""
        file = self.folder / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        content = path.removeprefix("content/")
        changed = frozenset((content,)) if path != content else frozenset()
        static = path.startswith("static/")
        await self.preview.handle_changes(
            FileChanges(changed, (path,), path == "site.yaml", static)
        )
        await asyncio.sleep(0)

    async def built(self, builds: int) -> None:
        """Wait until so many builds are finished."""
        await until(lambda: self.preview.done >= builds)

    async def close(self) -> None:
        for page in self._pages:
            await page.close()


class Page:
    """An open page: its text and the events that it receives."""

    def __init__(self, preview: Preview, path: str, text: str = "") -> None:
        self.preview = preview
        self.path = path
        self.text = text or preview.files.page(path)[1].decode()
        self.events: dict[str, Any] = {}
        """The last event of each kind."""
        self.all_events: list[tuple[str, Any]] = []
        self._client = Client(path, page_digest(self.text.encode()))
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        with self.preview.clients.connected(self._client):
            self.preview.send_state(self._client)
            async for text in self._client.events():
                if text.startswith("event: "):
                    event, data = text.strip().split("\n")
                    self.events[event[7:]] = json.loads(data[6:])
                    self.all_events.append((event[7:], self.events[event[7:]]))

    @property
    def problems(self) -> list[str]:
        """The problems that the page shows."""
        problems = self.events.get("problems", {"problems": []})["problems"]
        return [f"{each['place']}: {each['message']}".removeprefix(": ") for each in problems]

    async def close(self) -> None:
        self._client.close()
        await self._listening


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until a condition is true."""
    async with asyncio.timeout(_TIMEOUT):
        while not is_so():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def staged(folder: Path, files: Files) -> AsyncIterator[Stage]:
    """A preview of a built site of these files."""
    write_files(folder, files)
    build(options_for(folder))
    stage = Stage(folder)
    building = asyncio.create_task(stage.preview.build_on_changes())
    await stage.preview.handle_changes(FileChanges(names=("content/",), settings=True))
    try:
        await stage.built(1)
        stage.lines.clear()
        yield stage
    finally:
        await stage.close()
        building.cancel()


def play(folder: Path, files: Files, act: Callable[[Stage], Coroutine[Any, Any, None]]) -> None:
    """Preview a site of these files, and act on it."""

    async def run() -> None:
        async with staged(folder, files) as stage:
            await act(stage)

    asyncio.run(run())
