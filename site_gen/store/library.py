"""What pages look at: records, stories, topics and providers, read from the store one by one.

Every look is recorded as a dependency of whatever is prepared (``dependencies.py``). Ids and
slugs that are not there raise KeyError: relations never name any.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from site_gen.dependencies import (
    DAY,
    LATEST,
    LIST,
    MONTH,
    PART,
    PARTS,
    PROVIDER,
    PROVIDER_NAME,
    PROVIDER_NAMES,
    PROVIDERS,
    RECORD,
    STORIES,
    STORY,
    TOPIC,
    TOPIC_NAME,
    TOPIC_NAMES,
    TOPICS,
    YEARS,
    Recorder,
    item,
)
from site_gen.instants import from_micros
from site_gen.model import (
    PageNote,
    Provider,
    ProviderSummary,
    Record,
    Related,
    ShownArticle,
    Story,
    Topic,
    TopicSummary,
)
from site_gen.model.facts import Relations
from site_gen.store import sitemap_parts

_KEPT = 8192
"""Articles, stories, topics and providers that stay in memory."""
_KEPT_LISTS = 1024
"""Lists that do; with ten entries each takes 10 kB. With 8,192 of them a build of 10,000 records
takes 2 % less time, one of 100,000 no less, and each process 90 MB more."""
_KEPT_TIMES = 65_536
_entries = msgspec.msgpack.Decoder(tuple[Related, ...]).decode
_record = msgspec.msgpack.Decoder(Record).decode
_relations = msgspec.msgpack.Decoder(Relations).decode
_story = msgspec.msgpack.Decoder(Story).decode
_topic = msgspec.msgpack.Decoder(Topic).decode
_provider = msgspec.msgpack.Decoder(Provider).decode

DAY_MICROS = 86_400_000_000


class Library:
    """The site's content as pages see it, over a connection to the store."""

    def __init__(self, db: sqlite3.Connection, recorder: Recorder | None = None) -> None:
        self.db = db
        self.recorder = recorder or Recorder()
        self._times = lru_cache(_KEPT_TIMES)(self._read_times)
        self._article = lru_cache(_KEPT)(self._read_article)
        self._related = lru_cache(_KEPT_LISTS)(self._read_related)
        self._story = lru_cache(_KEPT)(self._read_story)
        self._topic = lru_cache(_KEPT)(self._read_topic)
        self._provider = lru_cache(_KEPT)(self._read_provider)

    def _looked(self, kind: int, key: int) -> None:
        self.recorder.items.add(item(kind, key))

    # Records.

    def article(self, record_id: str) -> ShownArticle:
        """A record with its relations."""
        found = self._article(record_id)
        self._looked(RECORD, found.n)
        return found

    def record(self, record_id: str) -> Record:
        return self.article(record_id).record

    def relations(self, record_id: str) -> Relations:
        return self.article(record_id).relations

    def times(self, record_id: str) -> tuple[datetime, datetime]:
        """When a record was published, and when it was published or changed later."""
        n, published, changed = self._times(record_id)
        self._looked(RECORD, n)
        return published, changed

    def _read_times(self, record_id: str) -> tuple[int, datetime, datetime]:
        row = self.db.execute(
            "SELECT n, published, changed FROM shown WHERE id = ?", (record_id,)
        ).fetchone()
        if row is None:
            raise KeyError(record_id)
        return row[0], from_micros(row[1]), from_micros(row[2])

    def _read_article(self, record_id: str) -> ShownArticle:
        row = self.db.execute(
            "SELECT s.n, t.record, s.data FROM shown s JOIN texts t ON t.n = s.n WHERE s.id = ?",
            (record_id,),
        ).fetchone()
        if row is None:
            raise KeyError(record_id)
        return self._made(*row)

    def _made(self, n: int, text: bytes, data: bytes) -> ShownArticle:
        return ShownArticle(n, _record(text), _relations(data))

    def related(self, record_id: str) -> tuple[Related, ...]:
        """The entries of a record's list, each article once, itself never."""
        n = self.article(record_id).n
        self._looked(RECORD, n)
        return self._related(record_id)

    def _read_related(self, record_id: str) -> tuple[Related, ...]:
        entries, kept = self.listed(record_id), self._article(record_id).relations.kept
        return entries if kept is None else tuple([entries[place] for place in kept])

    def listed(self, record_id: str) -> tuple[Related, ...]:
        """All entries of its list and of those of the records that are the same article."""
        found = self._article(record_id)
        numbers = (found.n, *found.relations.others)
        return tuple([entry for n in numbers for entry in listed(self.db, n)])

    def articles(self) -> Iterator[ShownArticle]:
        """All of them, newest first; for what looks at the whole site, and records nothing."""
        rows = self.db.execute(
            "SELECT s.n, t.record, s.data FROM shown s JOIN texts t ON t.n = s.n "
            "ORDER BY s.published DESC, s.id"
        )
        return (self._made(*row) for row in rows)

    @cached_property
    def count(self) -> int:
        """How many records have a page."""
        return int(self.db.execute("SELECT COUNT(*) FROM shown").fetchone()[0])

    @cached_property
    def newest(self) -> datetime | None:
        """When the newest record was published: ages count from here."""
        row = self.db.execute("SELECT MAX(published) FROM shown").fetchone()
        return None if row[0] is None else from_micros(row[0])

    def newest_ids(self, limit: int = -1) -> list[str]:
        """Ids of the newest records, by time of publication, then id."""
        self._looked(LIST, LATEST)
        return self._ids("SELECT id FROM shown ORDER BY published DESC, id LIMIT ?", limit)

    def newest_first(self) -> Iterator[str]:
        """All of them, for who needs the first few that fit."""
        self._looked(LIST, LATEST)
        rows = self.db.execute("SELECT id FROM shown ORDER BY published DESC, id")
        return (id_ for (id_,) in rows)

    def _ids(self, sql: str, *values: Any) -> list[str]:
        return [row[0] for row in self.db.execute(sql, values)]

    # Stories.

    def story(self, story_id: str) -> Story:
        n, found = self._story(story_id)
        self._looked(STORY, n)
        return found

    def _read_story(self, story_id: str) -> tuple[int, Story]:
        row = self.db.execute(
            "SELECT st.n, st.data FROM shown s JOIN stories st ON st.n = s.n WHERE s.id = ?",
            (story_id,),
        ).fetchone()
        if row is None:
            raise KeyError(story_id)
        return row[0], _story(row[1])

    def story_of(self, record_id: str) -> Story:
        return self.story(self.relations(record_id).story)

    def heat_of(self, record: Record) -> int:
        """The record's own heat, else the one computed from its story; negative is unranked."""
        if record.heat is not None:  # and its story need not be read
            return record.heat
        return self.story_of(record.id).heat_of(record)

    def top_leads(self, count: int, margin: float) -> list[str]:
        """Ids of the leads of at least so many stories of the highest rank, and of all within
        ``margin`` of the last of these."""
        self._looked(LIST, STORIES)
        row = self.db.execute(
            "SELECT rank FROM stories ORDER BY rank DESC LIMIT 1 OFFSET ?", (count - 1,)
        ).fetchone()
        least = row[0] - margin if row else float("-inf")
        rows = self.db.execute("SELECT data FROM stories WHERE rank >= ?", (least,))
        return [_story(data).lead for (data,) in rows]

    # Topics.

    def topic(self, slug: str) -> Topic:
        """A topic with the size of its list."""
        t, found = self._topic(slug)
        self._looked(TOPIC, t)
        return found

    def topic_face(self, slug: str) -> TopicSummary:
        """What a topic is called and says of itself."""
        t, found = self._topic(slug)
        self._looked(TOPIC_NAME, t)
        return found

    def topic_name(self, slug: str) -> str:
        """The name of a topic, for whoever shows a record that has it."""
        return self._topic(slug)[1].name

    def _read_topic(self, slug: str) -> tuple[int, Topic]:
        row = self.db.execute(
            "SELECT t, data FROM topics WHERE slug = ? AND data IS NOT NULL", (slug,)
        ).fetchone()
        if row is None:
            raise KeyError(slug)
        return row[0], _topic(row[1])

    def topics(self) -> list[Topic]:
        """All topics that have a page, by slug."""
        self._looked(LIST, TOPICS)
        return self._all_topics()

    def topic_faces(self) -> list[TopicSummary]:
        """The same, for whoever shows no more than their names."""
        self._looked(LIST, TOPIC_NAMES)
        return [*self._all_topics()]

    def _all_topics(self) -> list[Topic]:
        rows = self.db.execute("SELECT data FROM topics WHERE data IS NOT NULL ORDER BY slug")
        return [_topic(data) for (data,) in rows]

    def places(self, slug: str) -> Iterator[str]:
        """For each story of the topic the first of its records that are on it; newest first."""
        t, _ = self._topic(slug)
        self._looked(TOPIC, t)
        rows = self.db.execute(
            "SELECT id FROM memberships INDEXED BY places WHERE topic = ? AND place = 1 "
            "ORDER BY published DESC, id",
            (t,),
        )
        return (id_ for (id_,) in rows)

    def topic_ids(self, slug: str, limit: int) -> list[str]:
        """Ids of the newest records of a topic."""
        t, _ = self._topic(slug)
        self._looked(TOPIC, t)
        return self._ids(
            "SELECT id FROM memberships WHERE topic = ? ORDER BY published DESC, id LIMIT ?",
            *(t, limit),
        )

    # Providers.

    def provider(self, slug: str) -> Provider:
        """A provider with what it has published."""
        p, found = self._provider(slug)
        self._looked(PROVIDER, p)
        return found

    def provider_face(self, slug: str) -> ProviderSummary:
        """What a provider is called and looks like."""
        p, found = self._provider(slug)
        self._looked(PROVIDER_NAME, p)
        return found

    def named_provider(self, slug: str) -> ProviderSummary:
        """The same, for whoever shows it with a record or story that names it."""
        return self._provider(slug)[1]

    def _read_provider(self, slug: str) -> tuple[int, Provider]:
        row = self.db.execute(
            "SELECT p, data FROM providers WHERE slug = ? AND data IS NOT NULL", (slug,)
        ).fetchone()
        if row is None:
            raise KeyError(slug)
        return row[0], _provider(row[1])

    def providers(self) -> list[Provider]:
        """All providers that have a page, by slug."""
        self._looked(LIST, PROVIDERS)
        return self._all_providers()

    def provider_faces(self) -> list[ProviderSummary]:
        """The same, for whoever shows no more than their names."""
        self._looked(LIST, PROVIDER_NAMES)
        return [*self._all_providers()]

    def _all_providers(self) -> list[Provider]:
        rows = self.db.execute("SELECT data FROM providers WHERE data IS NOT NULL ORDER BY slug")
        return [_provider(data) for (data,) in rows]

    def provider_ids(self, slug: str, limit: int) -> list[str]:
        """Ids of the newest records of a provider."""
        p, _ = self._provider(slug)
        self._looked(PROVIDER, p)
        return self._ids(
            "SELECT id FROM shown WHERE provider = ? ORDER BY published DESC, id LIMIT ?",
            *(p, limit),
        )

    def main_topics(self, slug: str) -> list[tuple[str, int]]:
        """The topics of a provider's records and how many of them each has, most first."""
        p, _ = self._provider(slug)
        self._looked(PROVIDER, p)
        return main_topics(self.db, p)

    # Days.

    def day_ids(self, day: int) -> list[str]:
        """Ids of the records of a day, counted from 1970; newest first."""
        self._looked(DAY, day)
        start = day * DAY_MICROS
        return self._ids(
            "SELECT id FROM shown WHERE published >= ? AND published < ? "
            "ORDER BY published DESC, id",
            *(start, start + DAY_MICROS),
        )

    def best_of_day(self, day: int) -> str:
        """Id of the record that stands for a day: of the best quality, then the earliest."""
        self._looked(DAY, day)
        start = day * DAY_MICROS
        row = self.db.execute(
            "SELECT s.id FROM shown s JOIN records r ON r.n = s.n "
            "WHERE s.published >= ? AND s.published < ? "
            "ORDER BY r.quality DESC, s.published, s.id LIMIT 1",
            (start, start + DAY_MICROS),
        ).fetchone()
        return str(row[0])

    def day_changed(self, day: int) -> datetime:
        """When the newest record of a day was published, or one of them changed later."""
        self._looked(DAY, day)
        start = day * DAY_MICROS
        row = self.db.execute(
            "SELECT MAX(changed) FROM shown WHERE published >= ? AND published < ?",
            (start, start + DAY_MICROS),
        ).fetchone()
        return from_micros(row[0])

    def days(self, first: int, after: int) -> list[tuple[int, int]]:
        """Days from ``first`` to the one before ``after`` that have records, and how many."""
        return self.db.execute(
            "SELECT day, records FROM days WHERE day >= ? AND day < ? ORDER BY day DESC",
            (first, after),
        ).fetchall()

    def looked_at_month(self, month: int) -> None:
        """Whoever shows a month (``year * 12 + month - 1``) depends on its days' counts."""
        self._looked(MONTH, month)

    def looked_at_years(self) -> None:
        """Whoever shows all years depends on every count."""
        self._looked(LIST, YEARS)

    # Sitemaps.

    def parts(self) -> list[tuple[str, int, datetime | None]]:
        """The parts of pages, how many pages each has, and when the newest changed."""
        self._looked(LIST, PARTS)
        return sitemap_parts.parts(self.db)

    def in_part(self, part: str) -> list[tuple[str, datetime | None]]:
        """Addresses within the site of the pages of a part, in their order, and when each changed.

        Articles are in the order of publication, lists from their oldest page on.
        """
        self._looked(PART, sitemap_parts.part_key(part))
        return sitemap_parts.in_part(self.db, part, [page.slug for page in self.pages])

    # The rest.

    def duplicates(self) -> Iterator[tuple[str, str]]:
        """Record id → the record that is shown in its place, for those not shown themselves."""
        return self.db.execute(
            "SELECT r.id, s.id FROM records r JOIN shown s ON s.n = r.main "
            "WHERE r.main <> r.n ORDER BY r.id"
        )

    @cached_property
    def pages(self) -> tuple[PageNote, ...]:
        """The site's own pages, in the order of its footer."""
        row = self.db.execute("SELECT value FROM meta WHERE name = 'pages'").fetchone()
        return msgspec.msgpack.decode(row[0], type=tuple[PageNote, ...]) if row else ()


def listed(db: sqlite3.Connection, n: int) -> tuple[Related, ...]:
    """All entries of the list of a record."""
    row = db.execute("SELECT related FROM texts WHERE n = ?", (n,)).fetchone()
    return _entries(row[0])


def main_topics(db: sqlite3.Connection, provider: int) -> list[tuple[str, int]]:
    """Slugs of the topics of a provider's records and how many of these each has, most first."""
    return db.execute(
        "SELECT t.slug, COUNT(*) AS records FROM shown s "
        "JOIN memberships m ON m.n = s.n JOIN topics t ON t.t = m.topic "
        "WHERE s.provider = ? GROUP BY t.slug ORDER BY records DESC, t.slug",
        (provider,),
    ).fetchall()
