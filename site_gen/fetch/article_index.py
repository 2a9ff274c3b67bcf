"""Which articles are known already: by the records that are there, and by the ledger.

An article is known by its canonical address, by the feed's own id, and by outlet and headline
within some hours, unless it stands beside the other in one feed. So a changed address, a changed
id, or both in a moved feed make no second record, and a column that bears one headline every day
still makes a record each day. Where an outlet gets another domain, and its ids are addresses, path
and time in the same source tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from site_gen.canonical import page_key
from site_gen.fetch.article_keys import (
    former_id_marks,
    former_title_mark,
    id_marks,
    key_mark,
    title_mark,
    value_mark,
)
from site_gen.fetch.existing_records import ExistingRecord
from site_gen.fetch.ledger import LedgerLine
from site_gen.fetch.same_feed import FeedSiblings
from site_gen.fetch.types import Article
from site_gen.urls import normal_domain

_PATH = re.compile(r"[/?#].*")
_SIGN = re.compile(r"[-_.%=\d]")
"""In a path that is of one article, and not of a section such as ``/blog`` that many sites have."""


class KnownArticle(NamedTuple):
    """What is known of an article."""

    line: LedgerLine | None
    """None if ``fetch`` has not met it."""
    held: ExistingRecord | None
    """None if it has no record: somebody deleted it."""
    by_headline: bool = False
    """Whether nothing but the headline says so, and it came out at another time: it is an edition,
    such as a bulletin of each hour. It makes no record, and has no say in that of the other.
    """


class ArticleIndex:
    """All articles that are known, and those that become so during a run."""

    def __init__(
        self,
        held: Iterable[ExistingRecord],
        ledger: Mapping[str, LedgerLine],
        same_title: timedelta,
    ) -> None:
        self.window = same_title
        self.lines: dict[str, LedgerLine] = dict(ledger)
        """Canonical address → line; what :meth:`keep` adds too."""
        self._by_address: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        self._by_place: dict[str, str] = {}
        self._by_record: dict[str, str] = {}
        self.pages: set[str] = set()
        """Pages of which several articles are known."""
        self._titled: dict[str, list[tuple[datetime, str]]] = {}
        for line in ledger.values():
            self._mark(line)
        self._held: dict[str, ExistingRecord] = {}
        self._by_key: dict[str, ExistingRecord] = {}
        self._records_titled: dict[str, list[tuple[datetime, ExistingRecord]]] = {}
        for each in held:
            self._hold(each)
        self.taken = {id_.casefold() for id_ in (*self._held, *self._by_record)}
        """Ids that no new record may have, in small letters: also those of deleted records."""

    def _hold(self, held: ExistingRecord) -> None:
        self._held.setdefault(held.id, held)
        self.pages.update(filter(None, map(page_key, held.keys)))
        for key in held.keys:
            self._by_key.setdefault(key, held)
        if held.same and held.published_at:
            self._records_titled.setdefault(held.same, []).append((held.published_at, held))

    def _mark(self, line: LedgerLine) -> None:
        if page := page_key(line.key):
            self.pages.add(page)
        for mark in (key_mark(line.key), *line.also):
            self._by_address.setdefault(mark, line.key)
        for mark in line.ids:  # of an id that is used again, the last article counts
            known = self._by_id.setdefault(mark, line.key)
            if self.lines[known].at < line.at:
                self._by_id[mark] = line.key
        if line.source:
            self._by_place.setdefault(line.source + _path(line.key), line.key)
        self._by_record.setdefault(line.record, line.key)
        if line.same:
            self._titled.setdefault(line.same, []).append((line.at, line.key))

    def text(self, key: str) -> str:
        """The line as it will stand in the ledger; empty if there is none."""
        return self.lines[key].text if key in self.lines else ""

    def keep(self, line: LedgerLine) -> None:
        """Know an article from now on, or know it better."""
        self.lines[line.key] = line
        self._mark(line)
        self.taken.add(line.record.casefold())

    def find(
        self,
        article: Article,
        source: str,
        at: datetime,
        listed: Collection[str],
        beside: FeedSiblings,
    ) -> KnownArticle | None:
        """What is known of the article, which was published ``at``; None if it is new.

        ``source`` is the mark of the source that tells of it. ``listed`` are the canonical
        addresses in the same feed: where an id stands for an article that is listed there by
        itself, the feed gives its ids anew, and they say nothing. ``beside`` are the articles
        there: where several have its headline, it says no more than the time does.
        """
        line, held = self.certain(article, source, listed)
        by_headline = False
        if line is None and held is None:
            line, held = self._same_title(article, at, beside)
            by_headline = bool(line and article.published_at and line.at != at)
        if line is None and held is not None and held.id in self._by_record:
            line = self.lines[self._by_record[held.id]]
        if line is not None:
            held = self._held.get(line.record) or self._holder((line.key,)) or held
        return KnownArticle(line, held, by_headline) if line or held else None

    def certain(
        self, article: Article, source: str, listed: Collection[str]
    ) -> tuple[LedgerLine | None, ExistingRecord | None]:
        """What more than a headline says: an address, an id, or path and time."""
        ids = id_marks(article.provider_key, source, article.feed_id)
        line = self._at_address(article.keys) or self._with_id(article, ids, listed)
        held = self._holder(article.keys)
        if line is None and held is None:
            line = self._at_other_domain(article, source, listed)
        return line, held

    def _at_address(self, keys: Iterable[str]) -> LedgerLine | None:
        marks = map(key_mark, keys)
        known = next((self._by_address[mark] for mark in marks if mark in self._by_address), "")
        return self.lines.get(known)

    def _with_id(
        self, article: Article, ids: Sequence[str], listed: Collection[str]
    ) -> LedgerLine | None:
        former = former_id_marks(article.provider_key, article.feed_id)
        for mark in (*ids, *former):
            line = self.lines.get(self._by_id.get(mark, ""))
            if (
                line is not None
                and line.key not in listed
                and _is_of_entry(line, article, {*ids, *former})
                and (mark not in former or self._may_be_of(line, article.provider_key))
                and (mark == ids[-1] or _agrees(line, article))
            ):
                return line
        return None

    def _may_be_of(self, line: LedgerLine, provider_key: str) -> bool:
        """Whether the line's record, if it is there, is of this outlet, too.

        Records of before do not say which channel of a shared host they are of.
        """
        held = self._held.get(line.record)
        return not (held and held.provider_key) or f"{provider_key} ".startswith(
            f"{held.provider_key} "
        )

    def _at_other_domain(
        self, article: Article, source: str, listed: Collection[str]
    ) -> LedgerLine | None:
        """What the source told of an article with this path and time, and does not list now.

        Only where the outlet itself is at the new domain: a list of links to other sites may well
        lead to pages of one path, and a wrong union would overwrite a record.
        """
        at = article.published_at
        if at is None or normal_domain(article.url) != article.domain:
            return None
        places = [source + path for path in map(_path, article.keys) if _SIGN.search(path)]
        known = (self.lines[self._by_place[each]] for each in places if each in self._by_place)
        return next((line for line in known if line.at == at and line.key not in listed), None)

    def _holder(self, keys: Iterable[str]) -> ExistingRecord | None:
        return next((self._by_key[key] for key in keys if key in self._by_key), None)

    def _same_title(
        self, article: Article, at: datetime, beside: FeedSiblings
    ) -> tuple[LedgerLine | None, ExistingRecord | None]:
        """The nearest of this outlet and headline, if it is near enough."""
        window = timedelta(0) if beside.is_repeated(article) else self.window
        found: list[tuple[timedelta, int, str, ExistingRecord | None]] = []
        for mark in _title_marks(article):
            for then, key in self._titled.get(mark, ()):
                if not beside.has_other(self.lines[key].record, article):
                    found.append((abs(then - at), 0, key, None))
            for then, held in self._records_titled.get(mark, ()):
                if not beside.has_other(held.id, article):
                    found.append((abs(then - at), 1, held.id, held))
        # Where the record is there, it tells itself what its headline is.
        for then, key in self._titled.get(
            former_title_mark(article.provider_key, article.title), ()
        ):
            line = self.lines[key]
            if line.record not in self._held and not beside.has_other(line.record, article):
                found.append((abs(then - at), 0, key, None))
        apart, _, name, record = min(
            found, key=lambda each: each[:3], default=(window, 2, "", None)
        )
        if apart > window or not name:
            return None, None
        return (None, record) if record else (self.lines[name], None)


def _title_marks(article: Article) -> Iterable[str]:
    """Those of the outlet's headline; also without the channel, which records may not name."""
    host_and_name = " ".join(article.provider_key.split(" ")[:2])
    return dict.fromkeys(
        title_mark(provider_key, article.title)
        for provider_key in (article.provider_key, host_and_name)
    )


def _agrees(line: LedgerLine, article: Article) -> bool:
    """Whether time or headline say so, too: each of an outlet's feeds may count from 1."""
    titles = (*_title_marks(article), former_title_mark(article.provider_key, article.title))
    return line.at == article.published_at or line.same in titles


def _is_of_entry(line: LedgerLine, article: Article, ids: Collection[str]) -> bool:
    """Whether an entry of a page is the article that its page was taken for before.

    The line may have gathered the ids of all its entries: the first is that of the article, or it
    says what the line's record was last told.
    """
    if not article.entry_id or line.key != page_key(article.key):
        return True
    return not set(line.ids[:1]).isdisjoint(ids) or line.base.get("title") == value_mark(
        article.title
    )


def _path(key: str) -> str:
    """What follows the host in a canonical address; empty in a line that somebody mangled."""
    path = _PATH.search(key)
    return path[0] if path else ""
