"""Writing to which topics, provider, day and block of time each shown record belongs, and which
providers its related list mentions.

Only rows that differ from those of the last build are written, and what they concern is added to
the changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from site_gen.model.facts import RecordFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.changes import LATEST, ListName, RelationChanges
from site_gen.relations.due import latest_entry
from site_gen.relations.duplicates import ShownChanges, decode_facts
from site_gen.relations.record_rows import (
    TopicRow,
    list_position,
    mention_rows,
    provider_details,
    related_keys,
    related_provider_details,
    topic_rows,
)
from site_gen.relations.rows import Batch, provider_ids, topic_ids
from site_gen.store import Store
from site_gen.stories import ALONE
from site_gen.stories.blocks import block_at
from site_gen.zones import Zone

_CHUNK = 2_000
"""Records whose rows are read and written at once, so that memory does not grow with the site."""


class MembershipWriter:
    """Writes the rows of shown records.

    ``before`` are the aliases by which the rows of the last build were written.
    """

    def __init__(
        self,
        store: Store,
        aliases: Aliases,
        before: Aliases,
        window_hours: float,
        changes: RelationChanges,
        zone: Zone,
    ) -> None:
        self.store = store
        self.aliases = aliases
        self.before = before
        self.changes = changes
        self.zone = zone
        self.topic_id = topic_ids(store)
        self.provider_id = provider_ids(store)
        self.block = partial(block_at, window_hours)
        self.batch = Batch(
            store,
            *(_HIDE, _SHOW, _ADD_TO_DAY, _LEAVE_TOPIC, _JOIN_TOPIC),
            *(_REMOVE_MENTION, _ADD_MENTION, _REMOVE_RELATED_KEY, _ADD_RELATED_KEY),
        )
        self._left_topics: list[TopicRow] = []
        self._is_first = not store.value("SELECT 1 FROM shown LIMIT 1")

    def update(self, shown: ShownChanges) -> None:
        """Write the rows of all records that have changed."""
        for n, before, _ in self._facts(shown.removed):
            self._replace(n, before, None)
        self._write()
        updated = sorted(shown.updated)
        for start in range(0, len(updated), _CHUNK):
            for n, before, facts in self._facts(updated[start : start + _CHUNK]):
                self._replace(n, before, shown.merged.get(n, facts))
            self._write()

    def _facts(self, numbers: Iterable[int]) -> list[tuple[int, bytes | None, bytes | None]]:
        """For each record its facts of the last build, and its facts without duplicates now."""
        with self.store.temp_table(numbers) as table:
            return self.store.execute(
                f"SELECT x, s.facts, r.facts FROM {table} "  # noqa: S608
                "LEFT JOIN shown s ON s.n = x LEFT JOIN records r ON r.n = x"
            ).fetchall()

    def _replace(self, n: int, before: bytes | None, now: bytes | None) -> None:
        old = decode_facts(before) if before else None
        new = decode_facts(now) if now else None
        self._update_record(n, old, new, now)
        self._update_topics(n, old, new)
        self._update_mentions(n, old, new)

    def _update_record(
        self, n: int, old: RecordFacts | None, new: RecordFacts | None, data: bytes | None
    ) -> None:
        """The record itself, in the list of all records and in that of its provider."""
        was, now = list_position(old, self.before), list_position(new, self.aliases)
        zone = self.zone
        for position, count in ((was, -1), (now, 1)):
            if position is None or was == now:
                continue
            published, id_, slug = position
            p = self.provider_id(slug)
            self.changes.providers.add(p)
            self._list_changed(("provider", p), published, id_)
            if was is None or now is None or was[:2] != now[:2]:
                self._list_changed(LATEST, published, id_)
                day = zone.day_number(published)
                self.changes.days.add(day)
                self.batch.add(_ADD_TO_DAY, [(day, count, *zone.bounds(day))])
        if provider_details(old) != provider_details(new):
            self.changes.providers.update(
                self.provider_id(position[2]) for position in (was, now) if position
            )
        if old and new and (old.quality, old.changed) != (new.quality, new.changed):
            self.changes.days.add(self.zone.day_number(new.published))
        if new is None:
            self.batch.add(_HIDE, [(n,)])
            return
        is_alone = new.story.casefold() == ALONE
        block = None if is_alone else self.block(new.published)
        p = self.provider_id(self.aliases.provider(new.provider.key))
        story_name = "" if is_alone else new.story
        row = (n, new.id, new.published, new.changed, latest_entry(new), p, block, story_name, data)
        self.batch.add(_SHOW, [row])

    def _update_topics(self, n: int, old: RecordFacts | None, new: RecordFacts | None) -> None:
        was = topic_rows(old, self.before, self.topic_id)
        now = topic_rows(new, self.aliases, self.topic_id)
        if was == now and old is not None:
            return
        self._left_topics += was.keys() - now.keys()
        self.changes.topics.update(row[0] for row, _ in was.items() ^ now.items())
        for row in was.keys() ^ now.keys():
            self._list_changed(("topic", row[0]), row[1], row[2])
        if new and was.keys() != now.keys():  # the main topics of its provider may change
            self.changes.providers.add(self.provider_id(self.aliases.provider(new.provider.key)))
        self.batch.add(
            _JOIN_TOPIC,
            [(*row, n, spelling) for row, spelling in now.items() if was.get(row) != spelling],
        )

    def _list_changed(self, name: ListName, published: int, id_: str) -> None:
        self.changes.list_changed(name, published, id_)
        if not self._is_first:  # else all pages are new
            self.changes.places.add((name, (published, id_)))

    def _update_mentions(self, n: int, old: RecordFacts | None, new: RecordFacts | None) -> None:
        was = mention_rows(old, n, self.before, self.provider_id)
        now = mention_rows(new, n, self.aliases, self.provider_id)
        # Which of them are records of the site is written by ``related_entries``.
        if was != now:
            self.batch.add(_REMOVE_MENTION, [row[:4] for row in was - now])
            self.batch.add(_ADD_MENTION, now - was)
            self.changes.providers.update(row[0] for row in was ^ now)
        if old is not None:
            changed = related_provider_details(old, self.before) ^ related_provider_details(
                new, self.aliases
            )
            self.changes.providers.update(self.provider_id(slug) for slug, *_ in changed)
        old_keys, new_keys = related_keys(old), related_keys(new)
        if old_keys != new_keys:
            self.batch.add(_REMOVE_RELATED_KEY, [(key, n) for key in old_keys - new_keys])
            self.batch.add(_ADD_RELATED_KEY, [(key, n) for key in new_keys - old_keys])

    def _write(self) -> None:
        for row in self._left_topics:  # a story may now be elsewhere in the topic's list
            is_story = self.store.value(
                "SELECT is_story FROM memberships WHERE topic = ? AND published = ? AND id = ?",
                *row,
            )
            if is_story:
                self.changes.list_changed(("topic stories", row[0]), row[1], row[2])
        self.batch.add(_LEAVE_TOPIC, self._left_topics)
        self._left_topics = []
        self.batch.run()


_HIDE = "DELETE FROM shown WHERE n = ?"
_SHOW = (
    "INSERT INTO shown (n, id, published, changed, latest_entry, provider, block, story_name, "
    "facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET "
    "published = excluded.published, changed = excluded.changed, "
    "latest_entry = excluded.latest_entry, "
    "provider = excluded.provider, block = excluded.block, story_name = excluded.story_name, "
    "facts = excluded.facts"
)
_ADD_TO_DAY = (
    "INSERT INTO days VALUES (?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET "
    "records = records + excluded.records"
)
_LEAVE_TOPIC = "DELETE FROM memberships WHERE topic = ? AND published = ? AND id = ?"
_JOIN_TOPIC = (
    "INSERT INTO memberships (topic, published, id, n, spelling) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET n = excluded.n, spelling = excluded.spelling"
)
_REMOVE_MENTION = (
    "DELETE FROM mentions WHERE provider = ? AND published = ? AND n = ? AND position = ?"
)
_ADD_MENTION = "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, 0, ?, ?)"
_REMOVE_RELATED_KEY = "DELETE FROM related_keys WHERE key = ? AND n = ?"
_ADD_RELATED_KEY = "INSERT INTO related_keys VALUES (?, ?)"


def add_renamed(store: Store, shown: ShownChanges, topics: set[str], providers: set[str]) -> None:
    """Add to ``shown.updated`` the records that have one of these topics or name one of these
    providers."""
    affected: set[int] = set()
    for slug in topics:
        affected.update(
            store.column(
                "SELECT m.n FROM topics t JOIN memberships m ON m.topic = t.t WHERE t.slug = ?",
                slug,
            )
        )
    for slug in providers:
        p = store.value("SELECT p FROM providers WHERE slug = ?", slug)
        if p is not None:
            affected.update(store.column("SELECT n FROM shown WHERE provider = ?", p))
            affected.update(store.column("SELECT n FROM mentions WHERE provider = ?", p))
    for n in affected - shown.updated - shown.removed:
        facts = store.value("SELECT facts FROM shown WHERE n = ?", n)
        if facts:
            shown.updated.add(n)
            if decode_facts(facts).duplicates:
                shown.merged[n] = facts
