"""Recording which items of the store a page depends on, while its data are prepared.

An item is a number made of a kind and a key. Code that changes something in the store names its
items; the pages that depend on one of them are rendered again.

A name counts as part of what it names: if the name or the images of a provider or the name or
place of a topic change, all records and stories that show it change.
"""

from __future__ import annotations

import zlib
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
    NEIGHBOURS,
    OLDER,
    NEWER,
    TOPIC_TREE,
    TOPIC_SLUG,
    LANGUAGES,
) = range(16)
"""Kinds of items. Their keys: row ids of records, stories, topics and providers; days counted from
1970; months as ``year * 12 + month - 1``; one of the lists below; the hash of a sitemap part's name
(``part_key``); the ``period_key`` of a day, month or year whose neighbours with records are meant;
a record's place in a list (``place_key``); the ``slug_key`` of a slug, for whether it stands for a
topic, or of a page's path, for which other languages have the page. A topic or provider is
everything about it, including its list of records; a topic or provider name is its summary; a topic
tree is a topic's name, parent and children. Older and newer are the record next to another one in a
list."""

(
    LATEST,
    STORIES,
    TOPICS,
    TOPIC_NAMES,
    PROVIDERS,
    PROVIDER_NAMES,
    YEARS,
    PARTS,
    DIGESTS,
) = range(9)
"""Keys of ``LIST``: all records, all stories, all topics and so on."""
_KINDS = (
    "record story topic topic-name provider provider-name day month list sitemap neighbours older "
    "newer topic-tree slug languages"
).split()
_LISTS = (
    "latest stories topics topic-names providers provider-names archive sitemaps digests".split()
)
_CACHE_SIZE = 16_384

(
    DAYS,
    MONTHS,
    YEAR_NUMBERS,
) = range(3)
"""Units of periods in the archive."""

PLACED_LISTS = ("latest", "topic", "provider")
"""Lists in which pages show the neighbours of a record."""
_ROW_BITS, _LIST_BITS = 32, 24
"""How many bits of a place's key are the row id of the record, and of the topic or provider."""


def item(kind: int, key: int) -> int:
    """The number of an item."""
    return key << 4 | kind


def period_key(unit: int, number: int) -> int:
    """The key of a day, month or year among ``NEIGHBOURS``."""
    return number << 2 | unit


def place_key(list_name: str, list_id: int, record: int) -> int:
    """The key of a record's place in one of ``PLACED_LISTS``; all arguments but the name are row
    ids, that of the list of all records is 0."""
    return (PLACED_LISTS.index(list_name) << _LIST_BITS | list_id) << _ROW_BITS | record


def placed_record(key: int) -> int:
    """The row id of the record of a place's key."""
    return key & ((1 << _ROW_BITS) - 1)


def slug_key(slug: str) -> int:
    """The key of a slug among ``TOPIC_SLUG``: its hash."""
    return zlib.crc32(slug.encode())


def parts(number: int) -> tuple[str, int, str]:
    """An item's kind, key and, if it is a list, the list's name; for messages."""
    kind, key = number & 15, number >> 4
    return _KINDS[kind], key, _LISTS[key] if kind == LIST else ""


class Recorder:
    """Records the items that are used; ``items`` are those of what is prepared now."""

    def __init__(self) -> None:
        self.items: set[int] = set()

    @contextmanager
    def recording(self) -> Iterator[set[int]]:
        """The items used inside the block; they are not added to those used outside."""
        before, self.items = self.items, set()
        try:
            yield self.items
        finally:
            self.items = before


class RecordedCache(Generic[T]):
    """An LRU cache of values that are computed from the store.

    Using a value records the items that were used when it was computed.
    """

    def __init__(
        self, compute: Callable[[str], T], recorder: Recorder, size: int = _CACHE_SIZE
    ) -> None:
        self._compute = compute
        self._recorder = recorder
        self._values = lru_cache(size)(self._record)

    def _record(self, key: str) -> tuple[T, frozenset[int]]:
        with self._recorder.recording() as items:
            value = self._compute(key)
        return value, frozenset(items)

    def __call__(self, key: str) -> T:
        value, items = self._values(key)
        self._recorder.items |= items
        return value
