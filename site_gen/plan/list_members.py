"""The lists of the site as rows of the store: how long they are, and who is where in them."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.store import Store

_TABLES = {
    "latest": ("shown", "1 = ?", ""),
    "provider": ("shown", "provider = ?", ""),
    "topic": ("memberships", "topic = ?", ""),
    "topic stories": ("memberships INDEXED BY topic_stories", "topic = ? AND is_story = 1", ""),
    "stories": ("stories", "several = ?", ""),
}

Row = tuple[str, int]
"""Id and time of publication of a record, or of a story's first."""


class Members:
    """A list, by its name and the number of the topic or provider whose it is."""

    def __init__(self, store: Store, name: str, key: int) -> None:
        table, which, _ = _TABLES[name]
        self.store = store
        self._from = f"FROM {table} WHERE {which}"
        self._key = key if name in ("provider", "topic", "topic stories") else 1

    def count(self) -> int:
        return int(self.store.value(f"SELECT COUNT(*) {self._from}", self._key))

    def from_oldest(self, offset: int) -> Iterator[Row]:
        """The members from the one with so many older ones on, oldest first."""
        return self.store.execute(
            f"SELECT id, published {self._from} ORDER BY published, id DESC LIMIT -1 OFFSET ?",
            (self._key, offset),
        )

    def older_than(self, place: tuple[int, str]) -> int:
        """How many members are further back than this place."""
        published, id_ = place
        earlier = self.store.value(
            f"SELECT COUNT(*) {self._from} AND published < ?", self._key, published
        )
        same = self.store.value(
            f"SELECT COUNT(*) {self._from} AND published = ? AND id > ?", self._key, published, id_
        )
        return int(earlier + same)
