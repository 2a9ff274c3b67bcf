"""What became of each file of the site, and what it was made from.

A file is left as it is if it was made by the same recipe (program, theme, configuration) with
the same key (``keys.py``), nothing that it has read has changed (``items.py``), and it still
lies in the output folder as it was written.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen import stamps
from site_gen.cache import sealed
from site_gen.cache.items import SIZE
from site_gen.cache.keys import NEVER, page_key
from site_gen.model import PlannedPage
from site_gen.stamps import stamp_of
from site_gen.write import Change, Written

_SUM = 16
_STAMP = 4


class Made(NamedTuple):
    """A file as it was made."""

    written: Written
    key: bytes
    reads: array[int]
    """Numbers of the items that it has read."""


class _Kept(msgspec.Struct, array_like=True):
    """The files of one output folder, in columns: each as many bytes for every file."""

    names: list[str] = []
    """Of items, by their numbers."""
    digests: bytes = b""
    paths: list[str] = []
    keys: bytes = b""
    sums: bytes = b""
    """BLAKE2b-128 of the bytes of each file."""
    stamps: bytes = b""
    reads: bytes = b""
    ends: bytes = b""
    """Where in ``reads`` that of each file ends."""


class FileMemory:
    """The files of a site as the last build left them.

    ``root`` is the output folder, ``recipe`` a digest of all that every page is made by.
    """

    def __init__(self, file: Path, root: Path, recipe: bytes) -> None:
        self.file = file
        self.root = root
        self.recipe = recipe
        kept = sealed.read(file, recipe, _Kept) or _Kept()
        self._kept = kept
        self._places = dict(zip(kept.paths, range(len(kept.paths)), strict=True))
        self._stamps = array("q", kept.stamps)
        self._reads = array("I", kept.reads)
        self._ends = array("Q", kept.ends)
        self._changed: set[int] = set()
        self.hits = 0
        self.hits = 0
        self.numbers: dict[str, int] = {}
        self._items: Mapping[str, bytes] = {}

    def compare(self, items: Mapping[str, bytes]) -> None:
        """Tell what the items are now; their numbers are in ``numbers`` afterwards."""
        kept = self._kept
        self._items = items
        before = zip(kept.names, range(0, len(kept.digests), SIZE), strict=True)
        self._changed = {
            number
            for number, (name, start) in enumerate(before)
            if items.get(name) != kept.digests[start : start + SIZE]
        }
        self.numbers = {name: number for number, name in enumerate(kept.names)}
        for name in items:
            self.numbers.setdefault(name, len(self.numbers))

    def unchanged_page(self, page: PlannedPage) -> Made | None:
        """The file of a page, if it would be the same; else None."""
        return self.unchanged(page.path, page_key(page)) if page.path in self._places else None

    def unchanged(self, path: str, key: bytes) -> Made | None:
        """The file at a path, if one with this key would be the same; else None."""
        place = self._places.get(path)
        if place is None or key == NEVER:
            return None
        if key != self._kept.keys[place * SIZE : (place + 1) * SIZE]:
            return None
        reads = self._reads[self._ends[place - 1] if place else 0 : self._ends[place]]
        if not self._changed.isdisjoint(reads):
            return None
        written = self._as_left(place)
        if written is None:
            return None
        self.hits += 1
        return Made(written, key, reads)

    def all_as_left(self) -> bool:
        """Whether every file lies in the output folder as it was written."""
        found = array("q")
        for path in self._kept.paths:
            found.extend(stamp_of(f"{self.root}/{path}"))
        if found == self._stamps:
            return True
        return all(self._as_left(place) for place in range(len(self._kept.paths)))

    def _as_left(self, place: int) -> Written | None:
        """The file if it still has the bytes that were written; its stamp alone may tell."""
        path = self._kept.paths[place]
        before = tuple(self._stamps[place * _STAMP : (place + 1) * _STAMP])
        stamp = stamp_of(f"{self.root}/{path}")
        digest = self._kept.sums[place * _SUM : (place + 1) * _SUM]
        if stamp[0] < 0:
            return None
        if stamp != before:
            data = (self.root / path).read_bytes()
            if hashlib.blake2b(data, digest_size=_SUM).digest() != digest:
                return None
        return Written(path, stamp[0], Change.UNCHANGED, digest, stamp)

    def keep(self, made: Iterable[Made]) -> None:
        """Remember these files, all that the site has now."""
        now = self._numbered(list(made))
        columns = _columns(now, stamps.now())
        names = list(self.numbers)
        digests = b"".join(self._items.get(name, NEVER) for name in names)
        kept = _Kept(names, digests, *columns)
        if kept != self._kept:
            sealed.write(self.file, self.recipe, kept)

    def _numbered(self, made: list[Made]) -> list[Made]:
        """The files with new numbers for what they have read, if most of the old ones are idle."""
        if len(self.numbers) <= 2 * len(self._items) + 1:
            return made
        old = list(self.numbers)
        self.numbers = {name: number for number, name in enumerate(self._items)}
        return [
            each._replace(reads=array("I", [self.numbers[old[number]] for number in each.reads]))
            for each in made
        ]


def _columns(made: Iterable[Made], now: int) -> tuple[list[str], bytes, bytes, bytes, bytes, bytes]:
    paths, keys, sums = [], bytearray(), bytearray()
    columns = array("q"), array("I"), array("Q")
    for written, key, reads in made:
        paths.append(written.path)
        keys += key
        sums += written.digest
        columns[0].extend(stamps.settled(written.stamp, now))
        columns[1].extend(reads)
        columns[2].append(len(columns[1]))
    stamps_, reads_, ends = (column.tobytes() for column in columns)
    return paths, bytes(keys), bytes(sums), stamps_, reads_, ends


def numbers_of(names: Iterable[str], numbers: Mapping[str, int]) -> array[int] | None:
    """The items' numbers; None if one is not known, for then nothing can be said of its reader."""
    try:
        return array("I", [numbers[name] for name in names])
    except KeyError:
        return None
