"""Where the links among the files of a site lead: what changes there changes the site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_gen.folders import walk


class LinkTargets:
    """The links of a site, as they were when this was made.

    ``places`` are its folders and files; each may be a link, and folders may hold some.
    """

    def __init__(self, places: Iterable[Path]) -> None:
        self._from: dict[Path, set[Path]] = {}
        """What a link leads to, and links on the way there → the links, as paths of the site."""
        for place in places:
            self._add(place)
            if place.is_dir():
                for path in walk(place, lambda name: name.startswith(".")).links:
                    self._add(place / path)

    def _add(self, link: Path) -> None:
        for target in _targets(link):
            self._from.setdefault(target, set()).add(link)

    @property
    def folders(self) -> set[Path]:
        """Folders that links lead to; all that is in them is part of the site."""
        return {path for path in self._from if path.is_dir()}

    @property
    def above(self) -> set[Path]:
        """Folders in which something that a link leads to may come, go or change."""
        return {path.parent for path in self._from}

    def names_of(self, path: Path) -> set[Path]:
        """The paths that the site has for a file, itself among them."""
        if not self._from:
            return {path}
        names = {path}
        for each in (path, Path(os.path.realpath(path.parent), path.name)):
            for target in (each, *each.parents):
                for link in self._from.get(target, ()):
                    names.add(link / each.relative_to(target))
        return names

    def may_differ(self, path: Path) -> bool:
        """Whether links may be others now that something has come or gone at a path."""
        return path in self._from or path.is_symlink() or path.is_dir() or self._has(path)

    def _has(self, path: Path) -> bool:
        return any(path in links for links in self._from.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LinkTargets) and self._from == other._from

    __hash__ = None  # type: ignore[assignment]


def _targets(link: Path) -> Iterator[Path]:
    """Every path that a link leads over, and what it is in the end; nothing if it is no link."""
    if not link.is_symlink():
        return
    passed = {link}
    while link.is_symlink():
        link = Path(os.path.normpath(link.parent.resolve() / link.readlink()))
        if link in passed:  # it leads to itself
            return
        passed.add(link)
        yield link
    yield Path(os.path.realpath(link))
