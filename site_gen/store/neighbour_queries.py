"""Queries for the records next to another one in a list."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.dependencies import NEWER, OLDER, RECORD, place_key
from site_gen.instants import micros
from site_gen.store.article_queries import ArticleQueries
from site_gen.store.topic_queries import TopicQueries

_TABLES = {
    "latest": ("shown", ":list = 0"),
    "topic": ("memberships", "topic = :list"),
    "provider": ("shown", "provider = :list"),
}
_DIRECTIONS = {
    OLDER: (
        "published <= :published AND NOT (published = :published AND id <= :id) "
        "ORDER BY published DESC, id"
    ),
    NEWER: (
        "published >= :published AND NOT (published = :published AND id >= :id) "
        "ORDER BY published, id DESC"
    ),
}


def neighbours_sql(list_name: str, kind: int) -> str:
    """The query for row ids and ids of the records after a position, nearest first.

    ``kind`` is ``OLDER`` or ``NEWER``. Parameters: ``list``, the row id of the topic or provider,
    and ``published`` and ``id`` of the position.
    """
    table, condition = _TABLES[list_name]
    return f"SELECT n, id FROM {table} WHERE {condition} AND {_DIRECTIONS[kind]}"  # noqa: S608


class NeighbourQueries(ArticleQueries, TopicQueries):
    """What comes before and after a record in a list.

    Each step from one record to the next is a dependency of its own, so a page depends only on the
    part of a list that it has read: a record that joins the list elsewhere does not change it.
    """

    def older(self, record_id: str, *, topic: str = "", provider: str = "") -> Iterator[str]:
        """Ids of the records before one in the list of a topic, of a provider or, without these,
        of all records; nearest first. Read only as far as the caller iterates."""
        return self._neighbours(OLDER, record_id, topic, provider)

    def newer(self, record_id: str, *, topic: str = "", provider: str = "") -> Iterator[str]:
        """The same for the records after one."""
        return self._neighbours(NEWER, record_id, topic, provider)

    def _neighbours(self, kind: int, record_id: str, topic: str, provider: str) -> Iterator[str]:
        name, list_id = "latest", 0
        if topic:
            name, list_id = "topic", self._topic(topic)[0]
        elif provider:
            name, list_id = "provider", self._provider(provider)[0]
        n, published, _ = self._times(record_id)
        self._depend_on(RECORD, n)
        position = {"list": list_id, "published": micros(published), "id": record_id}
        for following, id_ in self.db.execute(neighbours_sql(name, kind), position):
            self._depend_on(kind, place_key(name, list_id, n))
            yield id_
            n = following
        self._depend_on(kind, place_key(name, list_id, n))
