"""Queries for records with their relations, and for their stories."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from site_gen.dependencies import LATEST, LIST, RECORD, STORIES, STORY, Recorder
from site_gen.instants import from_micros, micros
from site_gen.model import Record, Related, ShownArticle, Story
from site_gen.model.facts import Relations
from site_gen.store.queries import CACHE_SIZE, Queries

_RELATED_CACHE_SIZE = 1024
"""Related lists that stay in memory; one of ten entries takes 10 kB. With 8,192 of them a build of
10,000 records takes 2 % less time, one of 100,000 no less, and each process 90 MB more."""
_TIMES_CACHE_SIZE = 65_536

_decode_related = msgspec.msgpack.Decoder(tuple[Related, ...]).decode
_decode_record = msgspec.msgpack.Decoder(Record).decode
_decode_relations = msgspec.msgpack.Decoder(Relations).decode
_decode_story = msgspec.msgpack.Decoder(Story).decode

_ARTICLES = "SELECT s.n, t.record, s.data FROM shown s JOIN texts t ON t.n = s.n "


_RANKED = "SELECT rank, pin, buried, data FROM stories"
_SINCE = (
    "SELECT st.rank, st.pin, st.buried, st.n FROM (SELECT DISTINCT story FROM shown "
    "INDEXED BY shown_published WHERE published > ?) CROSS JOIN stories st ON st.n = story"
)


class RankedStory(NamedTuple):
    """What decides about the place of a story among others."""

    lead: str
    rank: float
    """Its score, with the age counted from 1970."""
    pin: int | None
    """Until when it is pinned; None if it is not, or no longer."""
    buried: bool


class ArticleQueries(Queries):
    """Records that have a page, and stories. Unknown ids raise KeyError."""

    def __init__(self, db: sqlite3.Connection, recorder: Recorder | None = None) -> None:
        super().__init__(db, recorder)
        self._times = lru_cache(_TIMES_CACHE_SIZE)(self._read_times)
        self._article = lru_cache(CACHE_SIZE)(self._read_article)
        self._related = lru_cache(_RELATED_CACHE_SIZE)(self._read_related)
        self._story = lru_cache(CACHE_SIZE)(self._read_story)

    def article(self, record_id: str) -> ShownArticle:
        """A record with its relations."""
        article = self._article(record_id)
        self._depend_on(RECORD, article.row_id)
        return article

    def record(self, record_id: str) -> Record:
        return self.article(record_id).record

    def relations(self, record_id: str) -> Relations:
        return self.article(record_id).relations

    def times(self, record_id: str) -> tuple[datetime, datetime]:
        """When a record was published, and when it was published or changed later."""
        n, published, changed = self._times(record_id)
        self._depend_on(RECORD, n)
        return published, changed

    def _read_times(self, record_id: str) -> tuple[int, datetime, datetime]:
        row = self.db.execute(
            "SELECT n, published, changed FROM shown WHERE id = ?", (record_id,)
        ).fetchone()
        if row is None:
            raise KeyError(record_id)
        return row[0], from_micros(row[1]), from_micros(row[2])

    def _read_article(self, record_id: str) -> ShownArticle:
        row = self.db.execute(f"{_ARTICLES} WHERE s.id = ?", (record_id,)).fetchone()
        if row is None:
            raise KeyError(record_id)
        return _article(*row)

    def articles(self) -> Iterator[ShownArticle]:
        """All articles, newest first; records no dependency."""
        rows = self.db.execute(f"{_ARTICLES} ORDER BY s.published DESC, s.id")
        return (_article(*row) for row in rows)

    def duplicates(self) -> Iterator[tuple[str, str]]:
        """Id of a record that is the same article as another → id of the one that is shown."""
        return self.db.execute(
            "SELECT r.id, s.id FROM records r JOIN shown s ON s.n = r.main "
            "WHERE r.main <> r.n ORDER BY r.id"
        )

    # Related entries.

    def related(self, record_id: str) -> tuple[Related, ...]:
        """The related entries that are shown: each article once, the record itself never."""
        self._depend_on(RECORD, self.article(record_id).row_id)
        return self._related(record_id)

    def _read_related(self, record_id: str) -> tuple[Related, ...]:
        entries = self.all_related(record_id)
        positions = self._article(record_id).relations.shown_positions
        return entries if positions is None else tuple([entries[i] for i in positions])

    def all_related(self, record_id: str) -> tuple[Related, ...]:
        """All entries of a record's related list and of those of its duplicates."""
        article = self._article(record_id)
        numbers = (article.row_id, *article.relations.duplicates)
        return tuple([entry for n in numbers for entry in read_related(self.db, n)])

    # Stories.

    def story(self, story_id: str) -> Story:
        n, story = self._story(story_id)
        self._depend_on(STORY, n)
        return story

    def _read_story(self, story_id: str) -> tuple[int, Story]:
        row = self.db.execute(
            "SELECT st.n, st.data FROM shown s JOIN stories st ON st.n = s.n WHERE s.id = ?",
            (story_id,),
        ).fetchone()
        if row is None:
            raise KeyError(story_id)
        return row[0], _decode_story(row[1])

    def story_of(self, record_id: str) -> Story:
        return self.story(self.relations(record_id).story)

    def heat_of(self, record: Record) -> int:
        """The record's heat, else the one computed from its story; negative is unranked."""
        if record.heat is not None:  # the story need not be read
            return record.heat
        return self.story_of(record.id).heat_of(record)

    def top_leads(self, count: int) -> list[RankedStory]:
        """All pinned stories, the ``count`` others of the highest rank, and if there are fewer, as
        many buried ones; also all of the same rank as the last. In no order."""
        self._depend_on(LIST, STORIES)
        rows = self.db.execute(f"{_RANKED} WHERE pin IS NOT NULL").fetchall()
        for others in ("pin IS NULL AND buried = 0", "pin IS NULL AND buried = 1"):
            if count > 0:
                found = self._of_highest_rank(others, count)
                count -= len(found)
                rows += found
        return [_ranked(*row) for row in rows]

    def _of_highest_rank(self, which: str, count: int) -> list[tuple[Any, ...]]:
        row = self.db.execute(
            f"SELECT rank FROM stories WHERE {which} ORDER BY rank DESC LIMIT 1 OFFSET ?",  # noqa: S608
            (count - 1,),
        ).fetchone()
        sql = f"{_RANKED} WHERE {which} AND rank >= ?"
        return self.db.execute(sql, (row[0] if row else float("-inf"),)).fetchall()

    def leads_since(self, instant: datetime, count: int) -> list[RankedStory]:
        """The first ``count`` of the stories that have a record after an instant: pinned ones
        before others, buried ones last, each by rank; also all of the same rank as the last. In no
        order."""
        self._depend_on(LIST, LATEST)
        self._depend_on(LIST, STORIES)
        rows = self.db.execute(_SINCE, (micros(instant),)).fetchall()
        places = sorted([(row[1] is None, row[2], -row[0], row[3]) for row in rows])
        last = places[:count][-1][:3] if places else ()
        chosen = [n for *place, n in places if tuple(place) <= last]
        one = f"{_RANKED} WHERE n = ?"
        return [_ranked(*self.db.execute(one, (n,)).fetchone()) for n in chosen]

    def all_ranked(self) -> list[RankedStory]:
        """All stories; records no dependency."""
        return [_ranked(*row) for row in self.db.execute(_RANKED)]


def _ranked(rank: float, pin: int | None, buried: int, data: bytes) -> RankedStory:
    return RankedStory(_decode_story(data).lead, rank, pin, bool(buried))


def _article(n: int, record: bytes, relations: bytes) -> ShownArticle:
    return ShownArticle(n, _decode_record(record), _decode_relations(relations))


def read_related(db: sqlite3.Connection, n: int) -> tuple[Related, ...]:
    """All entries of a record's related list."""
    row = db.execute("SELECT related FROM texts WHERE n = ?", (n,)).fetchone()
    return _decode_related(row[0])
