"""Reading the members of lists from the store."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.store import Store

_TABLES = {
    "latest": ("shown", "1 = ?"),
    "provider": ("shown", "provider = ?"),
    "topic": ("memberships", "topic = ?"),
    "topic stories": ("memberships INDEXED BY topic_stories", "topic = ? AND is_story = 1"),
    "stories": ("stories", "several = ?"),
}
"""Name of a list → table and condition; the parameter is a row id, or 1."""

Row = tuple[str, int]
"""Id and time of publication (microseconds) of a record, or of a story's first record."""


class ListMembers:
    """The members of a list, by its name and the row id of its topic or provider."""

    def __init__(self, store: Store, name: str, key: int) -> None:
        table, condition = _TABLES[name]
        self.store = store
        self._from = f"FROM {table} WHERE {condition}"
        self._key = key if name in ("provider", "topic", "topic stories") else 1

    def count(self) -> int:
        return int(self.store.value(f"SELECT COUNT(*) {self._from}", self._key))

    def from_oldest(self, offset: int) -> Iterator[Row]:
        """The members from oldest to newest, without the ``offset`` oldest ones."""
        return self.store.execute(
            f"SELECT id, published {self._from} ORDER BY published, id DESC LIMIT -1 OFFSET ?",
            (self._key, offset),
        )

    def count_older(self, place: tuple[int, str]) -> int:
        """The number of members older than this place."""
        published, id_ = place
        earlier = self.store.value(
            f"SELECT COUNT(*) {self._from} AND published < ?", self._key, published
        )
        same = self.store.value(
            f"SELECT COUNT(*) {self._from} AND published = ? AND id > ?", self._key, published, id_
        )
        return int(earlier + same)
