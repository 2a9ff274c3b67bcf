"""Dates for entries without one, and which entries of a feed are the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

import msgspec

from site_gen.fetch.types import Feed, FeedItem, Notice


class DateBound(NamedTuple):
    """A time by which all entries of a feed had been published."""

    at: datetime | None
    """None if only the time of the fetch is known."""
    source: str
    """What says so, for messages."""


FIRST_FETCH = DateBound(None, "the first fetch")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def date_bound(feed: Feed, modified: datetime | None, now: datetime) -> DateBound:
    """The newer of the feed's own date and ``Last-Modified``.

    A date that is older than that of an entry is not maintained and does not count; neither does
    1970, which servers and programs write if they know no date.
    """
    newest = max((at for item in feed.items if (at := _past_date(item, now))), default=_EARLIEST)
    candidates = [(feed.dated_at, "the feed's own date"), (modified, "Last-Modified")]
    bounds = [
        DateBound(at.replace(microsecond=0), source)
        for at, source in candidates
        if at and newest <= at <= now
    ]
    return max(bounds, key=lambda bound: bound.at or _EARLIEST, default=FIRST_FETCH)


def date_notice(item: FeedItem, bound: DateBound, now: datetime) -> Notice | None:
    """What is wrong with an entry's date, and which date is used instead."""
    entry = item.links[0] if item.links else item.title
    if item.published_at or item.updated_at:
        if _past_date(item, now) is None:
            message = f"its date is in the future; it is dated by {FIRST_FETCH.source}"
            return Notice("future-date", message, entry)
        return msgspec.structs.replace(item.notice, entry=entry) if item.notice else None
    notice = item.notice or Notice("no-date", "it has no date")
    return Notice(notice.code, f"{notice.message}; it is dated by {bound.source}", entry)


def newest(items: Sequence[FeedItem], count: int, now: datetime) -> Sequence[FeedItem]:
    """The newest ``count`` entries, in the feed's order.

    An entry without a date counts as old as the dated entry before it. If no entry has a date, the
    first are the newest, which is the usual order.
    """
    if len(items) <= count:
        return items
    dates = [_past_date(item, now) for item in items]
    known = [date for date in dates if date]
    order = list(range(len(items)))
    if sum(a < b for a, b in pairwise(known)) > sum(a > b for a, b in pairwise(known)):
        order.reverse()  # the oldest entry is first
    last = max(known, default=now)
    date_of = {}
    for position in order:
        last = dates[position] or last
        date_of[position] = last
    chosen = sorted(order, key=date_of.__getitem__, reverse=True)[:count]
    return [items[position] for position in sorted(chosen)]


def _past_date(item: FeedItem, now: datetime) -> datetime | None:
    """The entry's date, if it is not in the future."""
    at = item.published_at or item.updated_at
    return at if at and at <= now else None
