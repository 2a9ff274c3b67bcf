"""Queries for news digests."""

from __future__ import annotations

import msgspec

from site_gen.dependencies import DIGESTS, LIST
from site_gen.model.digests import NewsDigest
from site_gen.store.queries import Queries

_decode = msgspec.msgpack.Decoder(NewsDigest).decode


class DigestQueries(Queries):
    """News digests by their first day, counted from 1970; ``weekly`` is 1 for those of weeks."""

    def digest(self, weekly: int, number: int) -> NewsDigest | None:
        """A digest; records no dependency, as its page has a hash of it among its arguments."""
        sql = "SELECT data FROM digests WHERE weekly = ? AND number = ?"
        row = self.db.execute(sql, (weekly, number)).fetchone()
        return _decode(row[0]) if row else None

    def newest_digests(self, weekly: int, limit: int) -> list[tuple[int, NewsDigest]]:
        """The newest digests of days or weeks, the newest first."""
        self._depend_on(LIST, DIGESTS)
        sql = "SELECT number, data FROM digests WHERE weekly = ? ORDER BY number DESC LIMIT ?"
        rows = self.db.execute(sql, (weekly, limit))
        return [(number, _decode(data)) for number, data in rows]

    def has_digests(self) -> bool:
        """Whether there is any digest."""
        self._depend_on(LIST, DIGESTS)
        return self.db.execute("SELECT 1 FROM digests LIMIT 1").fetchone() is not None
