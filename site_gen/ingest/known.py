"""Which articles are known already: by the records that are there, and by the ledger.

An article is known by its canonical address, by the feed's own id, and by outlet and headline
within some hours: so a changed address, a changed id, or both in a moved feed make no second
record, and a column that bears one headline every day still makes a record each day. Where an
outlet gets another domain, and its ids are addresses, path and time in the same source tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from site_gen.ingest.holdings import Held
from site_gen.ingest.ledger import Line
from site_gen.ingest.marks import id_marks, key_mark, outlet_of, title_mark
from site_gen.ingest.types import Article
from site_gen.urls import normal_domain

_PATH = re.compile(r"[/?#].*")
_SIGN = re.compile(r"[-_.%=\d]")
"""In a path that is of one article, and not of a section such as ``/blog`` that many sites have."""


class Found(NamedTuple):
    """What is known of an article."""

    line: Line | None
    """None if ``fetch`` has not met it."""
    held: Held | None
    """None if it has no record: somebody deleted it."""
    by_headline: bool = False
    """Whether nothing but the headline says so, and it came out at another time: it is an edition,
    such as a bulletin of each hour. It makes no record, and has no say in that of the other.
    """


class Known:
    """All articles that are known, and those that become so during a run."""

    def __init__(
        self, held: Iterable[Held], ledger: Mapping[str, Line], same_title: timedelta
    ) -> None:
        self.window = same_title
        self.lines: dict[str, Line] = dict(ledger)
        """Canonical address → line; what :meth:`keep` adds too."""
        self._by_address: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        self._by_place: dict[str, str] = {}
        self._by_record: dict[str, str] = {}
        self._titled: dict[str, list[tuple[datetime, str]]] = {}
        for line in ledger.values():
            self._mark(line)
        self._held: dict[str, Held] = {}
        self._by_key: dict[str, Held] = {}
        self._records_titled: dict[str, list[tuple[datetime, Held]]] = {}
        for each in held:
            self._hold(each)
        self.taken = {id_.casefold() for id_ in (*self._held, *self._by_record)}
        """Ids that no new record may have, in small letters: also those of deleted records."""

    def _hold(self, held: Held) -> None:
        self._held.setdefault(held.id, held)
        for key in held.keys:
            self._by_key.setdefault(key, held)
        if held.same and held.published_at:
            self._records_titled.setdefault(held.same, []).append((held.published_at, held))

    def _mark(self, line: Line) -> None:
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

    def keep(self, line: Line) -> None:
        """Know an article from now on, or know it better."""
        self.lines[line.key] = line
        self._mark(line)
        self.taken.add(line.record.casefold())

    def find(
        self, article: Article, source: str, at: datetime, listed: Collection[str]
    ) -> Found | None:
        """What is known of the article, which was published ``at``; None if it is new.

        ``source`` is the mark of the source that tells of it. ``listed`` are the canonical
        addresses in the same feed: where an id stands for an article that is listed there by
        itself, the feed gives its ids anew, and they say nothing.
        """
        outlet = outlet_of(article.provider, article.domain)
        line = self._at_address(article.keys) or self._with_id(
            id_marks(outlet, source, article.feed_id), listed
        )
        held = self._holder(article.keys)
        if line is None and held is None:
            line = self._at_other_domain(article, source, listed)
        by_headline = False
        if line is None and held is None:
            line, held = self._same_title(title_mark(outlet, article.title), at)
            by_headline = bool(line and article.published_at and line.at != at)
        if line is None and held is not None and held.id in self._by_record:
            line = self.lines[self._by_record[held.id]]
        if line is not None:
            held = self._held.get(line.record) or self._holder((line.key,)) or held
        return Found(line, held, by_headline) if line or held else None

    def _at_address(self, keys: Iterable[str]) -> Line | None:
        marks = map(key_mark, keys)
        known = next((self._by_address[mark] for mark in marks if mark in self._by_address), "")
        return self.lines.get(known)

    def _with_id(self, ids: Iterable[str], listed: Collection[str]) -> Line | None:
        known = (self._by_id[mark] for mark in ids if mark in self._by_id)
        return next((self.lines[key] for key in known if key not in listed), None)

    def _at_other_domain(
        self, article: Article, source: str, listed: Collection[str]
    ) -> Line | None:
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

    def _holder(self, keys: Iterable[str]) -> Held | None:
        return next((self._by_key[key] for key in keys if key in self._by_key), None)

    def _same_title(self, mark: str, at: datetime) -> tuple[Line | None, Held | None]:
        """The nearest of this outlet and headline, if it is near enough."""
        lines = [(abs(then - at), 0, key, None) for then, key in self._titled.get(mark, ())]
        records = [
            (abs(then - at), 1, held.id, held) for then, held in self._records_titled.get(mark, ())
        ]
        apart, _, name, held = min(
            [*lines, *records], key=lambda each: each[:3], default=(self.window, 2, "", None)
        )
        if apart > self.window or not name:
            return None, None
        return (None, held) if held else (self.lines[name], None)


def _path(key: str) -> str:
    """What follows the host in a canonical address; empty in a line that somebody mangled."""
    path = _PATH.search(key)
    return path[0] if path else ""
