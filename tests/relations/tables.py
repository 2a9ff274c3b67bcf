"""The content of a store with ids and slugs for row ids, which depend on the order of builds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from site_gen.model import Provider, Record, Related, Story, Topic
from site_gen.model.digests import NewsDigest
from site_gen.model.facts import RecordFacts, Relations
from site_gen.relations.missed_stories import MissedStories
from site_gen.store import Store
from site_gen.stories.blocks import Grouped

Table = dict[Any, Any]


def tables(store: Store) -> dict[str, Table]:
    """Table → key of a row → its other columns."""
    read = _Reader(store)
    return {name: make() for name, make in read.all().items()}


class _Reader:
    def __init__(self, store: Store) -> None:
        self.rows = store.execute
        self.path = dict(self.rows("SELECT n, path FROM records"))
        self.topic = dict(self.rows("SELECT t, slug FROM topics"))
        self.provider = dict(self.rows("SELECT p, slug FROM providers"))

    def all(self) -> dict[str, Callable[[], Table]]:
        return {
            "records": self.records,
            "texts": self.texts,
            "keys": self.keys,
            "shown": self.shown,
            "links": self.links,
            "topics": self.topics,
            "memberships": self.memberships,
            "providers": self.providers,
            "mentions": self.mentions,
            "blocks": self.blocks,
            "stories": self.stories,
            "delays": self.delays,
            "digests": self.digests,
            "days": lambda: dict(self.rows("SELECT day, records FROM days")),
        }

    def _path(self, n: int | None) -> Any:
        return None if n is None else self.path.get(n, "a missing record")

    def records(self) -> Table:
        rows = self.rows(
            "SELECT path, id, folded_id, published, quality, flags, pin, left_out, has_url, main "
            "FROM records"
        )
        return {path: (*row, self._path(main)) for path, *row, main in rows}

    def texts(self) -> Table:
        rows = self.rows("SELECT n, record, related FROM texts")
        return {
            self._path(n): (_read(record, Record), _read(related, tuple[Related, ...]))
            for n, record, related in rows
        }

    def keys(self) -> Table:
        return {
            (kind, key, self._path(n)): True
            for kind in ("article_keys", "related_keys")
            for key, n in self.rows(f"SELECT key, n FROM {kind}")  # noqa: S608
        }

    def shown(self) -> Table:
        rows = self.rows(
            "SELECT n, id, published, changed, latest_entry, provider, block, story_name, chain, "
            "story, facts, resolved, data FROM shown"
        )
        return {
            self._path(n): {
                "row": (id_, published, changed, latest, block, story_name),
                "provider": self.provider[provider],
                "chain": self._path(chain),
                "story": self._path(story),
                "facts": self._with_paths(_read(facts, RecordFacts)),
                "resolved": [self._path(each or None) for each in _read(resolved, list[int])],
                "data": self._with_paths(_read(data, Relations)),
            }
            for (
                *(n, id_, published, changed, latest, provider, block, story_name, chain, story),
                facts,
                resolved,
                data,
            ) in rows
        }

    def _with_paths(self, found: Any) -> Any:
        """Replace the row ids of duplicates by paths."""
        duplicates = tuple([self._path(n) for n in found.duplicates])
        return msgspec.structs.replace(found, duplicates=duplicates)

    def links(self) -> Table:
        rows = self.rows("SELECT target, source FROM links")
        return {(self._path(target), self._path(source)): True for target, source in rows}

    def topics(self) -> Table:
        rows = self.rows("SELECT slug, data FROM topics WHERE data IS NOT NULL")
        return {slug: _read(data, Topic) for slug, data in rows}

    def memberships(self) -> Table:
        rows = self.rows("SELECT topic, published, id, n, spelling, is_story FROM memberships")
        return {
            (self.topic[topic], published, id_): (self._path(n), spelling, is_story)
            for topic, published, id_, n, spelling, is_story in rows
        }

    def providers(self) -> Table:
        rows = self.rows("SELECT slug, data, missed FROM providers WHERE data IS NOT NULL")
        return {
            slug: (
                _read(data, Provider),
                _read(missed, MissedStories) if missed else MissedStories(),
            )
            for slug, data, missed in rows
        }

    def mentions(self) -> Table:
        rows = self.rows(
            "SELECT provider, published, n, position, at, is_record, has_images, keys FROM mentions"
        )
        return {
            (self.provider[provider], published, self._path(n), position): tuple(rest)
            for provider, published, n, position, *rest in rows
        }

    def blocks(self) -> Table:
        found = {}
        for number, data in self.rows("SELECT number, data FROM blocks"):
            block = _read(data, Grouped)
            members = tuple([self._path(n) for n in block.members])
            found[number] = (members, block.clusters, block.parents)
        return found

    def stories(self) -> Table:
        rows = self.rows("SELECT n, id, published, several, rank, pin, buried, data FROM stories")
        return {self._path(n): (*rest, _read(data, Story)) for n, *rest, data in rows}

    def digests(self) -> Table:
        rows = self.rows("SELECT weekly, number, data FROM digests")
        return {(weekly, number): _read(data, NewsDigest) for weekly, number, data in rows}

    def delays(self) -> Table:
        rows = self.rows("SELECT provider, delay, story FROM delays")
        return {(self.provider[p], delay, self._path(story)): True for p, delay, story in rows}


def _read(data: bytes | None, kind: Any) -> Any:
    """A decoded value of the store; an empty list for NULL."""
    return [] if data is None else msgspec.msgpack.decode(data, type=kind)


def differences(left: dict[str, Table], right: dict[str, Table]) -> list[str]:
    """The rows in which two stores differ, as text."""
    return [
        f"{name} {key}:\n    {left[name].get(key)}\n    {right[name].get(key)}"
        for name in left
        for key in sorted(left[name].keys() | right[name].keys(), key=str)
        if left[name].get(key) != right[name].get(key)
    ]
