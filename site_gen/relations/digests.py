"""The news digest of each finished day and week: what its top stories are.

A digest is made from the records of its time alone, so that later ones leave it as it is
(docs/decisions/0037-digests.md). A day or week is finished when there is an article of a later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from site_gen import dependencies as items
from site_gen import ranking
from site_gen.config import SiteConfig
from site_gen.model import CoverageRef, Story
from site_gen.model.digests import NewsDigest
from site_gen.relations.aliases import Aliases
from site_gen.relations.changes import RelationChanges
from site_gen.relations.day_clusters import DayClusters
from site_gen.relations.duplicates import decode_facts
from site_gen.relations.heat import FULL
from site_gen.relations.story_members import StoryMember, StoryRules, entries_of, member_of
from site_gen.store import Store, encode
from site_gen.stories.blocks import BLOCKS, REACH, block_at
from site_gen.zones import Zone

_RECORDS = (
    "SELECT n, block, story_name FROM shown "
    "WHERE published >= ? AND published < ? ORDER BY published, id"
)
_BURIED = "SELECT data FROM stories WHERE buried = 1 OR pin IS NOT NULL"
_ALL_DAYS = (-800_000, 4_000_000)
_EARLIEST, _LATEST = -6e10, 2.5e11
"""Seconds since 1970 that are near the ends of the calendar."""
_CACHE_SIZE = 10_000
_CANDIDATES = 2
"""From so many times the stories of a digest they are chosen, to break up runs of one provider."""
_decode_story = msgspec.msgpack.Decoder(Story).decode


class DigestChanges(NamedTuple):
    """What may change digests."""

    records: Iterable[int]
    """Shown records that are new or have changed."""
    removed: Iterable[int]
    blocks: Iterable[int]
    """Blocks of time that have, or had, changed records."""


def update(
    store: Store,
    aliases: Aliases,
    config: SiteConfig,
    rules: StoryRules,
    changes: RelationChanges,
    changed: DigestChanges,
) -> None:
    """Make the digests again that may have changed, if the site has digests."""
    if config.digest.pages:
        DigestWriter(store, aliases, config, rules).update(changed, changes)


class _Candidate(NamedTuple):
    """The records of a story of a digest, and what it is ordered by."""

    heat: int
    """The highest own heat of its records, and at least ``FULL`` for each other outlet."""
    slugs: set[str]
    """The outlets of its records and of the related entries that count."""
    others: set[int]
    """Keys of these entries, one of each."""
    members: Sequence[StoryMember]
    entries: Sequence[Sequence[int]]
    """For each record the positions of the related entries that count. Those that are records of a
    later time among them."""

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The newest of stories with the same heat and as many outlets comes first."""
        last = self.members[-1]
        return -self.heat, -len(self.slugs), -last.facts.published, last.id


class DigestWriter:
    """Writes the digests that have changed."""

    def __init__(
        self, store: Store, aliases: Aliases, config: SiteConfig, rules: StoryRules
    ) -> None:
        self.store = store
        self.aliases = aliases
        self.zone: Zone = rules.zone
        self.half_life = rules.half_life_hours
        self.limit = config.digest.stories
        self.per_provider = config.ranking.per_provider
        self.window = config.stories.window_hours
        self.clusters = DayClusters(store)
        self._member = lru_cache(_CACHE_SIZE)(self._read_member)
        self._buried: tuple[int, ...] | None = None

    def update(self, changed: DigestChanges, changes: RelationChanges) -> None:
        """Make the digests again that may have changed."""
        newest = self.store.value("SELECT MAX(published) FROM shown")
        end = self.zone.day_number(newest) if newest is not None else 0
        before = self.store.get("digests_end", int)
        days, weeks = self._affected(self._spans(changed, changes.days, before, end))
        self.store.set("digests_end", end)
        due = [*((day + 1, 0, day) for day in days), *((day + 7, 1, day) for day in weeks)]
        for after, is_weekly, number in sorted(due):  # a week after its days, of which it has read
            digest = self.digest(number, after - number) if after <= end else None
            self._write(is_weekly, number, digest, changes)
        for is_weekly, length in ((0, 1), (1, 7)):
            self._remove_unfinished(is_weekly, end - length, changes)

    def _spans(
        self, changed: DigestChanges, changed_days: Iterable[int], before: int | None, end: int
    ) -> Iterator[tuple[int, int]]:
        """First days, and days after the last, between which digests may have changed.

        A removed record that was alone in its story is only known by its day.
        """
        if before is None:
            yield _ALL_DAYS
            return
        yield min(before, end), max(before, end)
        yield from ((day, day + 1) for day in changed_days)
        day_number = self.zone.day_number
        for block in {*changed.blocks}:
            first, after = map(self._begin, (block, block + 2 * REACH + 1))
            yield day_number(first), day_number(after) + 1
        with self.store.temp_table((*changed.records, *changed.removed)) as table:
            for sql in (_OWN_TIMES, _SOURCE_TIMES):
                for published in self.store.column(sql.format(table)):
                    yield day_number(published), day_number(published) + 1

    def _begin(self, block: int) -> int:
        """The instant at which a block of time begins, in microseconds."""
        length = min(self.window / BLOCKS * 3600, _LATEST)
        return int(max(_EARLIEST, min(block * length, _LATEST))) * 1_000_000

    def _affected(self, spans: Iterable[tuple[int, int]]) -> tuple[set[int], set[int]]:
        """The days in these spans that have records or had some, and the weeks that they reach
        into."""
        days: set[int] = set()
        weeks: set[int] = set()
        for first, after in _joined(spans):
            days.update(self.store.column(_DAYS, first, after))
            days.update(self.store.column(_WRITTEN, 0, first, after))
            first_week, after_weeks = monday(first), monday(after - 1) + 7
            weeks.update(map(monday, self.store.column(_DAYS, first_week, after_weeks)))
            weeks.update(self.store.column(_WRITTEN, 1, first_week, after_weeks))
        return days, weeks

    def _write(
        self, is_weekly: int, number: int, digest: NewsDigest | None, changes: RelationChanges
    ) -> None:
        data = encode(digest) if digest and digest.stories else None
        key = (is_weekly, number)
        if data == self.store.value(_DATA, *key):
            return
        if data is None:
            self.store.execute("DELETE FROM digests WHERE weekly = ? AND number = ?", key)
        else:
            self.store.execute("REPLACE INTO digests VALUES (?, ?, ?)", (*key, data))
        changes.digests.add(key)
        changes.add_list(items.DIGESTS)

    def _remove_unfinished(self, is_weekly: int, last: int, changes: RelationChanges) -> None:
        """Remove digests of days and weeks that are not finished any more."""
        sql = "SELECT number FROM digests WHERE weekly = ? AND number > ?"
        for number in self.store.column(sql, is_weekly, last):
            self._write(is_weekly, number, None, changes)

    # One digest.

    def digest(self, first: int, length: int) -> NewsDigest:
        """The digest of so many days from this one on."""
        begin, after = self.zone.bounds(first)[0], self.zone.bounds(first + length - 1)[1]
        rows = self.store.execute(_RECORDS, (begin, after)).fetchall()
        members = {n: self._member(n) for n, *_ in rows}
        blocks = {n: block for n, block, _ in rows}
        names = {n: name for n, _, name in rows if name}
        earliest = block_at(self.window, begin) - REACH
        last = block_at(self.window, after - 1)
        groups = self.clusters.groups(blocks, names, earliest, last, self.buried())
        ranked = [self._ranked([members[n] for n in group], begin, after) for group in groups]
        chosen = self._chosen(sorted(ranked, key=lambda story: story.order))
        slugs: set[str] = set().union(*[story.slugs for story in ranked])
        others: set[int] = set().union(*[story.others for story in ranked])
        return NewsDigest(tuple(chosen), len(members) + len(others), len(slugs))

    def _read_member(self, n: int) -> StoryMember:
        sql = "SELECT facts, resolved FROM shown WHERE n = ?"
        facts, resolved = self.store.execute(sql, (n,)).fetchone()
        return member_of(n, facts, resolved, self.aliases)

    def buried(self) -> tuple[int, ...]:
        """All shown records that an editor has buried."""
        if self._buried is None:
            ids = [
                id_ for data in self.store.column(_BURIED) for id_ in _decode_story(data).record_ids
            ]
            sql = "SELECT n, facts FROM shown WHERE id = ?"
            rows = [self.store.execute(sql, (id_,)).fetchone() for id_ in ids]
            self._buried = tuple(n for n, facts in rows if decode_facts(facts).buried)
        return self._buried

    def _ranked(self, members: list[StoryMember], begin: int, after: int) -> _Candidate:
        kept = [self._entries(member, begin, after) for member in members]
        slugs = {member.provider for member in members}
        others: set[int] = set()
        for member, positions in zip(members, kept, strict=True):
            for entry in [member.entries[place] for place in positions]:
                slugs.add(self.aliases.provider(entry.provider.key))
                others.update(entry.keys[:1])
        heats = [FULL * (len(slugs) - 1) if m.heat is None else m.heat for m in members]
        return _Candidate(max(heats), slugs, others, members, kept)

    def _entries(self, member: StoryMember, begin: int, after: int) -> list[int]:
        """Positions of the related entries that count: those of this time or without a time that
        are no record of the site; one that is a record of a later time is not one yet."""
        return [
            position
            for position, (entry, target) in enumerate(
                zip(member.entries, member.resolved, strict=True)
            )
            if (entry.published is None or begin <= entry.published < after)
            and (not target or self._member(target).facts.published >= after)
        ]

    def _chosen(self, ranked: Sequence[_Candidate]) -> Iterator[Story]:
        """The stories of the digest: the best, without long runs of one provider."""
        ranked = ranked[: self.limit * _CANDIDATES]
        leads = [self._lead(each) for each in ranked]
        ids, providers = [lead.id for lead in leads], [lead.provider for lead in leads]
        for place in ranking.vary(ids, providers, self.per_provider, self.limit):
            yield self._story(ranked[place], ids[place])

    def _lead(self, ranked: _Candidate) -> StoryMember:
        usual = FULL * (len(ranked.slugs) - 1)
        return ranking.lead(
            ranked.members,
            lambda member: usual if member.heat is None else member.heat,
            self.half_life,
        )

    def _story(self, ranked: _Candidate, lead: str) -> Story:
        """A story of the entries that count, at their positions in whole lists.

        Pages show a record of a later time in place of the entry that it is, as they do elsewhere:
        only by that record there is certain to be a page of its provider.
        """
        own = [
            member._replace(
                entries=[member.entries[position] for position in positions],
                resolved=[member.resolved[position] for position in positions],
            )
            for member, positions in zip(ranked.members, ranked.entries, strict=True)
        ]
        later = {n: self._member(n) for member in own for n in member.resolved if n}
        positions_of = dict(zip([member.id for member in own], ranked.entries, strict=True))
        entries = entries_of(own)
        slugs = {member.provider for member in (*own, *later.values())}
        for member, index in entries:
            slugs.add(self.aliases.provider(member.entries[index].provider.key))
        return Story(
            id=own[0].id,
            lead=lead,
            record_ids=tuple([member.id for member in (*own, *later.values())]),
            entries=tuple(
                [CoverageRef(each.id, positions_of[each.id][index]) for each, index in entries]
            ),
            providers=tuple(sorted(slugs)),
        )


_DAYS = "SELECT day FROM days WHERE day >= ? AND day < ?"
_WRITTEN = "SELECT number FROM digests WHERE weekly = ? AND number >= ? AND number < ?"
_DATA = "SELECT data FROM digests WHERE weekly = ? AND number = ?"
_OWN_TIMES = "SELECT published FROM {} CROSS JOIN shown ON n = x"
_SOURCE_TIMES = (
    "SELECT s.published FROM {} CROSS JOIN links l ON l.target = x JOIN shown s ON s.n = l.source"
)


def monday(day: int) -> int:
    """The first day of the ISO week of a day, both counted from 1970."""
    return day - (day + 3) % 7  # the first day of 1970 was a Thursday


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same days as fewer spans, each from its first day to before its last."""
    joined: list[tuple[int, int]] = []
    for first, after in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], after))
        else:
            joined.append((first, after))
    return iter(joined)
