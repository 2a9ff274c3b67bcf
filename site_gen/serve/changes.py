"""Changes of a site folder: which files are watched, and what a change may touch."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Iterable
from pathlib import Path

import msgspec
from watchfiles import Change, awatch

from site_gen.options import Options
from site_gen.scan import is_content
from site_gen.theme import static_folders, template_folders

_STEP = 30
"""Milliseconds of quiet after which changes are handed on: editors write more than one file."""
_BEGINS = 0.1
"""Seconds in which the system has begun to watch."""
Told = tuple[Change, str]
"""What the system tells of a change: its kind, and the path."""


class Changes(msgspec.Struct, frozen=True):
    """What has changed at one time."""

    content: frozenset[str] = frozenset()
    """Files of the content folder, as paths within it; they may have gone."""
    names: tuple[str, ...] = ()
    """All that has changed, as one names it."""
    settings: bool = False
    """Whether the configuration is among it, or a whole folder of the content."""
    static: bool = False
    """Whether something in ``static/`` is among it."""


class Watched:
    """The files that a site is made from."""

    def __init__(self, options: Options) -> None:
        self.config = options.config.absolute()
        self.content = options.content.absolute()
        site = self.config.parent
        self.own = (site / "templates", site / "static")
        self._static = {path.absolute() for path in static_folders(options.site)} | {self.own[1]}
        templates = {path.absolute() for path in template_folders(options.site)}
        self.folders = {self.content, *self.own, *templates, *self._static}
        self._subfolders = {Path(root) for root, _, _ in os.walk(self.content)}
        """Of the content: of what has gone one cannot tell whether it was a folder."""

    def there(self) -> list[Path]:
        """The folders that can be watched now."""
        return sorted(path for path in self.folders if path.is_dir())

    def above(self) -> list[Path]:
        """Folders in which one of these may appear or vanish, and the configuration change."""
        parents = {self.config.parent, self.content.parent}
        return sorted(path for path in parents if path.is_dir())

    def sort(self, found: Iterable[Told]) -> Changes:
        """What of the changes that the system tells matters to the site."""
        content, names, settings, static = set(), [], False, False
        for change, text in sorted(found, key=lambda each: each[1]):
            path = Path(text)
            if path == self.config:
                names.append(path.name)
                settings = True
                continue
            folder = self._folder_of(path)
            if folder is None or _is_passed_over(path.relative_to(folder)):
                continue
            within = path.relative_to(folder).as_posix()
            static |= folder in self._static
            if folder == self.content:
                if is_content(path.name):
                    content.add(within)
                elif self._is_subfolder(path, change):
                    settings = True
                else:
                    continue  # no file that is read
            names.append(f"{folder.name}/{within}" if within != "." else f"{folder.name}/")
        return Changes(frozenset(content), tuple(names), settings, static)

    def _is_subfolder(self, path: Path, change: Change) -> bool:
        if change is not Change.deleted and path.is_dir():
            self._subfolders.add(path)
            return True
        return path in self._subfolders

    def _folder_of(self, path: Path) -> Path | None:
        return next((each for each in self.folders if path.is_relative_to(each)), None)


def _is_passed_over(path: Path) -> bool:
    """Hidden files, and what editors put beside the file that they write."""
    return any(part.startswith(".") for part in path.parts) or path.name.endswith("~")


async def follow(options: Options) -> AsyncGenerator[Changes, None]:
    """Changes as they happen, those at one time together.

    The first one only says that from now on none is missed; so does one that follows when a folder
    has come, has gone, or is another one of the same name.
    """
    watched = Watched(options)
    found: asyncio.Queue[set[Told]] = asyncio.Queue()
    above = asyncio.create_task(_watch(watched.above, found, recursive=False))
    await found.get()  # from here on, no folder comes or goes unseen
    inside = asyncio.create_task(_watch(watched.there, found))
    try:
        while True:
            some = await found.get()
            if any(_is_another(change, text, watched) for change, text in some):
                inside.cancel()
                inside = asyncio.create_task(_watch(watched.there, found))
            changes = watched.sort(some)
            if changes.names:
                yield changes
    finally:
        above.cancel()
        inside.cancel()


def _is_another(change: Change, text: str, watched: Watched) -> bool:
    return change is not Change.modified and Path(text) in watched.folders


async def _watch(
    where: Callable[[], list[Path]], found: asyncio.Queue[set[Told]], *, recursive: bool = True
) -> None:
    """Hand on what happens in these folders, and at first that they may have changed before."""
    while True:
        paths = where()
        watching = awatch(*paths, watch_filter=None, step=_STEP, recursive=recursive)
        following = asyncio.ensure_future(anext(watching))
        await asyncio.sleep(_BEGINS)
        found.put_nowait({(Change.modified, str(path)) for path in paths})
        try:
            while True:
                found.put_nowait(await following)
                following = asyncio.ensure_future(anext(watching))
        except FileNotFoundError:  # it went before it was watched
            continue
        finally:
            following.cancel()
