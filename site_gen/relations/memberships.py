"""The rows by which a shown record is found: its topics, its provider, whom its list names.

Only rows that differ from those of before are written; whoever they concern is noted.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from site_gen.model.facts import RecordFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.batch import Batch
from site_gen.relations.changes import LATEST, RelationChanges
from site_gen.relations.duplicates import ShownRecord, decode_facts
from site_gen.store import Store

DAY = 86_400_000_000
_CHUNK = 2_000
"""Records whose rows are read and written at once, so that memory does not grow with the site."""
ALONE = "none"
"""What ``story`` says of a record that belongs to no story."""

Row = tuple[Any, ...]


class RowNumbers:
    """Numbers of topics or providers by their slugs; new ones are given as they are asked for."""

    def __init__(self, store: Store, table: str, column: str) -> None:
        self._store = store
        self._insert = f"INSERT INTO {table} (slug) VALUES (?) RETURNING {column}"  # noqa: S608
        self._select = f"SELECT {column} FROM {table} WHERE slug = ?"  # noqa: S608
        self._known: dict[str, int] = {}

    def __call__(self, slug: str) -> int:
        number = self._known.get(slug)
        if number is None:
            number = self._store.value(self._select, slug)
            if number is None:
                number = self._store.value(self._insert, slug)
            self._known[slug] = number
        return number


class MembershipWriter:
    """Writes the rows of shown records."""

    def __init__(
        self, store: Store, aliases: Aliases, window_hours: float, changes: RelationChanges
    ):
        self.store = store
        self.before: Aliases = aliases
        self.aliases = aliases
        self.changes = changes
        self.topic = RowNumbers(store, "topics", "t")
        self.provider = RowNumbers(store, "providers", "p")
        self.block = partial(block_number, window_hours)
        self.batch = Batch(
            store, _HIDE, _SHOW, _COUNT, _LEAVE, _JOIN, _UNNAME, _NAME, _UNLIST, _LIST
        )
        self._leaving: list[tuple[int, int, str]] = []

    def link(self, shown: ShownRecord, before: Aliases) -> None:
        """Bring all rows up to date; ``before`` are the aliases by which they were written."""
        self.before = before
        for n, known, _ in self._facts(shown.removed):
            self._replace(n, known, None)
        self._left()
        self.batch.run()
        updated = sorted(shown.updated)
        for start in range(0, len(updated), _CHUNK):
            for n, known, facts in self._facts(updated[start : start + _CHUNK]):
                self._replace(n, known, shown.merged.get(n, facts))
            self._left()
            self.batch.run()

    def _facts(self, numbers: Iterable[int]) -> list[tuple[int, bytes | None, bytes | None]]:
        """Of each record what it said when it was related last, and what it says by itself."""
        with self.store.set_of(numbers) as some:
            return self.store.execute(
                f"SELECT x, s.facts, r.facts FROM {some} "  # noqa: S608
                "LEFT JOIN shown s ON s.n = x LEFT JOIN records r ON r.n = x"
            ).fetchall()

    def _replace(self, n: int, before: bytes | None, now: bytes | None) -> None:
        old = decode_facts(before) if before else None
        new = decode_facts(now) if now else None
        self._place(n, old, new, now)
        self._memberships(n, old, new)
        self._mentions(n, old, new)

    def _place(
        self, n: int, old: RecordFacts | None, new: RecordFacts | None, data: bytes | None
    ) -> None:
        """The record itself, in the list of all and in that of its provider."""
        was, now = _stand(old, self.before), _stand(new, self.aliases)
        for each, by in ((was, -1), (now, 1)):
            if each is None or was == now:
                continue
            published, id_, slug = each
            p = self.provider(slug)
            self.changes.providers.add(p)
            self.changes.moved(("provider", p), published, id_)
            if was is None or now is None or was[:2] != now[:2]:
                self.changes.moved(LATEST, published, id_)
                self.changes.days.add(published // DAY)
                self.batch.add(_COUNT, [(published // DAY, by)])
        if _own_name(old) != _own_name(new):
            self.changes.providers.update(self.provider(each[2]) for each in (was, now) if each)
        if old and new and (old.quality, old.changed) != (new.quality, new.changed):
            self.changes.days.add(new.published // DAY)
        if new is None:
            self.batch.add(_HIDE, [(n,)])
            return
        is_alone = new.story.casefold() == ALONE
        block = None if is_alone else self.block(new.published)
        p = self.provider(self.aliases.provider(new.provider.mark))
        hand = "" if is_alone else new.story
        self.batch.add(_SHOW, [(n, new.id, new.published, new.changed, p, block, hand, data)])

    def _memberships(self, n: int, old: RecordFacts | None, new: RecordFacts | None) -> None:
        was = _topic_rows(old, self.before, self.topic)
        now = _topic_rows(new, self.aliases, self.topic)
        if was == now and old is not None:
            return
        self._leaving += was.keys() - now.keys()
        self.changes.topics.update(row[0] for row, _ in was.items() ^ now.items())
        for row in was.keys() ^ now.keys():
            self.changes.moved(("topic", row[0]), row[1], row[2])
        if new and was.keys() != now.keys():  # its provider may have other main topics
            self.changes.providers.add(self.provider(self.aliases.provider(new.provider.mark)))
        self.batch.add(
            _JOIN,
            [(*row, n, spelling) for row, spelling in now.items() if was.get(row) != spelling],
        )

    def _left(self) -> None:
        """Records leave topics; a story that stood there by one of them may stand elsewhere."""
        for row in self._leaving:
            place = self.store.value(
                "SELECT place FROM memberships WHERE topic = ? AND published = ? AND id = ?", *row
            )
            if place:
                self.changes.moved(("places", row[0]), row[1], row[2])
        self.batch.add(_LEAVE, self._leaving)
        self._leaving = []

    def _mentions(self, n: int, old: RecordFacts | None, new: RecordFacts | None) -> None:
        was = _mention_rows(old, n, self.before, self.provider)
        now = _mention_rows(new, n, self.aliases, self.provider)
        # Which of them are records of the site is looked at afterwards.
        if was != now:
            self.batch.add(_UNNAME, [row[:4] for row in was - now])
            self.batch.add(_NAME, now - was)
            self.changes.providers.update(row[0] for row in was ^ now)
        if old is not None:
            named = _names(old, self.before) ^ _names(new, self.aliases)
            self.changes.providers.update(self.provider(slug) for slug, *_ in named)
        old_keys = {key for entry in old.shown for key in entry.keys} if old else set()
        new_keys = {key for entry in new.shown for key in entry.keys} if new else set()
        if old_keys != new_keys:
            self.batch.add(_UNLIST, [(key, n) for key in old_keys - new_keys])
            self.batch.add(_LIST, [(key, n) for key in new_keys - old_keys])


_HIDE = "DELETE FROM shown WHERE n = ?"
_SHOW = (
    "INSERT INTO shown (n, id, published, changed, provider, block, hand, facts) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET "
    "published = excluded.published, changed = excluded.changed, "
    "provider = excluded.provider, block = excluded.block, hand = excluded.hand, "
    "facts = excluded.facts"
)
_COUNT = (
    "INSERT INTO days VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET "
    "records = records + excluded.records"
)
_LEAVE = "DELETE FROM memberships WHERE topic = ? AND published = ? AND id = ?"
_JOIN = (
    "INSERT INTO memberships (topic, published, id, n, spelling) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET n = excluded.n, spelling = excluded.spelling"
)
_UNNAME = "DELETE FROM mentions WHERE provider = ? AND published = ? AND n = ? AND place = ?"
_NAME = "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, 0, ?, ?)"
_UNLIST = "DELETE FROM listed_keys WHERE key = ? AND n = ?"
_LIST = "INSERT INTO listed_keys VALUES (?, ?)"


def _stand(facts: RecordFacts | None, aliases: Aliases) -> tuple[int, str, str] | None:
    """Where a record stands in lists, and whose it is."""
    if facts is None:
        return None
    return facts.published, facts.id, aliases.provider(facts.provider.mark)


def _own_name(facts: RecordFacts | None) -> tuple[object, ...]:
    """What a record says of its own provider; where pictures come with it, by its digest."""
    if facts is None:
        return ()
    ref = facts.provider
    return ref.name, ref.domain, ref.logo, facts.digest if ref.logo else ""


def _topic_rows(
    facts: RecordFacts | None, aliases: Aliases, number: RowNumbers
) -> dict[tuple[int, int, str], str]:
    """Topic and place of a record → how it spells the topic."""
    rows: dict[tuple[int, int, str], str] = {}
    for slug, spelling in facts.topics if facts else ():
        t = number(aliases.topic(slug))
        rows.setdefault((t, facts.published, facts.id), spelling)  # type: ignore[union-attr]
    return rows


def _mention_rows(
    facts: RecordFacts | None, n: int, aliases: Aliases, number: RowNumbers
) -> set[Row]:
    if facts is None:
        return set()
    published = facts.published
    return {
        (
            number(aliases.provider(entry.provider.mark)),
            published,
            n,
            place,
            entry.at,
            int(entry.provider.logo),
            _packed(entry.keys),
        )
        for place, entry in enumerate(facts.shown)
    }


def _names(facts: RecordFacts | None, aliases: Aliases) -> set[tuple[str, str, str, str]]:
    """What the list of a record says of providers; where pictures come with them, by its digest."""
    refs = [entry.provider for entry in facts.shown] if facts else []
    return {
        (aliases.provider(ref.mark), ref.name, ref.domain, facts.digest if ref.logo else "")  # type: ignore[union-attr]
        for ref in refs
    }


def _packed(keys: Iterable[int]) -> bytes:
    return b"".join([key.to_bytes(8, "little", signed=True) for key in keys])


def block_number(window_hours: float, published: int) -> int:
    """The number of the block, counted from 1970, that a record was published in."""
    return int(published / 1_000_000 // (window_hours / BLOCKS * 3600))


BLOCKS = 5
"""Blocks in a window (``stories/blocks.py``)."""


def add_renamed(store: Store, shown: ShownRecord, topics: set[str], providers: set[str]) -> None:
    """Add the records that name a topic or provider for which these slugs stood or stand."""
    found: set[int] = set()
    for slug in topics:
        found.update(
            store.column(
                "SELECT m.n FROM topics t JOIN memberships m ON m.topic = t.t WHERE t.slug = ?",
                slug,
            )
        )
    for slug in providers:
        p = store.value("SELECT p FROM providers WHERE slug = ?", slug)
        if p is not None:
            found.update(store.column("SELECT n FROM shown WHERE provider = ?", p))
            found.update(store.column("SELECT n FROM mentions WHERE provider = ?", p))
    for n in found - shown.updated - shown.removed:
        data = store.value("SELECT facts FROM shown WHERE n = ?", n)
        if data:
            shown.updated.add(n)
            if decode_facts(data).others:
                shown.merged[n] = data
