"""The articles that are already known, from existing records and from the ledger.

An article is recognised by its article key, by the feed's id, and by provider and headline
within some hours, unless both are in the same feed. So neither a changed address nor a changed id
nor a moved feed makes a second record, while a column with the same headline every day still makes
one each day. If a provider's domain changes and its ids are addresses, the path and the time in the
same source are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from site_gen.canonical import page_key
from site_gen.fetch.existing_records import ExistingRecord
from site_gen.fetch.ledger import LedgerLine
from site_gen.fetch.ledger_digests import (
    address_digest,
    id_digests,
    old_headline_digest,
    old_id_digests,
)
from site_gen.fetch.matching import (
    FeedSiblings,
    headline_digests,
    is_same_entry,
    time_or_headline_agrees,
)
from site_gen.fetch.types import Article
from site_gen.urls import normal_domain

_PATH = re.compile(r"[/?#].*")
_ARTICLE_PATH = re.compile(r"[-_.%=\d]")
"""In the path of an article, and not of a section such as ``/blog`` that many sites have."""


class KnownArticle(NamedTuple):
    """What is known of an article; at least one of line and record."""

    line: LedgerLine | None
    """None if ``fetch`` has not met it."""
    record: ExistingRecord | None
    """None if it was deleted."""
    is_edition: bool = False
    """Whether only the headline matches, and the time differs, such as for an hourly bulletin.
    Then it gets no record, and does not change that of the known article."""


class ArticleIndex:
    """All known articles, including those that the run adds."""

    def __init__(
        self,
        records: Iterable[ExistingRecord],
        ledger: Mapping[str, LedgerLine],
        same_title: timedelta,
    ) -> None:
        self.same_title = same_title
        self.lines: dict[str, LedgerLine] = dict(ledger)
        """Article key → line."""
        self.changed_files: set[str] = set()
        """Files of the ledger whose lines have changed."""
        self.shared_pages: set[str] = set()
        """Article keys that several articles have."""
        self._by_address: dict[str, str] = {}
        self._by_feed_id: dict[str, str] = {}
        self._by_path: dict[str, str] = {}
        self._by_record: dict[str, str] = {}
        self._by_headline: dict[str, list[tuple[datetime, str]]] = {}
        for line in ledger.values():
            self._add_line(line)
        self._records: dict[str, ExistingRecord] = {}
        self._records_by_key: dict[str, ExistingRecord] = {}
        self._records_by_headline: dict[str, list[tuple[datetime, ExistingRecord]]] = {}
        for record in records:
            self._add_record(record)
        self.used_ids = {id_.casefold() for id_ in (*self._records, *self._by_record)}
        """Ids that no new record may have, in lower case; also those of deleted records."""

    def _add_record(self, record: ExistingRecord) -> None:
        self._records.setdefault(record.id, record)
        self.shared_pages.update(filter(None, map(page_key, record.keys)))
        for key in record.keys:
            self._records_by_key.setdefault(key, record)
        if record.headline_digest and record.published_at:
            self._records_by_headline.setdefault(record.headline_digest, []).append(
                (record.published_at, record)
            )

    def _add_line(self, line: LedgerLine) -> None:
        if page := page_key(line.key):
            self.shared_pages.add(page)
        for digest in (address_digest(line.key), *line.address_digests):
            self._by_address.setdefault(digest, line.key)
        for digest in line.id_digests:  # where an id was reused, the newest article counts
            key = self._by_feed_id.setdefault(digest, line.key)
            if self.lines[key].published_at < line.published_at:
                self._by_feed_id[digest] = line.key
        if line.source_digest:
            self._by_path.setdefault(line.source_digest + _path(line.key), line.key)
        self._by_record.setdefault(line.record_id, line.key)
        if line.headline_digest:
            self._by_headline.setdefault(line.headline_digest, []).append(
                (line.published_at, line.key)
            )

    def text(self, key: str) -> str:
        """The line as it will be written to the ledger; empty if there is none."""
        return self.lines[key].text if key in self.lines else ""

    def update(self, line: LedgerLine) -> None:
        """Add or replace a line."""
        self.lines[line.key] = line
        self._add_line(line)
        self.used_ids.add(line.record_id.casefold())
        self.changed_files.add(line.file)

    def find(
        self, article: Article, source: str, published_at: datetime, siblings: FeedSiblings
    ) -> KnownArticle | None:
        """The known article that this is; None if it is new.

        ``source`` is the digest of the source that lists it.
        """
        line, record = self.find_certain(article, source, siblings)
        is_edition = False
        if line is None and record is None:
            line, record = self._with_headline(article, published_at, siblings)
            is_edition = bool(line and article.published_at and line.published_at != published_at)
        if line is None and record is not None and record.id in self._by_record:
            line = self.lines[self._by_record[record.id]]
        if line is not None:
            record = self._records.get(line.record_id) or self._record_of((line.key,)) or record
        return KnownArticle(line, record, is_edition) if line or record else None

    def find_certain(
        self, article: Article, source: str, siblings: FeedSiblings
    ) -> tuple[LedgerLine | None, ExistingRecord | None]:
        """What an address, an id, or path and time identify, without headlines."""
        line = self._with_address(article.keys) or self._with_id(article, source, siblings)
        record = self._record_of(article.keys)
        if line is None and record is None:
            line = self._with_path_and_time(article, source, siblings)
        return line, record

    def certain_record_id(self, article: Article, source: str, siblings: FeedSiblings) -> str:
        """The record that certainly belongs to the article; empty if there is none."""
        line, record = self.find_certain(article, source, siblings)
        return line.record_id if line else record.id if record else ""

    def _with_address(self, keys: Iterable[str]) -> LedgerLine | None:
        known = (self._by_address.get(address_digest(key), "") for key in keys)
        return self.lines.get(next(filter(None, known), ""))

    def _with_id(self, article: Article, source: str, siblings: FeedSiblings) -> LedgerLine | None:
        """The line with the article's id.

        Not that of an article which the feed also lists: its ids have been reassigned then.
        """
        ids: Sequence[str] = id_digests(article.provider_key, source, article.feed_id)
        old = old_id_digests(article.provider_key, article.feed_id)
        for digest in (*ids, *old):
            line = self.lines.get(self._by_feed_id.get(digest, ""))
            if (
                line is not None
                and line.key not in siblings.keys
                and is_same_entry(line, article, {*ids, *old})
                and (digest not in old or self._may_be_of(line, article.provider_key))
                and (digest == ids[-1] or time_or_headline_agrees(line, article))
            ):
                return line
        return None

    def _may_be_of(self, line: LedgerLine, provider_key: str) -> bool:
        """Whether the line's record, if it exists, may be of this provider.

        Old records do not say of which channel of a shared host they are.
        """
        record = self._records.get(line.record_id)
        return not (record and record.provider_key) or f"{provider_key} ".startswith(
            f"{record.provider_key} "
        )

    def _with_path_and_time(
        self, article: Article, source: str, siblings: FeedSiblings
    ) -> LedgerLine | None:
        """The source's article with the same path and time, if the feed no longer lists it.

        Only if the provider itself is at the new domain: a list of links to other sites may well
        contain equal paths, and a false match would overwrite a record.
        """
        if article.published_at is None or normal_domain(article.url) != article.domain:
            return None
        paths = [path for path in map(_path, article.keys) if _ARTICLE_PATH.search(path)]
        known = (self._by_path.get(source + path, "") for path in paths)
        lines = (self.lines[key] for key in known if key)
        return next(
            (
                line
                for line in lines
                if line.published_at == article.published_at and line.key not in siblings.keys
            ),
            None,
        )

    def _record_of(self, keys: Iterable[str]) -> ExistingRecord | None:
        return next(filter(None, map(self._records_by_key.get, keys)), None)

    def _with_headline(
        self, article: Article, published_at: datetime, siblings: FeedSiblings
    ) -> tuple[LedgerLine | None, ExistingRecord | None]:
        """The nearest in time with the provider's headline, if it is near enough."""
        # (distance in time, lines first, key or id to break ties, record)
        candidates: list[tuple[timedelta, int, str, ExistingRecord | None]] = []
        for digest in headline_digests(article):
            for then, key in self._by_headline.get(digest, ()):
                if not siblings.is_of_other(self.lines[key].record_id, article):
                    candidates.append((abs(then - published_at), 0, key, None))
            for then, record in self._records_by_headline.get(digest, ()):
                if not siblings.is_of_other(record.id, article):
                    candidates.append((abs(then - published_at), 1, record.id, record))
        old_digest = old_headline_digest(article.provider_key, article.title)
        for then, key in self._by_headline.get(old_digest, ()):
            record_id = self.lines[key].record_id
            # A record that exists has been compared by its headline above.
            if record_id not in self._records and not siblings.is_of_other(record_id, article):
                candidates.append((abs(then - published_at), 0, key, None))
        if not candidates:
            return None, None
        distance, _, key, nearest = min(candidates, key=lambda candidate: candidate[:3])
        # Where several articles of the feed have the headline, only the same time counts.
        if distance > (timedelta(0) if siblings.repeat_headline(article) else self.same_title):
            return None, None
        return (None, nearest) if nearest else (self.lines[key], None)


def _path(key: str) -> str:
    """What follows the host in an article key; empty in a damaged line."""
    path = _PATH.search(key)
    return path[0] if path else ""
