"""When entries came out that do not say so, and which entries of a feed are the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

import msgspec

from site_gen.fetch.types import Feed, FeedItem, Notice


class DateBound(NamedTuple):
    """A time after which no entry of an answer can have come out."""

    at: datetime | None
    """None if nothing tells but the fetch itself."""
    source: str
    """What tells, in words."""


FIRST_FETCH = DateBound(None, "the first fetch")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def bound_of(feed: Feed, modified: datetime | None, now: datetime) -> DateBound:
    """The newest of what dates the feed as a whole: its own date, and ``Last-Modified``.

    One that is older than an entry's date is not kept up to date; nor is 1970, which servers and
    programs write that know no date.
    """
    newest = max((at for item in feed.items if (at := _told(item, now))), default=_EARLIEST)
    told = [(feed.dated_at, "the feed's own date"), (modified, "Last-Modified")]
    bounds = [
        DateBound(at.replace(microsecond=0), source)
        for at, source in told
        if at and newest <= at <= now
    ]
    return max(bounds, key=lambda bound: bound.at or _EARLIEST, default=FIRST_FETCH)


def notice_of(item: FeedItem, bound: DateBound, now: datetime) -> Notice | None:
    """What the report says of an entry's date, and what the article is dated by instead."""
    entry = item.links[0] if item.links else item.title
    if item.published_at or item.updated_at:
        if _told(item, now) is None:
            message = f"its date is in the future; it is dated by {FIRST_FETCH.source}"
            return Notice("future-date", message, entry)
        return msgspec.structs.replace(item.notice, entry=entry) if item.notice else None
    told = item.notice or Notice("no-date", "it has no date")
    return Notice(told.code, f"{told.message}; it is dated by {bound.source}", entry)


def newest(items: Sequence[FeedItem], count: int, now: datetime) -> Sequence[FeedItem]:
    """The newest entries in the feed's order, at most so many.

    An entry without a date is as old as the dated one before it in time; where no entry has a
    date, the first are the newest, as feeds have it by custom.
    """
    if len(items) <= count:
        return items
    dates = [_told(item, now) for item in items]
    known = [date for date in dates if date]
    order = list(range(len(items)))
    if sum(a < b for a, b in pairwise(known)) > sum(a > b for a, b in pairwise(known)):
        order.reverse()
    last = max(known, default=now)
    age = {}
    for place in order:
        last = dates[place] or last
        age[place] = last
    chosen = sorted(order, key=lambda place: age[place], reverse=True)[:count]
    return [items[place] for place in sorted(chosen)]


def _told(item: FeedItem, now: datetime) -> datetime | None:
    """When an entry says that it came out, if that is past."""
    at = item.published_at or item.updated_at
    return at if at and at <= now else None
