"""Stories on a provider's topics that several other providers cover and the provider does not.

They are looked up again for a provider whose records have changed, and for one whose missed stories
a changed story is one of, or could be one of.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

import msgspec

from site_gen import dependencies as items
from site_gen.model import Provider, Story
from site_gen.relations.changes import RelationChanges
from site_gen.store import Store, encode
from site_gen.store.topic_queries import main_topics

STORIES = 6
"""Missed stories that the page of a provider names."""
_TOPICS = 3
"""Main topics of a provider in which they are looked up."""
_CACHE_SIZE = 65_536
"""Stories that stay in memory."""
_MIN_PROVIDERS = 2
"""Providers that a story needs to count."""
_decode_story = msgspec.msgpack.Decoder(Story).decode
_decode_provider = msgspec.msgpack.Decoder(Provider).decode

_Position = tuple[int, str]
"""Minus the time of publication, and the id: the lesser is the newer."""


class MissedStories(msgspec.Struct, frozen=True, array_like=True):
    """What a provider has missed, and what that depends on."""

    stories: tuple[str, ...] = ()
    """Ids, newest first."""
    last: int | None = None
    """When the oldest of ``STORIES`` missed stories began; None if there are fewer."""
    topics: tuple[str, ...] = ()
    """The provider's main topics."""
    newest: int = 0
    """When its newest record was published: it cannot have missed what began later."""


_decode_missed = msgspec.msgpack.Decoder(MissedStories).decode


def update(store: Store, changes: RelationChanges) -> None:
    """Write the missed stories of all providers for which they may differ."""
    affected = set(changes.providers) | _affected_by_stories(store, changes)
    if not affected:
        return
    finder = _MissedStoryFinder(store)
    for p in affected:
        before = store.value("SELECT missed FROM providers WHERE p = ?", p)
        missed = encode(finder.missed_by(p))
        if missed != before:
            store.execute("UPDATE providers SET missed = ? WHERE p = ?", (missed, p))
            changes.providers.add(p)
            changes.add(items.PROVIDER, p)


def _affected_by_stories(store: Store, changes: RelationChanges) -> set[int]:
    """Providers for which one of the changed stories may count."""
    rows = store.execute("SELECT p, missed FROM providers WHERE data IS NOT NULL").fetchall()
    if len(changes.stories) > len(rows):
        return {p for p, _ in rows}
    times = _times_by_topic(store, changes.stories)
    since = _changed_since(store, changes)
    return {
        p
        for p, data in rows
        if not data or _may_differ(_decode_missed(data), changes, times, since)
    }


def _times_by_topic(store: Store, stories: Iterable[int]) -> dict[str, set[int]]:
    """Topic → when the records of these stories that are on it were published."""
    times: dict[str, set[int]] = {}
    for n in stories:
        for published, slug in store.execute(
            "SELECT m.published, t.slug FROM shown s JOIN memberships m ON m.n = s.n "
            "JOIN topics t ON t.t = m.topic WHERE s.story = ?",
            (n,),
        ):
            times.setdefault(slug, set()).add(published)
    return times


def _changed_since(store: Store, changes: RelationChanges) -> dict[str, int]:
    """Topic → from which time on its list of stories has changed."""
    since = {t: place[0] for (name, t), place in changes.lists.items() if name == "topic stories"}
    with store.temp_table(since) as table:
        rows = store.execute(f"SELECT t, slug FROM {table} CROSS JOIN topics ON t = x").fetchall()  # noqa: S608
    return {slug: since[t] for t, slug in rows}


def _may_differ(
    missed: MissedStories,
    changes: RelationChanges,
    times: dict[str, set[int]],
    since: dict[str, int],
) -> bool:
    """Whether changed stories may change what a provider has missed."""
    if not changes.story_ids.isdisjoint(missed.stories):
        return True
    for slug in missed.topics:
        if slug in since and since[slug] <= missed.newest:
            return True
        least = -math.inf if missed.last is None else missed.last
        if any(least <= at <= missed.newest for at in times.get(slug, ())):
            return True
    return False


class _MissedStoryFinder:
    """Looks up missed stories, reading each story once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._providers = lru_cache(_CACHE_SIZE)(self._read_providers)
        self._story_of = lru_cache(_CACHE_SIZE)(self._read_story_of)

    def missed_by(self, p: int) -> MissedStories:
        """The newest stories on the provider's main topics that it has no article in.

        Only those that began between its first record and its last: it cannot be said to have
        missed what came before or after.
        """
        slug, data = self.store.execute(
            "SELECT slug, data FROM providers WHERE p = ?", (p,)
        ).fetchone()
        if data is None or not _decode_provider(data).count:
            return MissedStories()
        topics = tuple(topic for topic, _ in main_topics(self.store.db, p)[:_TOPICS])
        newest, oldest = self._newest_and_oldest(p)
        positions = {
            position
            for topic in topics
            for position in islice(self._missed_on(topic, slug, newest, oldest), STORIES)
        }
        stories: dict[str, int] = {}
        for minus_published, id_ in sorted(positions):
            stories.setdefault(self._story_of(id_), -minus_published)
        first = tuple(stories)[:STORIES]
        last = stories[first[-1]] if len(first) == STORIES else None
        return MissedStories(first, last, topics, -newest[0])

    def _newest_and_oldest(self, p: int) -> tuple[_Position, _Position]:
        """The positions of a provider's newest and oldest record."""
        sql = "SELECT -published, id FROM shown WHERE provider = ? ORDER BY published "
        newest = self.store.execute(f"{sql} DESC, id LIMIT 1", (p,)).fetchone()
        oldest = self.store.execute(f"{sql}, id DESC LIMIT 1", (p,)).fetchone()
        return newest, oldest

    def _missed_on(
        self, topic: str, slug: str, newest: _Position, oldest: _Position
    ) -> Iterator[_Position]:
        """For each story on a topic that the provider has no article in, its first record there."""
        rows = self.store.execute(
            "SELECT -m.published, m.id, s.story FROM memberships m INDEXED BY topic_stories "
            "JOIN shown s ON s.n = m.n "
            "WHERE m.topic = (SELECT t FROM topics WHERE slug = ?) AND m.is_story = 1 "
            "AND m.published <= ? AND m.published >= ? ORDER BY m.published DESC, m.id",
            (topic, -newest[0], -oldest[0]),
        )
        for minus_published, id_, story in rows:
            if (minus_published, id_) < newest:
                continue
            if (minus_published, id_) > oldest:
                return
            providers = self._providers(story)
            if len(providers) >= _MIN_PROVIDERS and slug not in providers:
                yield minus_published, id_

    def _read_story_of(self, id_: str) -> str:
        return str(
            self.store.value(
                "SELECT st.id FROM shown s JOIN stories st ON st.n = s.story WHERE s.id = ?", id_
            )
        )

    def _read_providers(self, n: int) -> frozenset[str]:
        return frozenset(
            _decode_story(self.store.value("SELECT data FROM stories WHERE n = ?", n)).providers
        )


def missed_by(store: Store, p: int) -> tuple[str, ...]:
    """Ids of the stories that the page of a provider names as missed."""
    data = store.value("SELECT missed FROM providers WHERE p = ?", p)
    return _decode_missed(data).stories if data else ()
