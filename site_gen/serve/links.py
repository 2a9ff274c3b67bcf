"""Targets of symbolic links in a site, as changes of these files change the site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_gen.folders import walk


class LinkTargets:
    """The symbolic links of a site when the object was created.

    ``paths`` are the files and folders of the site, which may be or contain links.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._links_to: dict[Path, set[Path]] = {}
        """Target of a link, or intermediate link → the links, as paths of the site."""
        for path in paths:
            self._add(path)
            if path.is_dir():
                for link in walk(path, lambda name: name.startswith(".")).links:
                    self._add(path / link)

    def _add(self, link: Path) -> None:
        for target in _targets(link):
            self._links_to.setdefault(target, set()).add(link)

    @property
    def folders(self) -> set[Path]:
        """Folders that links lead to, which are part of the site with all contents."""
        return {path for path in self._links_to if path.is_dir()}

    @property
    def parents(self) -> set[Path]:
        """The folders that contain targets of links."""
        return {path.parent for path in self._links_to}

    def names_of(self, path: Path) -> set[Path]:
        """All paths by which the site reaches a file, including the given one."""
        if not self._links_to:
            return {path}
        names = {path}
        for real in (path, Path(os.path.realpath(path.parent), path.name)):
            for target in (real, *real.parents):
                for link in self._links_to.get(target, ()):
                    names.add(link / real.relative_to(target))
        return names

    def may_differ(self, path: Path) -> bool:
        """Whether an added or removed path may change where links lead."""
        return path in self._links_to or path.is_symlink() or path.is_dir() or self._is_link(path)

    def _is_link(self, path: Path) -> bool:
        return any(path in links for links in self._links_to.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LinkTargets) and self._links_to == other._links_to

    __hash__ = None  # type: ignore[assignment]


def _targets(link: Path) -> Iterator[Path]:
    """The intermediate links and the final target of a link; nothing for other files."""
    if not link.is_symlink():
        return
    seen = {link}
    while link.is_symlink():
        link = Path(os.path.normpath(link.parent.resolve() / link.readlink()))
        if link in seen:  # a cycle
            return
        seen.add(link)
        yield link
    yield Path(os.path.realpath(link))
