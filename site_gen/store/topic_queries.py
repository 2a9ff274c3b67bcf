"""Queries for topics and providers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

import msgspec

from site_gen.dependencies import (
    LIST,
    PROVIDER,
    PROVIDER_NAME,
    PROVIDER_NAMES,
    PROVIDERS,
    RECORD,
    STORY,
    TOPIC,
    TOPIC_NAME,
    TOPIC_NAMES,
    TOPIC_SLUG,
    TOPIC_TREE,
    TOPICS,
    Recorder,
    slug_key,
)
from site_gen.model import Provider, ProviderSummary, Topic, TopicSummary
from site_gen.store.queries import CACHE_SIZE, Queries
from site_gen.urls import name_slug

_decode_topic = msgspec.msgpack.Decoder(Topic).decode
_decode_provider = msgspec.msgpack.Decoder(Provider).decode


class _TopicAliases(msgspec.Struct):
    """The part of ``relations.aliases.Aliases`` that is about topics."""

    topics: Mapping[str, str] = {}


class TopicQueries(Queries):
    """Topics and providers that have a page. Unknown slugs raise KeyError."""

    def __init__(self, db: sqlite3.Connection, recorder: Recorder | None = None) -> None:
        super().__init__(db, recorder)
        self._topic = lru_cache(CACHE_SIZE)(self._read_topic)
        self._provider = lru_cache(CACHE_SIZE)(self._read_provider)

    def topic(self, slug: str) -> Topic:
        """A topic with the size of its list."""
        t, topic = self._topic(slug)
        self._depend_on(TOPIC, t)
        return topic

    def topic_summary(self, slug: str) -> TopicSummary:
        """A topic; its number of records is not recorded as a dependency."""
        t, topic = self._topic(slug)
        self._depend_on(TOPIC_NAME, t)
        return topic

    def topic_in_tree(self, slug: str) -> TopicSummary:
        """A topic of which only name, parent and children are recorded as a dependency."""
        t, topic = self._topic(slug)
        self._depend_on(TOPIC_TREE, t)
        return topic

    def topic_name(self, slug: str) -> str:
        """The name of a topic, for a page that depends on a record that has the topic."""
        return self._topic(slug)[1].name

    def topic_above(self, slug: str) -> str:
        """The parent of a topic, empty for none, for a page that depends on a record with it."""
        return self._topic(slug)[1].parent

    def topic_of_name(self, name: str) -> str:
        """The slug of the topic with this name or alias; empty if there is none."""
        slug = name_slug(name)
        target = self._topic_aliases.get(slug, slug)
        for each in {slug, target}:
            self._depend_on(TOPIC_SLUG, slug_key(each))
        try:
            self._topic(target)
        except KeyError:
            return ""
        return target

    @cached_property
    def _topic_aliases(self) -> Mapping[str, str]:
        row = self.db.execute("SELECT value FROM meta WHERE name = 'aliases'").fetchone()
        return msgspec.msgpack.decode(row[0], type=_TopicAliases).topics if row else {}

    def _read_topic(self, slug: str) -> tuple[int, Topic]:
        row = self.db.execute(
            "SELECT t, data FROM topics WHERE slug = ? AND data IS NOT NULL", (slug,)
        ).fetchone()
        if row is None:
            raise KeyError(slug)
        return row[0], _decode_topic(row[1])

    def topics(self) -> list[Topic]:
        """All topics, by slug."""
        self._depend_on(LIST, TOPICS)
        return self._all_topics()

    def topic_summaries(self) -> list[TopicSummary]:
        """All topics, by slug; their numbers of records are not recorded as a dependency."""
        self._depend_on(LIST, TOPIC_NAMES)
        return [*self._all_topics()]

    def _all_topics(self) -> list[Topic]:
        rows = self.db.execute("SELECT data FROM topics WHERE data IS NOT NULL ORDER BY slug")
        return [_decode_topic(data) for (data,) in rows]

    def topic_news(self, slug: str) -> Iterator[str]:
        """For each story of the topic the id of the newest of its records on it; newest first.

        Records are read only as far as the caller iterates, and the result depends on the story
        of each of them.
        """
        t, _ = self._topic(slug)
        self._depend_on(TOPIC, t)
        rows = self.db.execute(
            "SELECT m.n, m.id, s.story FROM memberships m JOIN shown s ON s.n = m.n "
            "WHERE m.topic = ? ORDER BY m.published DESC, m.id",
            (t,),
        )
        stories = set()
        for n, id_, story in rows:
            self._depend_on(RECORD, n)
            if story not in stories:
                stories.add(story)
                yield id_

    def pinned_news(self, slug: str) -> list[str]:
        """The same for the pinned stories of the topic alone, however old."""
        t, _ = self._topic(slug)
        self._depend_on(TOPIC, t)
        rows = self.db.execute(
            "SELECT s.n, s.id, s.story FROM stories st INDEXED BY stories_pin "
            "CROSS JOIN shown s ON s.story = st.n CROSS JOIN memberships m ON m.n = s.n "
            "WHERE st.pin IS NOT NULL AND m.topic = ? ORDER BY s.published DESC, s.id",
            (t,),
        )
        newest: dict[int, str] = {}
        for n, id_, story in rows:
            self._depend_on(RECORD, n)
            self._depend_on(STORY, story)
            newest.setdefault(story, id_)
        return [*newest.values()]

    def topic_ids(self, slug: str, limit: int) -> list[str]:
        """Ids of the newest records of a topic."""
        t, _ = self._topic(slug)
        self._depend_on(TOPIC, t)
        return self._ids(
            "SELECT id FROM memberships WHERE topic = ? ORDER BY published DESC, id LIMIT ?",
            *(t, limit),
        )

    # Providers.

    def provider(self, slug: str) -> Provider:
        """A provider with what it has published."""
        p, provider = self._provider(slug)
        self._depend_on(PROVIDER, p)
        return provider

    def provider_summary(self, slug: str) -> ProviderSummary:
        """A provider; what it has published is not recorded as a dependency."""
        p, provider = self._provider(slug)
        self._depend_on(PROVIDER_NAME, p)
        return provider

    def named_provider(self, slug: str) -> ProviderSummary:
        """The provider of a record or story, for a page that depends on that."""
        return self._provider(slug)[1]

    def _read_provider(self, slug: str) -> tuple[int, Provider]:
        row = self.db.execute(
            "SELECT p, data FROM providers WHERE slug = ? AND data IS NOT NULL", (slug,)
        ).fetchone()
        if row is None:
            raise KeyError(slug)
        return row[0], _decode_provider(row[1])

    def providers(self) -> list[Provider]:
        """All providers, by slug."""
        self._depend_on(LIST, PROVIDERS)
        return self._all_providers()

    def provider_summaries(self) -> list[ProviderSummary]:
        """All providers, by slug; what they have published is not recorded as a dependency."""
        self._depend_on(LIST, PROVIDER_NAMES)
        return [*self._all_providers()]

    def _all_providers(self) -> list[Provider]:
        rows = self.db.execute("SELECT data FROM providers WHERE data IS NOT NULL ORDER BY slug")
        return [_decode_provider(data) for (data,) in rows]

    def provider_ids(self, slug: str, limit: int) -> list[str]:
        """Ids of the newest records of a provider."""
        p, _ = self._provider(slug)
        self._depend_on(PROVIDER, p)
        return self._ids(
            "SELECT id FROM shown WHERE provider = ? ORDER BY published DESC, id LIMIT ?",
            *(p, limit),
        )

    def main_topics(self, slug: str) -> list[tuple[str, int]]:
        """The topics of a provider's records and how many of them each has, most first."""
        p, _ = self._provider(slug)
        self._depend_on(PROVIDER, p)
        return main_topics(self.db, p)


def main_topics(db: sqlite3.Connection, provider: int) -> list[tuple[str, int]]:
    """Slugs of the topics of a provider's records and how many of these each has, most first."""
    return db.execute(
        "SELECT t.slug, COUNT(*) AS records FROM shown s "
        "JOIN memberships m ON m.n = s.n JOIN topics t ON t.t = m.topic "
        "WHERE s.provider = ? GROUP BY t.slug ORDER BY records DESC, t.slug",
        (provider,),
    ).fetchall()
