"""What is to be done about each article: a record written, one revised, or nothing.

Nothing is written here. A record is revised where its source says something else than before
and the record still says what the source said then; what a person has changed stays, for good.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from site_gen.fetch.article_index import ArticleIndex, KnownArticle
from site_gen.fetch.article_keys import former_id_marks, id_marks, key_mark, title_mark, value_mark
from site_gen.fetch.existing_records import ExistingRecord, read_fields
from site_gen.fetch.ledger import LedgerLine, file_of, is_given
from site_gen.fetch.record_fields import fields_of
from site_gen.fetch.revisions import followed, news_of, time_of_change, whole_base
from site_gen.fetch.same_feed import FeedSiblings
from site_gen.fetch.shared_pages import is_other_entry
from site_gen.fetch.types import Article
from site_gen.instants import rfc3339
from site_gen.urls import record_stem

_MOST_IDS = 4
_MOST_ALSO = 4
"""Marks that a line may gain: a feed whose ids change with every answer must not change the
ledger every hour."""


class RecordAddition(msgspec.Struct, frozen=True):
    """A record that is to be written."""

    path: str
    """Within the content folder."""
    fields: dict[str, Any]


class RecordRevision(msgspec.Struct, frozen=True):
    """A record whose source has changed what it says."""

    path: str
    changes: dict[str, Any]
    """Field → new value."""
    before: LedgerLine
    """What is known of it as long as the file cannot be changed."""


class PlannedChanges(msgspec.Struct):
    """What is to be done about the articles of one source."""

    new: list[RecordAddition]
    revisions: list[RecordRevision]
    keys: list[str]
    """By which the ledger knows the source's articles."""
    remade: bool = False
    """Whether settings or this program have changed since: what is news may be none of the source,
    and no record gets the time of a change that it does not tell."""
    known: int = 0
    """Articles about which there is nothing to be done."""
    waiting: bool = False
    """Whether a record could not follow its source, such as one that a person is at work on: the
    source is read in full again, also if it says nothing new, until it can."""


class ChangePlanner:
    """Decides about one article after the other, and keeps the ledger's lines."""

    def __init__(
        self,
        content: Path,
        known: ArticleIndex,
        sources: Collection[str],
        limit: int,
        now: datetime,
    ) -> None:
        self.content = content
        self.known = known
        self.sources = sources
        """Marks of all sources of the configuration."""
        self.limit = limit
        self.now = now.replace(microsecond=0)
        self.changed: set[str] = set()
        """Files of the ledger that have changed."""
        self._met: set[str] = set()
        """Articles of which their source has spoken: what it says a second time does not count."""

    def decide(
        self, articles: Collection[Article], source: str, *, remade: bool = False
    ) -> PlannedChanges:
        """What is to be done about the articles of the source with this mark.

        ``remade``: they may differ from what they were because settings or this program do.
        """
        decided = PlannedChanges([], [], [], remade=remade)
        articles = [self._as_entry(article, source) for article in articles]
        listed = {key for article in articles for key in article.keys}
        beside = FeedSiblings(articles)
        beside.told = self._told(articles, source, listed)
        for article in articles:
            at = article.published_at or article.no_later_than or self.now
            found = self.known.find(article, source, at, listed, beside)
            if found is None:
                record, line = self._new(article, source, at)
                decided.new.append(record)
                self._keep(line)
                self._met.add(line.key)
                beside.told[line.record] = article
            elif found.by_headline and found.line:
                line = found.line
            else:
                line = found.line or self._adopted(article, source, found)
                line = self._widened(line, article, source)
                line = self._renamed(line, found.held)
                # Where the article has an entry of its own, one of its headline is another's.
                if line.key in article.keys or line.key not in listed:
                    line = self._revised(line, article, source, found.held, decided)
                if line != found.line:
                    self._keep(line)
            decided.keys.append(line.key)
        decided.known = len(articles) - len(decided.new) - len(decided.revisions)
        return decided

    def _as_entry(self, article: Article, source: str) -> Article:
        line = self.known.lines.get(article.key)
        return article.as_entry() if line and is_other_entry(article, line, source) else article

    def _told(
        self, articles: Iterable[Article], source: str, listed: Collection[str]
    ) -> dict[str, Article]:
        """Records of which the source speaks → as which of its articles, headlines aside."""
        told: dict[str, Article] = {}
        for article in articles:
            line, held = self.known.certain(article, source, listed)
            record = line.record if line else held.id if held else ""
            if record:
                told.setdefault(record, article)
        return told

    def undo(self, revision: RecordRevision) -> None:
        """A revision that could not be made: the ledger says what it said before."""
        self._keep(revision.before)

    def _keep(self, line: LedgerLine) -> None:
        self.known.keep(line)
        self.changed.add(line.file)

    def _new(
        self, article: Article, source: str, at: datetime
    ) -> tuple[RecordAddition, LedgerLine]:
        fields = fields_of(article, self.now)
        stem = record_stem(at, article.title)
        own = key_mark(article.key)
        for length in range(len(own) + 1):  # 0: no other article of the day is called so
            name = f"{stem}-{own[:length]}" if length else stem
            if name.casefold() not in self.known.taken:
                break
        record = RecordAddition(f"news/{at:%Y/%m/%d}/{name}.md", fields)
        return record, self._line(article, source, name, at, whole_base(fields))

    def _line(
        self, article: Article, source: str, record: str, at: datetime, base: Mapping[str, str]
    ) -> LedgerLine:
        provider_key, key = article.provider_key, article.key
        return LedgerLine(
            key=key,
            record=record,
            at=at,
            file=file_of(self.now),
            source=source,
            same=title_mark(provider_key, article.title),
            ids=id_marks(provider_key, source, article.feed_id),
            also=tuple(key_mark(other) for other in article.keys if other != key)[:_MOST_ALSO],
            base=dict(base),
        )

    def _adopted(self, article: Article, source: str, found: KnownArticle) -> LedgerLine:
        """The line of a record that ``fetch`` did not write, or was killed after writing."""
        held = found.held
        assert held is not None  # noqa: S101  found by the one or the other
        at = held.published_at or article.published_at or self.now
        base = self._own_base(article, held)
        line = self._line(article, source, held.id, at, base)
        return line if base else msgspec.structs.replace(line, source="")

    def _own_base(self, article: Article, held: ExistingRecord) -> dict[str, str]:
        """What is known of a record's fields, if they are just what would be written now."""
        fields = self._fields(held)
        wanted = fields_of(article, self.now)
        if article.published_at is None and "publishedDateTime" in fields:
            wanted["publishedDateTime"] = fields["publishedDateTime"]
        return whole_base(wanted) if fields == wanted else {}

    def _fields(self, held: ExistingRecord) -> dict[str, Any]:
        return read_fields(self.content, held.path, self.limit)

    def _widened(self, line: LedgerLine, article: Article, source: str) -> LedgerLine:
        """The line with marks of the article that it does not have yet, within measure."""
        keys = [key_mark(key) for key in article.keys if key != line.key]
        ids = self._ids(line, article, source)
        also = tuple(dict.fromkeys((*line.also, *keys)))[: max(_MOST_ALSO, len(line.also))]
        ids = tuple(dict.fromkeys((*line.ids, *ids)))[: max(_MOST_IDS, len(line.ids))]
        return msgspec.structs.replace(line, also=also, ids=ids)

    @staticmethod
    def _ids(line: LedgerLine, article: Article, source: str) -> tuple[str, ...]:
        """Marks of the feed's id that the line lacks; none where the source has it there already,
        whatever it calls its outlet today."""
        ids = id_marks(article.provider_key, source, article.feed_id)
        former = former_id_marks(article.provider_key, article.feed_id)
        if ids[-1:] and ids[-1] in line.ids:
            return ()
        return ids[1:] if former and former[0] in line.ids else ids

    @staticmethod
    def _renamed(line: LedgerLine, held: ExistingRecord | None) -> LedgerLine:
        if held is None or held.id == line.record:
            return line
        return msgspec.structs.replace(line, record=held.id)

    def _revised(
        self,
        line: LedgerLine,
        article: Article,
        source: str,
        held: ExistingRecord | None,
        decided: PlannedChanges,
    ) -> LedgerLine:
        """The line after the article's record; what the file must say goes into ``decided``."""
        mine = line.source == source or line.source not in self.sources
        if not line.base or not mine or line.key in self._met:
            return line
        self._met.add(line.key)
        if not is_given(value_mark(article.title), line.base.get("title", "")):
            same = title_mark(article.provider_key, article.title)
            line = msgspec.structs.replace(line, same=same)
        news = news_of(article, line.base)
        if not news or not held or not held.readable or held.removed:
            decided.waiting |= bool(news and held and not held.readable)
            return line
        fields = self._fields(held)
        changes, base = followed(news, fields, line.base)
        if not changes:
            return msgspec.structs.replace(line, base=base)
        before = held.updated_at or held.published_at or line.at
        stamp = time_of_change(article, before, self.now, remade=decided.remade)
        # Other programs spell times in their own way; that makes none a person's.
        ours = rfc3339(held.updated_at) if held.updated_at else fields.get("updatedDateTime")
        if stamp and is_given(value_mark(ours), base.get("updated", "")):
            changes["updatedDateTime"] = stamp
            base["updated"] = value_mark(stamp)
        decided.revisions.append(RecordRevision(held.path, changes, line))
        return msgspec.structs.replace(line, base=base, source=source)
