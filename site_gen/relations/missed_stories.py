"""Stories that others tell and a provider does not, though they are of its topics.

A provider is looked at again when its own records have changed, and when a story has that is
newer than the last one that its page names, or is one of them.
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
from site_gen.store.library import main_topics

STORIES = 6
_TOPICS = 3
_KEPT = 65_536
"""Stories that stay in memory."""
_MIN_PROVIDERS = 2
"""A story counts when at least so many tell it."""
_story = msgspec.msgpack.Decoder(Story).decode
_provider = msgspec.msgpack.Decoder(Provider).decode

Place = tuple[int, str]
"""Minus the time of publication, and the id: what is less is newer."""


class MissedStory(msgspec.Struct, frozen=True, array_like=True):
    """What a provider has missed."""

    stories: tuple[str, ...] = ()
    """Ids, newest first."""
    last: int | None = None
    """When the oldest of as many as are looked for began; None if there are fewer."""
    topics: tuple[str, ...] = ()
    """Its main topics."""
    newest: int = 0
    """When its newest record was published: what began later it cannot have missed."""


_missed = msgspec.msgpack.Decoder(MissedStory).decode


def update(store: Store, changes: RelationChanges) -> None:
    """Find out anew what providers have missed that may have missed something else."""
    doubtful = set(changes.providers) | _concerned(store, changes)
    if not doubtful:
        return
    watch = _Watch(store)
    for p in doubtful:
        before = store.value("SELECT missed FROM providers WHERE p = ?", p)
        found = encode(watch.missed_by(p))
        if found != before:
            store.execute("UPDATE providers SET missed = ? WHERE p = ?", (found, p))
            changes.providers.add(p)
            changes.put(items.PROVIDER, p)


def _concerned(store: Store, changes: RelationChanges) -> set[int]:
    """Providers for which one of the changed stories may count."""
    rows = store.execute("SELECT p, missed FROM providers WHERE data IS NOT NULL").fetchall()
    if len(changes.stories) > len(rows):
        return {p for p, _ in rows}
    told = _times(store, changes.stories)
    since = _since(store, changes)
    return {p for p, data in rows if not data or _may_matter(_missed(data), changes, told, since)}


def _times(store: Store, stories: Iterable[int]) -> dict[str, set[int]]:
    """Topic → when the records of these stories that are on it were published."""
    found: dict[str, set[int]] = {}
    for n in stories:
        for published, slug in _topics_of(store, n):
            found.setdefault(slug, set()).add(published)
    return found


def _since(store: Store, changes: RelationChanges) -> dict[str, int]:
    """Topic → from which time on its stories stand elsewhere."""
    moved = {key: place[0] for (name, key), place in changes.lists.items() if name == "places"}
    with store.set_of(moved) as some:
        rows = store.execute(f"SELECT t, slug FROM {some} CROSS JOIN topics ON t = x").fetchall()  # noqa: S608
    return {slug: moved[t] for t, slug in rows}


def _may_matter(
    missed: MissedStory, changes: RelationChanges, told: dict[str, set[int]], since: dict[str, int]
) -> bool:
    """Whether what a provider has missed may be something else now."""
    if not changes.story_ids.isdisjoint(missed.stories):
        return True
    for slug in missed.topics:
        if slug in since and since[slug] <= missed.newest:
            return True
        least = -math.inf if missed.last is None else missed.last
        if any(least <= at <= missed.newest for at in told.get(slug, ())):
            return True
    return False


def _topics_of(store: Store, n: int) -> list[tuple[int, str]]:
    """The topics of a story's records, and when each record was published."""
    return store.execute(
        "SELECT m.published, t.slug FROM shown s JOIN memberships m ON m.n = s.n "
        "JOIN topics t ON t.t = m.topic WHERE s.story = ?",
        (n,),
    ).fetchall()


class _Watch:
    """Knows the stories of each topic; each is looked up once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._providers = lru_cache(_KEPT)(self._read_providers)
        self._story_of = lru_cache(_KEPT)(self._read_story_of)

    def missed_by(self, p: int) -> MissedStory:
        """The newest stories of the provider's main topics that it has no article in.

        Only those that began between its first record and its last: of what came before or
        after, nobody can say that it had let it go.
        """
        slug, data = self.store.execute(
            "SELECT slug, data FROM providers WHERE p = ?", (p,)
        ).fetchone()
        if data is None or not _provider(data).count:
            return MissedStory()
        topics = tuple(topic for topic, _ in main_topics(self.store.db, p)[:_TOPICS])
        newest, oldest = self._ends(p)
        found = {
            place
            for topic in topics
            for place in islice(self._of(topic, slug, newest, oldest), STORIES)
        }
        stories: dict[str, int] = {}
        for minus, id_ in sorted(found):
            stories.setdefault(self._story_of(id_), -minus)
        first = tuple(stories)[:STORIES]
        last = stories[first[-1]] if len(first) == STORIES else None
        return MissedStory(first, last, topics, -newest[0])

    def _ends(self, p: int) -> tuple[Place, Place]:
        """The places of a provider's newest and oldest record."""
        sql = "SELECT -published, id FROM shown WHERE provider = ? ORDER BY published "
        newest = self.store.execute(f"{sql} DESC, id LIMIT 1", (p,)).fetchone()
        oldest = self.store.execute(f"{sql}, id DESC LIMIT 1", (p,)).fetchone()
        return newest, oldest

    def _of(self, topic: str, slug: str, newest: Place, oldest: Place) -> Iterator[Place]:
        """The first records of a topic's stories that the provider has no article in."""
        rows = self.store.execute(
            "SELECT -m.published, m.id, s.story FROM memberships m INDEXED BY places "
            "JOIN shown s ON s.n = m.n "
            "WHERE m.topic = (SELECT t FROM topics WHERE slug = ?) AND m.place = 1 "
            "AND m.published <= ? AND m.published >= ? ORDER BY m.published DESC, m.id",
            (topic, -newest[0], -oldest[0]),
        )
        for minus, id_, story in rows:
            if (minus, id_) < newest:
                continue
            if (minus, id_) > oldest:
                return
            providers = self._providers(story)
            if len(providers) >= _MIN_PROVIDERS and slug not in providers:
                yield minus, id_

    def _read_story_of(self, id_: str) -> str:
        return str(
            self.store.value(
                "SELECT st.id FROM shown s JOIN stories st ON st.n = s.story WHERE s.id = ?", id_
            )
        )

    def _read_providers(self, n: int) -> frozenset[str]:
        return frozenset(
            _story(self.store.value("SELECT data FROM stories WHERE n = ?", n)).providers
        )


def missed_by(store: Store, p: int) -> tuple[str, ...]:
    """Ids of the stories that the page of a provider names as missed."""
    data = store.value("SELECT missed FROM providers WHERE p = ?", p)
    return _missed(data).stories if data else ()
