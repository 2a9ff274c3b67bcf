"""Files of records and what was read from them: parsed once, until their bytes change.

The pack holds, one after the other, what was read from each file; a list beside it says of
each path by what its file is known, and where in the pack it lies. New ones are added to the
end of the pack. When more than half of it is no longer needed, it is begun anew.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import zlib
from collections.abc import Callable, Iterable
from io import BufferedWriter
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen import sealed, stamps
from site_gen.model import Problem, ProviderRef, Record
from site_gen.stamps import Stamp

_SMALL = 4_000_000
"""Bytes of a pack that are not worth the trouble of beginning it anew."""


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """What a file was found to say."""

    record: Record | None
    problems: tuple[Problem, ...]


_decode = msgspec.msgpack.Decoder(Reading).decode
_outlets: dict[ProviderRef, ProviderRef] = {}


def decode(data: bytes | memoryview) -> Reading:
    """A reading that was encoded; raises MsgspecError.

    Ten entries of each record name one of a thousand outlets: equal ones are made one.
    """
    reading = _decode(data)
    for entry in reading.record.related if reading.record else ():
        outlet = _outlets.setdefault(entry.provider, entry.provider)
        msgspec.structs.force_setattr(entry, "provider", outlet)
    return reading


class Entry(NamedTuple):
    """A file as it was read, and where in the pack its reading is."""

    stamp: Stamp
    digest: str
    start: int
    size: int
    check: int
    """CRC-32 of the reading."""


class _List(msgspec.Struct, array_like=True):
    pack: str
    entries: dict[str, Entry]


class ReadingStore:
    """The readings of a site's records, kept from one build to the next.

    One that is ``read_only`` keeps nothing: who only looks must not disturb a build that runs.
    """

    def __init__(self, folder: Path, made_by: bytes, *, read_only: bool = False) -> None:
        self.read_only = read_only
        self.folder = folder
        self.made_by = made_by
        kept = sealed.read(self._list, made_by, _List) or _List("", {})
        self.name = kept.pack
        self.before = kept.entries
        self.entries: dict[str, Entry] = {}
        self.hits = 0
        self._changed = False
        self._failed = False
        self._pack: BufferedWriter | None = None
        self._end = 0
        self._old = _mapped(folder / kept.pack) if kept.pack else None
        self._taken_at = stamps.now()

    @property
    def _list(self) -> Path:
        return self.folder / "records.list"

    def look(self, folder: Path, paths: Iterable[str], digest_of: Callable[[str], str]) -> None:
        """Find out which files are as they were; ``digest_of`` reads one to tell.

        It is asked where the stamp alone does not decide.
        """
        for path in paths:
            entry = self.before.get(path)
            if entry is None:
                continue
            stamp = stamps.stamp_of(f"{folder}/{path}")
            if stamp != entry.stamp or stamp == stamps.UNKNOWN:
                if stamp == stamps.UNKNOWN or digest_of(path) != entry.digest:
                    continue
                settled = stamps.settled(stamp, self._taken_at)
                self._changed = self._changed or settled != entry.stamp
                entry = entry._replace(stamp=settled)
            self.entries[path] = entry

    def content_digest(self, paths: Iterable[str]) -> bytes:
        """A digest of the files at these paths; empty if one of them is not known."""
        try:
            told = [(path, self.entries[path].digest) for path in paths]
        except KeyError:
            return b""
        return sealed.digest(msgspec.msgpack.encode(told))

    def known(self) -> dict[str, Reading]:
        """The readings of files that are as they were."""
        found = {path: self._reading(entry) for path, entry in self.entries.items()}
        readings = {path: reading for path, reading in found.items() if reading is not None}
        self.entries = {path: self.entries[path] for path in readings}
        self.hits = len(readings)
        if self._old is not None and hasattr(self._old, "madvise"):
            self._old.madvise(mmap.MADV_DONTNEED)  # what was read need not stay in memory
        return readings

    def _reading(self, entry: Entry) -> Reading | None:
        if self._old is None:
            return None
        data = memoryview(self._old)[entry.start : entry.start + entry.size]
        if len(data) != entry.size or zlib.crc32(data) != entry.check:
            return None
        try:
            return decode(data)
        except msgspec.MsgspecError:
            return None

    def add(self, path: str, stamp: Stamp, digest: str, data: bytes) -> None:
        """Keep a new reading, encoded, of a file that had this stamp before it was read."""
        if self._failed or self.read_only:
            return
        try:
            pack = self._pack or self._open()
            pack.write(data)
        except OSError:  # a cache that cannot be written costs time, not the site
            self._failed = True
            return
        settled = stamps.settled(stamp, self._taken_at)
        self.entries[path] = Entry(settled, digest, self._end, len(data), zlib.crc32(data))
        self._end += len(data)

    def close(self) -> None:
        """Remember what was added, and forget what was not asked for."""
        if self.read_only:
            return
        try:
            if self._pack is not None:
                self._pack.close()
        except OSError:
            self._failed = True
        if self._failed:
            self._forget()
        elif self._pack or self._changed or self.before.keys() != self.entries.keys():
            sealed.write(self._list, self.made_by, _List(self.name, self.entries))

    def _open(self) -> BufferedWriter:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.name or self._mostly_waste():
            self._begin_anew()
        self._pack = (self.folder / self.name).open("ab")
        self._end = self._pack.seek(0, os.SEEK_END)
        return self._pack

    def _mostly_waste(self) -> bool:
        needed = sum(entry.size for entry in self.entries.values())
        held = len(self._old) if self._old is not None else 0
        return held > _SMALL and needed * 2 < held

    def _begin_anew(self) -> None:
        """Another pack, with only what is still needed."""
        former, number = self.name, int(self.name.partition("-")[2] or 0) + 1
        self.name = f"records-{number}"
        with (self.folder / self.name).open("wb") as pack:
            for path, entry in self.entries.items():
                assert self._old is not None  # noqa: S101  entries come from there
                start = pack.tell()
                pack.write(self._old[entry.start : entry.start + entry.size])
                self.entries[path] = entry._replace(start=start)
        for old in self.folder.glob("records-*"):
            if old.name not in (self.name, former):
                old.unlink(missing_ok=True)

    def _forget(self) -> None:
        for kept in (self._list, *self.folder.glob("records-*")):
            with contextlib.suppress(OSError):
                kept.unlink(missing_ok=True)


def _mapped(path: Path) -> mmap.mmap | None:
    """The file as memory; None if it is missing or empty."""
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None
