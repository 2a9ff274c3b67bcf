"""Changes of a site folder: which files are watched, and what a change may touch."""

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
from site_gen.theme import static_folders, template_folders

_STEP = 30
"""Milliseconds of quiet after which changes are handed on: editors write more than one file."""
_BEGINS = 0.1
"""Seconds in which the system has begun to watch."""
Told = tuple[Change, str]
"""What the system tells of a change: its kind, and the path."""


class FileChanges(msgspec.Struct, frozen=True):
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
        tree = walk(self.content, lambda name: name.startswith("."))
        self._subfolders = {self.content / folder for folder, _ in tree.folders}
        """Of the content: of what has gone one cannot tell whether it was a folder."""
        self.links = self._links_now()

    def _links_now(self) -> LinkTargets:
        return LinkTargets((self.config, *self.folders))

    def there(self) -> list[Path]:
        """The folders that can be watched now."""
        return sorted(path for path in self.folders | self.links.folders if path.is_dir())

    def above(self) -> list[Path]:
        """Folders in which one of these may appear or vanish, and the configuration change."""
        parents = {self.config.parent, self.content.parent} | self.links.above
        return sorted(path for path in parents if path.is_dir())

    def has_other_links(self, found: Iterable[Told]) -> bool:
        """Whether links lead elsewhere since something has come or gone; they are known then."""
        come_or_gone = (Path(text) for change, text in found if change is not Change.modified)
        if not any(map(self.links.may_differ, come_or_gone)):
            return False
        before, self.links = self.links, self._links_now()
        return self.links != before

    def sort(self, found: Iterable[Told]) -> FileChanges:
        """What of the changes that the system tells matters to the site."""
        content, names, settings, static = set(), [], False, False
        for change, path in sorted(set(self._named(found)), key=lambda each: each[1]):
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
        return FileChanges(frozenset(content), tuple(names), settings, static)

    def _named(self, found: Iterable[Told]) -> Iterator[tuple[Change, Path]]:
        """The changes by all names that a file has on the site."""
        for change, text in found:
            for path in self.links.names_of(Path(text)):
                yield change, path

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


async def follow(options: Options) -> AsyncGenerator[FileChanges, None]:
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
            if watched.has_other_links(some):
                above.cancel()
                above = asyncio.create_task(_watch(watched.above, found, recursive=False))
                is_another = True
            else:
                is_another = any(_is_another(change, text, watched) for change, text in some)
            if is_another:
                inside.cancel()
                inside = asyncio.create_task(_watch(watched.there, found))
            changes = watched.sort(some)
            if changes.names:
                yield changes
    finally:
        above.cancel()
        inside.cancel()


def _is_another(change: Change, text: str, watched: Watched) -> bool:
    path = Path(text)
    return change is not Change.modified and path in watched.folders | watched.links.folders


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
