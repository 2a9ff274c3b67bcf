"""Stories with all that lists show of them: their lead, their coverage, who came when."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from site_gen import dependencies as items
from site_gen import ranking
from site_gen.instants import from_micros, micros
from site_gen.model import Arrival, CoverageRef, Story
from site_gen.model.facts import ListedFacts, RecordFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.batch import Batch
from site_gen.relations.changes import STORIES, RelationChanges
from site_gen.relations.duplicates import decode_facts
from site_gen.relations.heat import story_heats
from site_gen.relations.memberships import RowNumbers
from site_gen.relations.related_entries import decode_resolved
from site_gen.store import Store, encode

_decode = msgspec.msgpack.Decoder(Story).decode
_HOUR = 3_600_000_000


class StoryMember(NamedTuple):
    """A record of a story."""

    n: int
    id: str
    published_at: datetime
    quality: int
    heat: int | None
    provider: str
    facts: RecordFacts
    entries: Sequence[ListedFacts]
    """Of its list, those that are shown."""
    resolved: Sequence[int]


class _StoryRow(NamedTuple):
    """A story as the store has it."""

    id: str
    published: int
    several: int
    """Whether it has several articles."""
    rank: float
    data: bytes


class _StoredRows(NamedTuple):
    """What the store has of some records and stories, read at once."""

    shown: Mapping[int, tuple[int | None, bytes, bytes | None]]
    """Record → its story, facts and resolved list."""
    stories: Mapping[int, _StoryRow]
    places: Mapping[tuple[int, int, str], int]
    """Topic and place of a record → whether its story stands there."""


class StoryWriter:
    """Writes stories, the delays of their providers, and their places in topics."""

    def __init__(
        self, store: Store, aliases: Aliases, half_life_hours: float, changes: RelationChanges
    ) -> None:
        self.store = store
        self.aliases = aliases
        self.half_life_hours = half_life_hours
        self.changes = changes
        self.topic = RowNumbers(store, "topics", "t")
        self.provider = RowNumbers(store, "providers", "p")
        self.batch = Batch(store, _MOVE, _FORGET, _PUT, _UNDELAY, _DELAY, _PLACE)

    def update(self, former: set[int], groups: Sequence[Sequence[int]], told: set[int]) -> set[int]:
        """Make these stories, and forget those of ``former`` that are no more.

        ``told`` are records that say something else than before. Returns the records
        that are in another story than before.
        """
        moved: set[int] = set()
        for start in range(0, len(groups), _CHUNK):
            some = groups[start : start + _CHUNK]
            known = self._read([n for group in some for n in group], [group[0] for group in some])
            for group in some:
                moved.update(self._group(group, told, known))
            self.batch.run()
        gone = former - {group[0] for group in groups}
        known = self._read((), gone)
        for n in gone:
            self._write(n, None, known)
        self.batch.run()
        return moved

    def _read(self, numbers: Iterable[int], stories: Iterable[int]) -> _StoredRows:
        with self.store.set_of(numbers) as some:
            shown = self.store.execute(
                f"SELECT n, story, facts, resolved FROM {some} CROSS JOIN shown ON n = x"  # noqa: S608
            ).fetchall()
            places = self.store.execute(
                f"SELECT topic, published, id, place FROM {some} "  # noqa: S608
                "CROSS JOIN memberships ON n = x"
            ).fetchall()
        with self.store.set_of(stories) as some:
            known = self.store.execute(
                f"SELECT n, id, published, several, rank, data FROM {some} "  # noqa: S608
                "CROSS JOIN stories ON n = x"
            ).fetchall()
        return _StoredRows(
            {row[0]: row[1:] for row in shown},
            {row[0]: _StoryRow(*row[1:]) for row in known},
            {(t, published, id_): place for t, published, id_, place in places},
        )

    def _group(self, numbers: Sequence[int], told: set[int], known: _StoredRows) -> list[int]:
        """Make the story of these records if need be; those that are new in it."""
        first = numbers[0]
        joined = [n for n in numbers if known.shown[n][0] != first]
        self.batch.add(_MOVE, [(first, n) for n in joined])
        row = known.stories.get(first)
        if row is None or joined or not told.isdisjoint(numbers) or _size(row.data) != len(numbers):
            members = [self._told(n, known) for n in numbers]
            self._write(first, self._story(members), known, members)
            self._place(members, known)
        return joined

    def _told(self, n: int, known: _StoredRows) -> StoryMember:
        _, data, resolved = known.shown[n]
        facts = decode_facts(data)
        return StoryMember(
            *(n, facts.id, from_micros(facts.published), facts.quality, facts.heat),
            self.aliases.provider(facts.provider.mark),
            facts,
            facts.shown,
            decode_resolved(resolved) if resolved else (0,) * len(facts.shown),
        )

    def _story(self, told: Sequence[StoryMember]) -> Story:
        entries = _entries(told)
        first: dict[str, int] = {}
        untimed: dict[str, None] = {}
        for slug, at in self._times(told, entries):
            if at is None:
                untimed[slug] = None
            elif slug not in first or at < first[slug]:
                first[slug] = at
        # By time, then by slug; sorted twice, since pairs would be compared in Python.
        timed = sorted(first)
        timed.sort(key=first.__getitem__)
        arrivals = tuple([Arrival(from_micros(first[slug]), slug) for slug in timed])
        later = [slug for slug in untimed if slug not in first]
        slugs = {each.id: each.provider for each in told}
        story = Story(
            id=told[0].id,
            lead=told[0].id,
            record_ids=tuple([each.id for each in told]),
            entries=tuple([CoverageRef(each.id, place) for each, place in entries]),
            arrivals=arrivals,
            providers=(*timed, *later),
            heats=story_heats(told, slugs, arrivals, len(later), self.half_life_hours),
        )
        if len(told) == 1:
            return story
        lead = ranking.lead(told, story.heat_of, self.half_life_hours)
        return msgspec.structs.replace(story, lead=lead.id)

    def _times(
        self, told: Sequence[StoryMember], entries: Sequence[tuple[StoryMember, int]]
    ) -> Iterator[tuple[str, int | None]]:
        """The providers of the story, each with the time of an article of it."""
        for each in told:
            yield each.provider, each.facts.published
        for each, place in entries:
            entry = each.entries[place]
            yield self.aliases.provider(entry.provider.mark), entry.at

    # Writing.

    def _write(
        self, n: int, story: Story | None, known: _StoredRows, told: Sequence[StoryMember] = ()
    ) -> None:
        """Write what differs; nothing depends on a story that is the same."""
        row = known.stories.get(n)
        new = None if story is None else self._row(story, told)
        if row == new:
            return
        old = _decode(row.data) if row else None
        self.changes.put(items.STORY, n)
        self.changes.put_list(items.STORIES)
        self.changes.stories.add(n)
        self.changes.story_ids.update(each.id for each in (old, story) if each)
        if new is None:
            self.batch.add(_FORGET, [(n,)])
        else:
            self.batch.add(_PUT, [(n, *new)])
        was, now = [
            (each.published, each.id) if each and each.several else None for each in (row, new)
        ]
        if was != now:
            for each in (was, now):
                if each is not None:
                    self.changes.moved(STORIES, *each)
        self._delay(n, old, story)

    def _row(self, story: Story, told: Sequence[StoryMember]) -> _StoryRow:
        several = int(len(story.record_ids) + len(story.entries) > 1)
        rank = _rank(story, told, self.half_life_hours)
        return _StoryRow(story.id, told[0].facts.published, several, rank, encode(story))

    def _delay(self, n: int, old: Story | None, new: Story | None) -> None:
        """Of each provider how long it came after the first, where the hours are known."""
        was, now = delays(old), delays(new)
        gone, come = was.items() - now.items(), now.items() - was.items()
        provider = self.provider
        self.batch.add(_UNDELAY, [(provider(slug), delay, n) for slug, delay in gone])
        self.batch.add(_DELAY, [(provider(slug), delay, n) for slug, delay in come])
        self.changes.providers.update([provider(slug) for slug, _ in gone | come])

    def _place(self, told: Sequence[StoryMember], known: _StoredRows) -> None:
        """The story stands in each topic where its first record there does."""
        first: dict[int, tuple[int, str]] = {}
        newest_last = sorted(told, key=lambda each: (-each.facts.published, each.id), reverse=True)
        for each in newest_last:
            place = (each.facts.published, each.id)
            for t in dict.fromkeys(
                [self.topic(self.aliases.topic(slug)) for slug, _ in each.facts.topics]
            ):
                is_first = int(first.setdefault(t, place) == place)
                if known.places[(t, *place)] != is_first:
                    self.batch.add(_PLACE, [(is_first, t, *place)])
                    self.changes.moved(("places", t), *place)


_CHUNK = 2_000
"""Stories that are read and written at once."""
_MOVE = "UPDATE shown SET story = ? WHERE n = ?"
_FORGET = "DELETE FROM stories WHERE n = ?"
_PUT = "REPLACE INTO stories VALUES (?, ?, ?, ?, ?, ?)"
_UNDELAY = "DELETE FROM delays WHERE provider = ? AND delay = ? AND story = ?"
_DELAY = "INSERT INTO delays VALUES (?, ?, ?)"
_PLACE = "UPDATE memberships SET place = ? WHERE topic = ? AND published = ? AND id = ?"


def _size(data: bytes) -> int:
    return len(_decode(data).record_ids)


def _entries(told: Sequence[StoryMember]) -> list[tuple[StoryMember, int]]:
    """What the records' lists name that is no record of the site, each article once."""
    listed = [
        (each, place, entry.keys)
        for each in told
        for place, (entry, own) in enumerate(zip(each.entries, each.resolved, strict=True))
        if not own
    ]
    if len(told) == 1:
        return [(each, place) for each, place, _ in listed]
    seen: set[int] = set()
    found = []
    for each, place, keys in listed:
        if seen.isdisjoint(keys):
            found.append((each, place))
        seen.update(keys)
    return found


def _rank(story: Story, told: Sequence[StoryMember], half_life_hours: float) -> float:
    """The score of the story's lead, its age counted from 1970: in this order stories rank."""
    lead = next(each for each in told if each.id == story.lead)
    heat = story.heat_of(lead)
    weight = math.log2(heat + 2 if heat >= 0 else 1)
    return weight + lead.facts.published / _HOUR / half_life_hours


def delays(story: Story | None) -> Mapping[str, int]:
    """Provider → microseconds after the first article of a story that several providers tell.

    Only articles whose hour is known count.
    """
    if story is None or len(story.arrivals) < 2:
        return {}
    known = [arrival for arrival in story.arrivals if not arrival.day_only]
    if len(known) < 2:
        return {}
    start = micros(known[0].at)
    return {arrival.provider: micros(arrival.at) - start for arrival in known}
