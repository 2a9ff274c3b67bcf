"""What pages read from the store; each query records what its result depends on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

import msgspec

from site_gen import instants
from site_gen.dependencies import (
    DAY,
    LANGUAGES,
    LATEST,
    LIST,
    MONTH,
    NEIGHBOURS,
    PART,
    PARTS,
    YEARS,
    period_key,
    slug_key,
)
from site_gen.model import PageNote
from site_gen.store import sitemap_parts
from site_gen.store.digest_queries import DigestQueries
from site_gen.store.neighbour_queries import NeighbourQueries


class Library(NeighbourQueries, DigestQueries):
    """The site's content as pages see it: records, stories, topics, providers, lists and days.

    See ``dependencies.py`` for what is recorded. Ids and slugs that are not in the store raise
    KeyError: relations never name any.
    """

    # Lists.

    @cached_property
    def count(self) -> int:
        """How many records have a page."""
        return int(self.db.execute("SELECT COUNT(*) FROM shown").fetchone()[0])

    @cached_property
    def newest(self) -> datetime | None:
        """When the newest record was published: ages count from here."""
        row = self.db.execute("SELECT MAX(published) FROM shown").fetchone()
        return None if row[0] is None else instants.from_micros(row[0])

    @cached_property
    def now(self) -> datetime:
        """The build's “now”. What has been in the future is planned again when its time comes."""
        row = self.db.execute("SELECT value FROM meta WHERE name = 'now'").fetchone()
        return instants.from_micros(msgspec.msgpack.decode(row[0], type=int))

    def newest_ids(self, limit: int = -1) -> list[str]:
        """Ids of the newest records, by time of publication, then id."""
        self._depend_on(LIST, LATEST)
        return self._ids("SELECT id FROM shown ORDER BY published DESC, id LIMIT ?", limit)

    def newest_first(self) -> Iterator[str]:
        """The ids of all records, read only as far as the caller iterates."""
        self._depend_on(LIST, LATEST)
        rows = self.db.execute("SELECT id FROM shown ORDER BY published DESC, id")
        return (id_ for (id_,) in rows)

    @cached_property
    def pages(self) -> tuple[PageNote, ...]:
        """The site's own pages, in the order of its footer."""
        row = self.db.execute("SELECT value FROM meta WHERE name = 'pages'").fetchone()
        return msgspec.msgpack.decode(row[0], type=tuple[PageNote, ...]) if row else ()

    # Days of the site's time zone, counted from 1970.

    def day_ids(self, day: int) -> list[str]:
        """Ids of the records of a day, newest first."""
        self._depend_on(DAY, day)
        return self._ids(
            "SELECT id FROM days CROSS JOIN shown ON published >= begins AND published < ends "
            "WHERE day = ? ORDER BY published DESC, id",
            day,
        )

    def best_of_day(self, day: int) -> str:
        """Id of the record that stands for a day: of the best quality, then the earliest."""
        self._depend_on(DAY, day)
        return self._best_between(day, day + 1)

    def best_of_month(self, month: int, first: int, after: int) -> str:
        """The same for a month, given its number, its first day and the day after it."""
        self._depend_on(MONTH, month)
        return self._best_between(first, after)

    def _best_between(self, first: int, after: int) -> str:
        row = self.db.execute(
            "SELECT s.id FROM shown s JOIN records r ON r.n = s.n "
            "WHERE s.published >= (SELECT MIN(begins) FROM days WHERE day >= ?) "
            "AND s.published < (SELECT MAX(ends) FROM days WHERE day < ?) "
            "ORDER BY r.quality DESC, s.published, s.id LIMIT 1",
            (first, after),
        ).fetchone()
        return str(row[0])

    def day_changed(self, day: int) -> datetime:
        """When the newest record of a day was published, or one of them changed later."""
        self._depend_on(DAY, day)
        row = self.db.execute(
            "SELECT MAX(changed) FROM days CROSS JOIN shown "
            "ON published >= begins AND published < ends WHERE day = ?",
            (day,),
        ).fetchone()
        return instants.from_micros(row[0])

    def days(self, first: int, after: int) -> list[tuple[int, int]]:
        """Days from ``first`` to the one before ``after`` that have records, and how many."""
        return self.db.execute(
            "SELECT day, records FROM days WHERE day >= ? AND day < ? ORDER BY day DESC",
            (first, after),
        ).fetchall()

    def neighbours(
        self, unit: int, number: int, first: int, after: int
    ) -> tuple[int | None, int | None]:
        """The last day with records before a period, and the first one after it.

        The period is a day, month or year with this number, from day ``first`` to before ``after``.
        """
        self._depend_on(NEIGHBOURS, period_key(unit, number))
        row: tuple[int | None, int | None] = self.db.execute(
            "SELECT (SELECT MAX(day) FROM days WHERE day < ? AND records > 0), "
            "(SELECT MIN(day) FROM days WHERE day >= ? AND records > 0)",
            (first, after),
        ).fetchone()
        return row

    def depend_on_month(self, month: int) -> None:
        """Record a dependency on the counts of a month's days; ``year * 12 + month - 1``."""
        self._depend_on(MONTH, month)

    def depend_on_years(self) -> None:
        """Record a dependency on the counts of all days."""
        self._depend_on(LIST, YEARS)

    # Other languages.

    def other_languages(self, path: str) -> tuple[str, ...]:
        """Tags of the other languages whose sites have a page that not every site has."""
        self._depend_on(LANGUAGES, slug_key(path))
        row = self.db.execute("SELECT tags FROM other_languages WHERE path = ?", (path,)).fetchone()
        return tuple(row[0].split()) if row else ()

    # Sitemaps.

    def parts(self) -> list[tuple[str, int, datetime | None]]:
        """The sitemaps, how many pages each lists, and when the newest of these changed."""
        self._depend_on(LIST, PARTS)
        return sitemap_parts.parts(self.db)

    def in_part(self, part: str) -> list[tuple[str, datetime | None]]:
        """URLs of the pages of a sitemap within the site, in its order, and when each changed."""
        self._depend_on(PART, sitemap_parts.part_key(part))
        return sitemap_parts.in_part(self.db, part, [page.slug for page in self.pages])
