"""Which items of the store a page depends on, recorded while its data are prepared.

An item is a number: what kind of thing it is, and which one. Whoever changes a thing in the store
names its items; the pages that depend on one of them are made again.

What names a thing changes with it: the name and logo of a provider, and the name of a topic, are
part of every record and story that shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

(
    RECORD,
    STORY,
    TOPIC,
    TOPIC_NAME,
    PROVIDER,
    PROVIDER_NAME,
    DAY,
    MONTH,
    LIST,
    PART,
) = range(10)
"""Kinds of items; the key is a number of the store. A topic or provider is all that is known of it,
its list included; its name is what it is called and looks like. Days are counted from 1970, months
are ``year * 12 + month - 1``; a part is one of the sitemaps, by the hash of its name."""

(
    LATEST,
    STORIES,
    TOPICS,
    TOPIC_NAMES,
    PROVIDERS,
    PROVIDER_NAMES,
    YEARS,
    PARTS,
) = range(8)
"""Keys of ``LIST``: all records, all stories, all topics and so on."""
_KINDS = "record story topic topic-name provider provider-name day month list sitemap".split()
_LISTS = "latest stories topics topic-names providers provider-names archive sitemaps".split()
_MEMO = 16_384


def item(kind: int, key: int) -> int:
    """The number of an item."""
    return key << 4 | kind


def parts(number: int) -> tuple[str, int, str]:
    """Kind, key and, of a list, name of an item, for people."""
    kind, key = number & 15, number >> 4
    return _KINDS[kind], key, _LISTS[key] if kind == LIST else ""


class Recorder:
    """Records the items that are looked at: ``items`` are those of what is prepared now."""

    def __init__(self) -> None:
        self.items: set[int] = set()

    @contextmanager
    def recording(self) -> Iterator[set[int]]:
        """What is looked at inside, and nothing else; who looks outside has not looked at it."""
        before, self.items = self.items, set()
        try:
            yield self.items
        finally:
            self.items = before


class RecordedCache(Generic[T]):
    """Makes values of keys, and keeps the last few thousand of them.

    Whoever takes a value depends on what was looked at when it was made.
    """

    def __init__(self, make: Callable[[str], T], recorder: Recorder, size: int = _MEMO) -> None:
        self._make = make
        self._recorder = recorder
        self._made = lru_cache(size)(self._recorded)

    def _recorded(self, key: str) -> tuple[T, frozenset[int]]:
        with self._recorder.recording() as items:
            value = self._make(key)
        return value, frozenset(items)

    def __call__(self, key: str) -> T:
        value, items = self._made(key)
        self._recorder.items |= items
        return value
