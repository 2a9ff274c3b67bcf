"""How blocks of records were grouped, by a digest of all that decided it."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path

from site_gen import sealed
from site_gen.stories import Grouped


class KnownGroups(MutableMapping[bytes, Grouped]):
    """What earlier builds found of blocks; what is not asked for any more is forgotten."""

    def __init__(self, folder: Path, made_by: bytes) -> None:
        self.file = folder / "groups"
        self.made_by = made_by
        self._before = sealed.read(self.file, made_by, dict[bytes, Grouped]) or {}
        self._now: dict[bytes, Grouped] = {}
        self.hits = 0

    def __getitem__(self, key: bytes) -> Grouped:
        found = self._now.get(key) or self._before[key]
        self._now[key] = found
        self.hits += 1
        return found

    def __setitem__(self, key: bytes, found: Grouped) -> None:
        self._now[key] = found

    def __delitem__(self, key: bytes) -> None:
        del self._now[key]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)

    def close(self) -> None:
        """Keep what was asked for or found."""
        if self._now.keys() != self._before.keys():
            sealed.write(self.file, self.made_by, self._now)
