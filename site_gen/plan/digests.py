"""The pages of news digests: one for each finished day and week, and a list of the newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from site_gen import fingerprint
from site_gen.model import PlannedPage
from site_gen.model.digests import NewsDigest
from site_gen.plan import json_ld
from site_gen.plan.digest_stories import (
    counted,
    days_of,
    digest_cards,
    last_change,
    last_day,
    name_of,
    title_of,
)
from site_gen.plan.feed_links import digest_feeds
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.views import IndexRow, Pager
from site_gen.store import Store
from site_gen.urls import digest_path, record_path
from site_gen.wording import one_line
from site_gen.zones import date_of

PATH = "/digest/"
_LISTED = (60, 10)
"""How many digests of days and of weeks the list has."""
_PICTURES = 3
"""Stories with a picture."""
_ROWS = "SELECT number, data FROM digests WHERE weekly = ? ORDER BY number"
_NEAR = (
    "SELECT number, data FROM digests WHERE weekly = ?1 AND number BETWEEN "
    "coalesce((SELECT MAX(number) FROM digests WHERE weekly = ?1 AND number < ?2), ?2) AND "
    "coalesce((SELECT MIN(number) FROM digests WHERE weekly = ?1 AND number > ?2), ?2) "
    "ORDER BY number"
)
_HASH = 16
"""Hex digits of the hash by which a page knows that its digest has changed."""


def plan_front() -> Iterator[PlannedPage]:
    """Plan the list of digests, and their feed."""
    yield PlannedPage(PATH, "digest/list", "pages/digests.html", (), "digest")
    yield PlannedPage(f"{PATH}feed.xml", "digest/feed", "feeds/digests.xml")


def plan_digests(store: Store, changed: Iterable[tuple[int, int]] | None) -> Iterator[PlannedPage]:
    """Plan the pages of these digests and of those before and after them; of all for None."""
    if changed is None:
        for weekly in (0, 1):
            yield from _pages(weekly, store.execute(_ROWS, (weekly,)).fetchall())
        return
    near = {(weekly, number) for weekly, day in changed for number in _numbers(store, weekly, day)}
    for weekly, number in sorted(near):
        rows = store.execute(_NEAR, (weekly, number)).fetchall()
        yield from (page for page in _pages(weekly, rows) if page.args[1] == number)


def _numbers(store: Store, weekly: int, number: int) -> list[int]:
    """A digest, if it exists, and its neighbours."""
    return [row[0] for row in store.execute(_NEAR, (weekly, number))]


def _pages(weekly: int, rows: list[tuple[int, bytes]]) -> Iterator[PlannedPage]:
    for index, (number, data) in enumerate(rows):
        older = rows[index - 1][0] if index else None
        newer = rows[index + 1][0] if index + 1 < len(rows) else None
        content = fingerprint.digest(data).hex()[:_HASH]
        path = digest_path(date_of(number), weekly=bool(weekly))
        args = (weekly, number, older, newer, content)
        yield PlannedPage(path, "digest", "pages/digest.html", args, "digest")


def prepare(
    frame: PageFrame,
    weekly: int,
    number: int,
    older: int | None,
    newer: int | None,
    content: str,  # noqa: ARG001  makes the page again when its digest changes
) -> Mapping[str, Any]:
    """The data of a digest's page; ``older`` and ``newer`` are the digests beside it."""
    maker = frame.maker
    digest = maker.library.digest(weekly, number)
    assert digest is not None  # noqa: S101  planned from the same store
    title = title_of(maker, weekly, number)
    path = digest_path(date_of(number), weekly=bool(weekly))
    cards = tuple(digest_cards(maker, weekly, digest))
    pager = _pager(frame, weekly, older, newer)
    addresses = [maker.urls.on_host(card.href) for card in cards]
    return {
        **frame.head_and_crumbs(
            path,
            title,
            (maker.link(name_of(maker, 0), PATH),),
            description="; ".join(card.title for card in cards[:_PICTURES]),
            pager=pager,
            feeds=digest_feeds(frame),
            picture=next((card.picture for card in cards if card.picture), None),
            about=json_ld.collection(title, maker.urls.absolute(path), addresses),
        ),
        "title": days_of(maker, weekly, number),
        "label": name_of(maker, weekly),
        "intro": counted(maker, digest),
        "cards": cards,
        "pager": pager,
        "feeds": digest_feeds(frame),
        "changed": last_change(maker, weekly, number, digest),
    }


def _pager(frame: PageFrame, weekly: int, older: int | None, newer: int | None) -> Pager:
    def link(number: int | None) -> tuple[str, str]:
        if number is None:
            return "", ""
        path = digest_path(date_of(number), weekly=bool(weekly))
        return frame.maker.urls.href(path), days_of(frame.maker, weekly, number)

    (older_href, older_span), (newer_href, newer_span) = link(older), link(newer)
    return Pager("", newer_href, older_href, older_span, newer_span)


def prepare_list(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the list of digests."""
    maker, gettext = frame.maker, frame.maker.language.gettext
    listed = [
        (last_day(weekly, number), weekly, number, digest)
        for weekly, limit in enumerate(_LISTED)
        for number, digest in maker.library.newest_digests(weekly, limit)
    ]
    listed.sort(key=_newest_first)
    title = name_of(maker, 0)
    rows = tuple(_row(frame, weekly, number, digest) for _, weekly, number, digest in listed)
    addresses = [maker.urls.on_host(row.link.href) for row in rows]
    description = gettext("The top stories of each day and week, and the outlets that have them.")
    return {
        **frame.head_and_crumbs(
            PATH,
            title,
            description=description,
            feeds=digest_feeds(frame),
            about=json_ld.collection(title, maker.urls.absolute(PATH), addresses),
        ),
        "title": title,
        "intro": description,
        "rows": rows,
        "feeds": digest_feeds(frame),
        "changed": last_change(maker, *listed[0][1:]) if listed else None,
    }


def _newest_first(row: tuple[date, int, int, NewsDigest]) -> tuple[int, int]:
    """A week comes before its last day."""
    return -row[0].toordinal(), -row[1]


def _row(frame: PageFrame, weekly: int, number: int, digest: NewsDigest) -> IndexRow:
    """The row of a digest, with its first headline."""
    maker, lead = frame.maker, digest.stories[0].lead
    day = date_of(number)
    label = title_of(maker, weekly, number) if weekly else maker.dates.day_heading(day)
    return IndexRow(
        maker.link(label, digest_path(day, weekly=bool(weekly))),
        digest.articles,
        note=one_line(maker.library.record(lead).title),
        note_href=maker.urls.href(record_path(lead)),
    )
