"""A preview whose builds run in this process, and whose changes are told by hand."""

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
from site_gen.serve.live_reload import digest_of
from site_gen.serve.preview import Messages, Preview
from tests.sites.site import Files, options_for, write_files

_PATIENCE = 60.0
"""Seconds until a test gives up; none of them takes half of one."""


class Counted(Preview):
    """A preview that counts the builds that are done, with all that follows."""

    done = 0

    async def build_once(self) -> None:
        await super().build_once()
        self.done += 1


class Stage:
    """The preview of a site folder, with all that it says and does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.shown: list[str] = []
        self.builds = 0
        self.may_build = asyncio.Event()
        self.may_build.set()
        voice = Messages(self.said.append, self._show)
        self.preview = Counted(options_for(folder), self._build, voice)
        self._pages: list[Page] = []

    def _show(self, problems: tuple[Problem, ...]) -> None:
        self.shown += [f"{problem.path}: {problem.message}" for problem in problems]

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
        """Write a file, or remove it, and tell the preview."""
        file = self.folder / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        content = path.removeprefix("content/")
        known = frozenset((content,)) if path != content else frozenset()
        static = path.startswith("static/")
        await self.preview.changed(FileChanges(known, (path,), path == "site.yaml", static))
        await asyncio.sleep(0)

    async def built(self, builds: int) -> None:
        """Wait until so many builds are done, and what they made is told."""
        await until(lambda: self.preview.done >= builds)

    async def close(self) -> None:
        for page in self._pages:
            await page.close()


class Page:
    """An open page: what is on it, and what it is told."""

    def __init__(self, preview: Preview, path: str, text: str = "") -> None:
        self.preview = preview
        self.path = path
        self.text = text or preview.shown.page(path)[1].decode()
        self.told: dict[str, Any] = {}
        """The events, the last of each kind."""
        self.all_told: list[tuple[str, Any]] = []
        self._reader = Client(path, digest_of(self.text.encode()))
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        with self.preview.readers.reading(self._reader):
            self.preview.welcome(self._reader)
            async for said in self._reader.events():
                if said.startswith("event: "):
                    event, data = said.strip().split("\n")
                    self.told[event[7:]] = json.loads(data[6:])
                    self.all_told.append((event[7:], self.told[event[7:]]))

    @property
    def problems(self) -> list[str]:
        """What the page says is wrong."""
        found = self.told.get("problems", {"problems": []})["problems"]
        return [f"{each['place']}: {each['message']}".removeprefix(": ") for each in found]

    async def close(self) -> None:
        self._reader.end()
        await self._listening


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that happens soon."""
    async with asyncio.timeout(_PATIENCE):
        while not is_so():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def staged(folder: Path, files: Files) -> AsyncIterator[Stage]:
    """A preview of a site of these files, built, and kept built meanwhile."""
    write_files(folder, files)
    build(options_for(folder))
    stage = Stage(folder)
    keeping = asyncio.create_task(stage.preview.keep_built())
    await stage.preview.changed(FileChanges(names=("content/",), settings=True))
    try:
        await stage.built(1)
        stage.said.clear()
        yield stage
    finally:
        await stage.close()
        keeping.cancel()


def play(folder: Path, files: Files, act: Callable[[Stage], Coroutine[Any, Any, None]]) -> None:
    """Preview a site of these files, and act on it."""

    async def run() -> None:
        async with staged(folder, files) as stage:
            await act(stage)

    asyncio.run(run())
