"""Watching the files of a site, and which changes matter to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from watchfiles import Change, awatch

from site_gen.folders import walk
from site_gen.options import Options
from site_gen.scan import is_content
from site_gen.serve.links import LinkTargets
from site_gen.theme import static_folders, template_folders, translations_folder

_QUIET = 30
"""Milliseconds without changes after which they are reported: editors write several files."""
_START = 0.1
"""Seconds until the system is watching."""
RawChange = tuple[Change, str]
"""A change as the system reports it: its kind and the path."""


class FileChanges(msgspec.Struct, frozen=True):
    """Changes that happened together."""

    content: frozenset[str] = frozenset()
    """Changed or removed files, as paths within the content folder."""
    names: tuple[str, ...] = ()
    """Everything that has changed, as names for messages."""
    settings: bool = False
    """Whether the configuration or a folder of the content has changed."""
    static: bool = False
    """Whether something in ``static/`` has changed."""


class Watched:
    """The files that a site is made from."""

    def __init__(self, options: Options) -> None:
        self.config = options.config.absolute()
        self.content = options.content.absolute()
        site = self.config.parent
        self.own_folders = (site / "templates", site / "static", translations_folder(site))
        self._static = {path.absolute() for path in static_folders(options.site)} | {
            self.own_folders[1]
        }
        templates = {path.absolute() for path in template_folders(options.site)}
        self.folders = {self.content, *self.own_folders, *templates, *self._static}
        tree = walk(self.content, lambda name: name.startswith("."))
        self._subfolders = {self.content / folder for folder, _ in tree.folders}
        """Known folders of the content: a removed path does not show whether it was a folder."""
        self.links = self._read_links()

    def _read_links(self) -> LinkTargets:
        return LinkTargets((self.config, *self.folders))

    def existing_folders(self) -> list[Path]:
        """The folders to watch that exist now."""
        return sorted(path for path in self.folders | self.links.folders if path.is_dir())

    def parent_folders(self) -> list[Path]:
        """The folders that contain watched folders or the configuration."""
        parents = {self.config.parent, self.content.parent} | self.links.parents
        return sorted(path for path in parents if path.is_dir())

    def update_links(self, changes: Iterable[RawChange]) -> bool:
        """Read links again if files were added or removed; whether their targets have changed."""
        paths = (Path(text) for change, text in changes if change is not Change.modified)
        if not any(map(self.links.may_differ, paths)):
            return False
        previous, self.links = self.links, self._read_links()
        return self.links != previous

    def classify(self, changes: Iterable[RawChange]) -> FileChanges:
        """The changes that matter to the site."""
        content, names, settings, static = set(), [], False, False
        for change, path in sorted(set(self._with_all_names(changes)), key=lambda item: item[1]):
            if path == self.config:
                names.append(path.name)
                settings = True
                continue
            folder = self._folder_of(path)
            if folder is None or _is_ignored(path.relative_to(folder)):
                continue
            within = path.relative_to(folder).as_posix()
            static |= folder in self._static
            if folder == self.content:
                if is_content(path.name):
                    content.add(within)
                elif self._is_subfolder(path, change):
                    settings = True
                else:
                    continue  # not a file that is read
            names.append(f"{folder.name}/{within}" if within != "." else f"{folder.name}/")
        return FileChanges(frozenset(content), tuple(names), settings, static)

    def _with_all_names(self, changes: Iterable[RawChange]) -> Iterator[tuple[Change, Path]]:
        """The changes, repeated for every path by which links reach the file."""
        for change, text in changes:
            for path in self.links.names_of(Path(text)):
                yield change, path

    def _is_subfolder(self, path: Path, change: Change) -> bool:
        if change is not Change.deleted and path.is_dir():
            self._subfolders.add(path)
            return True
        return path in self._subfolders

    def _folder_of(self, path: Path) -> Path | None:
        return next((folder for folder in self.folders if path.is_relative_to(folder)), None)


def _is_ignored(path: Path) -> bool:
    """Whether it is a hidden file or a backup file of an editor."""
    return any(part.startswith(".") for part in path.parts) or path.name.endswith("~")


async def follow(options: Options) -> AsyncGenerator[FileChanges, None]:
    """Yield changes as they happen.

    The first item has all watched folders and means that from now on no change is missed. So does
    an item after a folder was added, removed or replaced.
    """
    watched = Watched(options)
    queue: asyncio.Queue[set[RawChange]] = asyncio.Queue()
    parents = asyncio.create_task(_watch(watched.parent_folders, queue, recursive=False))
    await queue.get()  # from here on, no folder is added or removed unnoticed
    folders = asyncio.create_task(_watch(watched.existing_folders, queue))
    try:
        while True:
            raw_changes = await queue.get()
            links_changed = watched.update_links(raw_changes)
            if links_changed:
                parents.cancel()
                parents = asyncio.create_task(
                    _watch(watched.parent_folders, queue, recursive=False)
                )
            if links_changed or any(_is_watched_folder(watched, *item) for item in raw_changes):
                folders.cancel()
                folders = asyncio.create_task(_watch(watched.existing_folders, queue))
            changes = watched.classify(raw_changes)
            if changes.names:
                yield changes
    finally:
        parents.cancel()
        folders.cancel()


def _is_watched_folder(watched: Watched, change: Change, text: str) -> bool:
    """Whether a watched folder was added or removed."""
    path = Path(text)
    return change is not Change.modified and path in watched.folders | watched.links.folders


async def _watch(
    folders: Callable[[], list[Path]],
    queue: asyncio.Queue[set[RawChange]],
    *,
    recursive: bool = True,
) -> None:
    """Put changes of folders into the queue, beginning with the folders once they are watched."""
    while True:
        paths = folders()
        watching = awatch(*paths, watch_filter=None, step=_QUIET, recursive=recursive)
        next_changes = asyncio.ensure_future(anext(watching))
        await asyncio.sleep(_START)
        queue.put_nowait({(Change.modified, str(path)) for path in paths})
        try:
            while True:
                queue.put_nowait(await next_changes)
                next_changes = asyncio.ensure_future(anext(watching))
        except FileNotFoundError:  # a folder was removed before it was watched
            continue
        finally:
            next_changes.cancel()
