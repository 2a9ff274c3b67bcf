"""Which parts of the library a page has read, noted while its data are made.

A page must be made anew when something that it has read has changed, and only then. Nobody
has to say what that is: the library that planning works with notes each look into it. What
several pages share, such as a card, is made once; who takes it has read what was read for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

import msgspec

from site_gen.model import Library

T = TypeVar("T")

RECORD, STORY = "r ", "s "
TOPIC, TOPIC_FACE = "T ", "t "
PROVIDER, PROVIDER_FACE = "P ", "p "
ALL = "*"
"""Of a kind, everything: ``r *`` is read by who goes through all records."""

_KINDS = {
    "records": RECORD,
    "topic_slugs": RECORD,
    "provider_slugs": RECORD,
    "related": RECORD,
    "related_slugs": RECORD,
    "related_ids": RECORD,
    "story_ids": RECORD,
    "listed_by": RECORD,
    "stories": STORY,
    "topics": TOPIC,
    "topic_faces": TOPIC_FACE,
    "providers": PROVIDER,
    "provider_faces": PROVIDER_FACE,
}
"""The library's maps, and of what each tells a part: all of a record's are one item."""
_LISTS = ("newest_first", "pages")
"""Its lists: who looks at one has read all records."""


class Reads:
    """Notes what is read, as names of items: ``r ferry-returns``, ``t tides``, ``p *``."""

    def __init__(self) -> None:
        self.now: set[str] = set()

    @contextmanager
    def noted(self) -> Iterator[set[str]]:
        """What is read inside, and nothing else; who reads outside has not read it."""
        before, self.now = self.now, set()
        try:
            yield self.now
        finally:
            self.now = before

    def watch(self, library: Library) -> Library:
        """The same library, each look into it noted."""
        maps = {name: _Map(getattr(library, name), kind, self) for name, kind in _KINDS.items()}
        lists = {name: _List(getattr(library, name), self) for name in _LISTS}
        return msgspec.structs.replace(library, **maps, **lists)


class Once(Generic[T]):
    """Makes each value once, of its key."""

    def __init__(self, make: Callable[[str], T], reads: Reads) -> None:
        self.maker = make
        self._reads = reads
        self._made: dict[str, tuple[T, set[str]]] = {}

    def __call__(self, key: str) -> T:
        found = self._made.get(key)
        if found is None:
            with self._reads.noted() as read:
                value = self.maker(key)
            found = self._made[key] = value, read
        self._reads.now |= found[1]
        return found[0]


class _Map(dict[str, Any]):
    """A map of the library that notes which of its keys are asked for."""

    def __init__(self, items: Mapping[str, Any], kind: str, reads: Reads) -> None:
        super().__init__(items)
        self._kind = kind
        self._reads = reads

    def __getitem__(self, key: str) -> Any:
        self._reads.now.add(self._kind + key)
        return dict.__getitem__(self, key)

    def get(self, key: str, default: Any = None) -> Any:
        self._reads.now.add(self._kind + key)
        return dict.get(self, key, default)

    def __contains__(self, key: object) -> bool:
        self._reads.now.add(f"{self._kind}{key}")
        return dict.__contains__(self, key)

    def _all(self) -> None:
        self._reads.now.add(self._kind + ALL)

    def __iter__(self) -> Iterator[str]:
        self._all()
        return dict.__iter__(self)

    def __len__(self) -> int:
        self._all()
        return dict.__len__(self)

    def keys(self) -> Any:
        self._all()
        return dict.keys(self)

    def values(self) -> Any:
        self._all()
        return dict.values(self)

    def items(self) -> Any:
        self._all()
        return dict.items(self)


class _List(tuple[Any, ...]):
    """A list of the library that notes that it was looked at."""

    _reads: Reads

    def __new__(cls, items: tuple[Any, ...], reads: Reads) -> _List:
        made = super().__new__(cls, items)
        made._reads = reads
        return made

    def __getitem__(self, place: Any) -> Any:
        self._reads.now.add(RECORD + ALL)
        return tuple.__getitem__(self, place)

    def __iter__(self) -> Iterator[Any]:
        self._reads.now.add(RECORD + ALL)
        return tuple.__iter__(self)

    def __len__(self) -> int:
        self._reads.now.add(RECORD + ALL)
        return tuple.__len__(self)

    def __contains__(self, item: object) -> bool:
        self._reads.now.add(RECORD + ALL)
        return tuple.__contains__(self, item)
