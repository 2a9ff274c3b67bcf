"""Writing stories, the delays of their providers, and which records stand for them in topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from site_gen import dependencies as items
from site_gen import ranking
from site_gen.instants import micros
from site_gen.model import Story
from site_gen.relations.aliases import Aliases
from site_gen.relations.breadth import story_score
from site_gen.relations.changes import STORIES, RelationChanges
from site_gen.relations.editors_choice import with_editors_choice
from site_gen.relations.rows import Batch, provider_ids, topic_ids
from site_gen.relations.story_members import (
    StoryMember,
    StoryRules,
    member_of,
    story_from,
)
from site_gen.store import Store, encode

_decode = msgspec.msgpack.Decoder(Story).decode
_CHUNK = 2_000
"""Stories that are read and written at once."""


class _StoryRow(NamedTuple):
    """A row of ``stories``, without its row id."""

    id: str
    published: int
    several: int
    """1 for a story of more than one article."""
    rank: float
    pin: int | None
    buried: int
    data: bytes


class _StoredRows(NamedTuple):
    """What the store has of some records and stories."""

    shown: Mapping[int, tuple[int | None, bytes, bytes | None]]
    """Record → its story, facts and resolved related list."""
    stories: Mapping[int, _StoryRow]
    is_story: Mapping[tuple[int, int, str], int]
    """Topic, time and id of a record → whether it stands for its story on the topic."""


class StoryWriter:
    """Writes stories that differ from those in the store."""

    def __init__(
        self,
        store: Store,
        aliases: Aliases,
        rules: StoryRules,
        changes: RelationChanges,
    ) -> None:
        self.store = store
        self.aliases = aliases
        self.rules = rules
        self.changes = changes
        self.topic_id = topic_ids(store)
        self.provider_id = provider_ids(store)
        self.batch = Batch(
            store, _SET_STORY, _REMOVE, _REPLACE, _REMOVE_DELAY, _ADD_DELAY, _SET_IS_STORY
        )

    def update(
        self, former: set[int], groups: Sequence[Sequence[int]], changed: set[int]
    ) -> set[int]:
        """Write the story of each group of records; remove other stories of ``former``.

        ``changed`` are records with other facts or related entries than before. Returns the records
        that are in another story than before.
        """
        moved: set[int] = set()
        for start in range(0, len(groups), _CHUNK):
            chunk = groups[start : start + _CHUNK]
            stored = self._read(
                [n for group in chunk for n in group], [group[0] for group in chunk]
            )
            for group in chunk:
                moved.update(self._update_group(group, changed, stored))
            self.batch.run()
        removed = former - {group[0] for group in groups}
        stored = self._read((), removed)
        for n in removed:
            self._write(n, None, None, stored)
        self.batch.run()
        return moved

    def _read(self, numbers: Iterable[int], stories: Iterable[int]) -> _StoredRows:
        with self.store.temp_table(numbers) as table:
            shown = self.store.execute(
                f"SELECT n, story, facts, resolved FROM {table} CROSS JOIN shown ON n = x"  # noqa: S608
            ).fetchall()
            memberships = self.store.execute(
                f"SELECT topic, published, id, is_story FROM {table} "  # noqa: S608
                "CROSS JOIN memberships ON n = x"
            ).fetchall()
        with self.store.temp_table(stories) as table:
            rows = self.store.execute(
                f"SELECT n, id, published, several, rank, pin, buried, data FROM {table} "  # noqa: S608
                "CROSS JOIN stories ON n = x"
            ).fetchall()
        return _StoredRows(
            {row[0]: row[1:] for row in shown},
            {row[0]: _StoryRow(*row[1:]) for row in rows},
            {(t, published, id_): is_story for t, published, id_, is_story in memberships},
        )

    def _update_group(
        self, numbers: Sequence[int], changed: set[int], stored: _StoredRows
    ) -> list[int]:
        """Write the story of these records if it may differ; the records that are new in it."""
        first = numbers[0]
        joined = [n for n in numbers if stored.shown[n][0] != first]
        self.batch.add(_SET_STORY, [(first, n) for n in joined])
        row = stored.stories.get(first)
        if (
            row is None
            or joined
            or not changed.isdisjoint(numbers)
            or len(_decode(row.data).record_ids) != len(numbers)
        ):
            members = [member_of(n, *stored.shown[n][1:], self.aliases) for n in numbers]
            story = story_from(members, self.aliases, self.rules)
            story = with_editors_choice(story, members, self.rules.now, self.rules.half_life_hours)
            self._write(first, story, self._row(story, members), stored)
            self._update_topics(members, stored, is_pinned=story.pin is not None)
        return joined

    def _row(self, story: Story, members: Sequence[StoryMember]) -> _StoryRow:
        several = int(len(story.record_ids) + len(story.entries) > 1)
        rank = story_score(story, members, ranking.EPOCH, self.rules.half_life_hours).value
        pin = micros(story.pin) if story.pin else None
        return _StoryRow(
            *(story.id, members[0].facts.published, several, rank, pin, int(story.buried)),
            encode(story),
        )

    def _write(
        self, n: int, story: Story | None, row: _StoryRow | None, stored: _StoredRows
    ) -> None:
        """Write or, if there is no ``story``, remove a row that differs from the stored one."""
        before = stored.stories.get(n)
        if row == before:
            return
        old = _decode(before.data) if before else None
        self.changes.add(items.STORY, n)
        self.changes.add_list(items.STORIES)
        self.changes.stories.add(n)
        self.changes.story_ids.update(version.id for version in (old, story) if version)
        if row is None:
            self.batch.add(_REMOVE, [(n,)])
        else:
            self.batch.add(_REPLACE, [(n, *row)])
        was, now = [
            (version.published, version.id) if version and version.several else None
            for version in (before, row)
        ]
        if was != now:
            for position in (was, now):
                if position is not None:
                    self.changes.list_changed(STORIES, *position)
        self._update_delays(n, old, story)

    def _update_delays(self, n: int, old: Story | None, new: Story | None) -> None:
        was, now = (story.delays.items() if story else set() for story in (old, new))
        removed, added = was - now, now - was
        provider_id = self.provider_id
        self.batch.add(_REMOVE_DELAY, [(provider_id(slug), delay, n) for slug, delay in removed])
        self.batch.add(_ADD_DELAY, [(provider_id(slug), delay, n) for slug, delay in added])
        self.changes.providers.update([provider_id(slug) for slug, _ in removed | added])

    def _update_topics(
        self, members: Sequence[StoryMember], stored: _StoredRows, *, is_pinned: bool
    ) -> None:
        """The first record of the story on a topic stands for the story there.

        A pinned story is on the front of each of its topics, also if none of its records was.
        """
        first: dict[int, tuple[int, str]] = {}
        oldest_first = sorted(
            members, key=lambda member: (-member.facts.published, member.id), reverse=True
        )
        for member in oldest_first:
            position = (member.facts.published, member.id)
            for t in dict.fromkeys(
                [self.topic_id(self.aliases.topic(slug)) for slug, _ in member.facts.topics]
            ):
                is_story = int(first.setdefault(t, position) == position)
                if is_pinned:
                    self.changes.add(items.TOPIC, t)
                if stored.is_story[(t, *position)] != is_story:
                    self.batch.add(_SET_IS_STORY, [(is_story, t, *position)])
                    self.changes.list_changed(("topic stories", t), *position)


_SET_STORY = "UPDATE shown SET story = ? WHERE n = ?"
_REMOVE = "DELETE FROM stories WHERE n = ?"
_REPLACE = "REPLACE INTO stories VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_REMOVE_DELAY = "DELETE FROM delays WHERE provider = ? AND delay = ? AND story = ?"
_ADD_DELAY = "INSERT INTO delays VALUES (?, ?, ?)"
_SET_IS_STORY = "UPDATE memberships SET is_story = ? WHERE topic = ? AND published = ? AND id = ?"
