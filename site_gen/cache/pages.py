"""What became of each file of the site, and what it was made from.

A file is left as it is if it was made by the same recipe (program, theme, configuration) with
the same key (``keys.py``), nothing that it has read has changed (``items.py``), and it still
lies in the output folder as it was written.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen import sealed, stamps
from site_gen.cache.items import SIZE
from site_gen.cache.keys import NEVER, page_key
from site_gen.model import PlannedPage
from site_gen.stamps import UNKNOWN, Stamp, stamp_of
from site_gen.write import Change, Written

_SUM = 16
_FEW = 50
"""Items that are looked for one by one."""


class Made(NamedTuple):
    """A file as it was made."""

    written: Written
    key: bytes
    reads: bytes
    """Numbers of the items that it has read, four bytes each."""


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
    """The items that each file has read, by their numbers."""
    ends: bytes = b""
    """How many numbers there are up to the end of each file's."""


class FileMemory:
    """The files of a site as the last build left them, each known by its place among them.

    ``root`` is the output folder, ``recipe`` a digest of all that every page is made by.
    """

    def __init__(self, file: Path, root: Path, recipe: bytes) -> None:
        self.file = file
        self.root = root
        self.recipe = recipe
        self._kept = sealed.read(file, recipe, _Kept) or _Kept()
        self._places = dict(zip(self._kept.paths, range(len(self._kept.paths)), strict=True))
        numbers = iter(array("q", self._kept.stamps))
        self._stamps: list[Stamp] = list(zip(numbers, numbers, numbers, numbers, strict=True))
        self._ends = array("Q", self._kept.ends)
        self._dirty: set[int] = set()
        self._items: Mapping[str, bytes] = {}
        self.numbers: dict[str, int] = {}
        """Of items, by their names."""
        self.hits = 0

    @property
    def known(self) -> bool:
        """Whether an earlier build by the same recipe is remembered."""
        return bool(self._places)

    def compare(self, items: Mapping[str, bytes]) -> None:
        """Tell what the items are now; find out which files have read one that changed."""
        kept = self._kept
        self._items = items
        before = zip(kept.names, range(0, len(kept.digests), SIZE), strict=True)
        changed = {
            number
            for number, (name, start) in enumerate(before)
            if items.get(name) != kept.digests[start : start + SIZE]
        }
        self._dirty = set(self._readers(changed))
        self.numbers = {name: number for number, name in enumerate(kept.names)}
        for name in items:
            self.numbers.setdefault(name, len(self.numbers))

    def _readers(self, items: set[int]) -> Iterator[int]:
        """The places of the files that have read any of these items."""
        if len(items) > _FEW:
            for at, number in enumerate(array("I", self._kept.reads)):
                if number in items:
                    yield bisect_right(self._ends, at)
            return
        for number in items:  # few are found ten times as fast as bytes
            sought = array("I", [number]).tobytes()
            at = self._kept.reads.find(sought)
            while at >= 0:
                if at % len(sought) == 0:
                    yield bisect_right(self._ends, at // len(sought))
                at = self._kept.reads.find(sought, at + 1)

    def left_page(self, page: PlannedPage) -> int | None:
        """The place of a page's file, if it would be the same; else None."""
        return self.left(page.path, page_key(page)) if page.path in self._places else None

    def left(self, path: str, key: bytes) -> int | None:
        """The place of the file at a path, if one with this key would be the same; else None."""
        place = self._places.get(path)
        if place is None or place in self._dirty or key == NEVER:
            return None
        if key != self._kept.keys[place * SIZE : (place + 1) * SIZE] or not self._as_left(place):
            return None
        self.hits += 1
        return place

    def written(self, place: int) -> Written:
        """The file at a place, for the report."""
        return Written(self._kept.paths[place], self._stamps[place][0], Change.UNCHANGED)

    def all_as_left(self) -> bool:
        """Whether every file lies in the output folder as it was written."""
        return all(map(self._as_left, range(len(self._kept.paths))))

    def _as_left(self, place: int) -> bool:
        """Whether a file still has the bytes that were written; its stamp alone may tell."""
        path = f"{self.root}/{self._kept.paths[place]}"
        stamp = stamp_of(path)
        if stamp == self._stamps[place] != UNKNOWN:
            return True
        try:
            data = Path(path).read_bytes()
        except OSError:
            return False
        if hashlib.blake2b(data, digest_size=_SUM).digest() != self._sum(place):
            return False
        self._stamps[place] = stamp
        return True

    def _sum(self, place: int) -> bytes:
        return self._kept.sums[place * _SUM : (place + 1) * _SUM]

    def keep(self, files: Iterable[Made | int]) -> None:
        """Remember these files, all that the site has now; those that were left by their places."""
        made = [self._made(file) if isinstance(file, int) else file for file in files]
        if len(self.numbers) > 2 * len(self._items):
            made = self._numbered_anew(made)
        digests = b"".join([self._items.get(name, NEVER) for name in self.numbers])
        kept = _Kept([*self.numbers], digests, *_columns(made, stamps.now()))
        if kept != self._kept:
            sealed.write(self.file, self.recipe, kept)

    def _made(self, place: int) -> Made:
        size, stamp = array("I").itemsize, self._stamps[place]
        start = self._ends[place - 1] if place else 0
        reads = self._kept.reads[start * size : self._ends[place] * size]
        path, key = self._kept.paths[place], self._kept.keys[place * SIZE : (place + 1) * SIZE]
        return Made(Written(path, stamp[0], Change.UNCHANGED, self._sum(place), stamp), key, reads)

    def _numbered_anew(self, made: list[Made]) -> list[Made]:
        """The files with new numbers for what they have read: most of the old ones are idle."""
        old = list(self.numbers)
        self.numbers = {name: number for number, name in enumerate(self._items)}
        return [
            each._replace(reads=numbers_of([old[n] for n in array("I", each.reads)], self.numbers))
            for each in made
        ]


def _columns(made: Iterable[Made], now: int) -> tuple[list[str], bytes, bytes, bytes, bytes, bytes]:
    paths, keys, sums, reads = [], bytearray(), bytearray(), bytearray()
    times, ends, size = array("q"), array("Q"), array("I").itemsize
    for written, key, read in made:
        paths.append(written.path)
        keys += key
        sums += written.digest
        reads += read
        times.extend(stamps.settled(written.stamp, now))
        ends.append(len(reads) // size)
    return paths, bytes(keys), bytes(sums), times.tobytes(), bytes(reads), ends.tobytes()


def numbers_of(names: Iterable[str], numbers: Mapping[str, int]) -> bytes:
    """The items' numbers, four bytes each; raises KeyError if one is not known."""
    return array("I", [numbers[name] for name in names]).tobytes()
