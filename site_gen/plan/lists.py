"""Long lists cut into pages that stay: numbered from the oldest record on.

A full page keeps its number, its records and its bytes for ever; what is new gathers
on the front page, which holds the newest one to two pages' worth. When the front
has two pages' worth, its older half becomes the next numbered page.

A full page links to the next newer number whether or not that page exists yet, so
that it need not change when it does. Until then a small page at that number sends
readers on to the front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

import msgspec
from msgspec.structs import replace

from site_gen.model import Library, Listed, PlannedPage
from site_gen.plan import structured
from site_gen.plan.entries import last_change
from site_gen.plan.frame import Frame
from site_gen.plan.maker import ViewMaker
from site_gen.plan.moments import day_heading, span
from site_gen.plan.views import Card, DayGroup, Pager
from site_gen.urls import archive_path, list_page_path

_PICTURED = 6
"""Cards of a list's page that have their pictures; each of the others saves a quarter."""


class ListPage(msgspec.Struct, frozen=True):
    """One page of a list: its number (0 is the front) and its records, newest first."""

    number: int
    ids: tuple[str, ...]
    newer: int | None = None
    older: int | None = None
    older_ids: tuple[str, ...] = ()
    total: int | None = None
    """On the front how long the whole list is; an older page must not change with it."""


def cut(newest_first: Sequence[str], size: int) -> list[ListPage]:
    """The pages of a list, the front first, then numbered ones from new to old."""
    closed = max(0, len(newest_first) // size - 1)
    front = len(newest_first) - closed * size
    parts = {0: tuple(newest_first[:front])}
    for number in range(closed, 0, -1):
        start = front + (closed - number) * size
        parts[number] = tuple(newest_first[start : start + size])
    pages = []
    for number, ids in parts.items():
        older = (closed if number == 0 else number - 1) or None
        newer = None if number == 0 else number + 1
        total = len(newest_first) if number == 0 else None
        pages.append(ListPage(number, ids, newer, older, parts[older] if older else (), total))
    return pages


def day_groups(
    maker: ViewMaker, ids: Sequence[str], face: Callable[[str], str] | None = None
) -> tuple[DayGroup, ...]:
    """The cards of these records under the days they were published on (UTC).

    With ``face``, each keeps its place and another record may stand there for it. The first
    few have their pictures, so that the page has an opening; the others are told in words.
    """
    records = maker.library.records
    pictured = frozenset(ids[:_PICTURED])

    def card(id_: str, day: date) -> Card:
        shown = maker.card(face(id_) if face else id_)
        other_day = records[shown.id].published_at.date() != day
        picture = shown.picture if id_ in pictured else None
        return replace(shown, other_day=other_day, picture=picture)

    return tuple(
        DayGroup(
            day=day_heading(day),
            iso=day.isoformat(),
            href=maker.urls.href(archive_path(day.year, day.month, day.day)),
            cards=tuple(card(id_, day) for id_ in group),
        )
        for day, group in groupby(ids, key=lambda id_: records[id_].published_at.date())
    )


def _span(maker: ViewMaker, ids: Sequence[str]) -> str:
    if not ids:
        return ""
    records = maker.library.records
    return span(records[ids[-1]].published_at.date(), records[ids[0]].published_at.date())


def pager(maker: ViewMaker, page: ListPage, front: str) -> Pager:
    """Where this page leads; ``front`` is the path of the list's front page."""

    def href(number: int | None) -> str:
        return "" if number is None else maker.urls.href(list_page_path(front, number))

    return Pager(
        span=_span(maker, page.ids),
        newer_href=href(page.newer),
        older_href=href(page.older),
        older_span=_span(maker, page.older_ids),
    )


def listed_with(library: Library, part: str, ids: Sequence[str]) -> Listed:
    """In which sitemap a page of these records is; it changed when the newest of them did."""
    records = library.records
    return Listed(part, max([last_change(records[id_]) for id_ in ids], default=None))


def collection(
    maker: ViewMaker, name: str, path: str, groups: Iterable[DayGroup] = ()
) -> dict[str, Any]:
    """What a list is in the words of schema.org.

    With ``groups`` what it lists, too: on fronts only, since an archive of pages that name
    their articles a second time weighs much and tells search engines nothing new.
    """
    urls = maker.urls
    cards = (card for group in groups for card in group.cards)
    return structured.collection(
        name, urls.absolute(path), [urls.on_host(card.href) for card in cards]
    )


def _whole(
    frame: Frame,
    front: str,
    prepare: Callable[[ListPage, Pager], Mapping[str, Any]],
    page: ListPage,
) -> Mapping[str, Any]:
    return prepare(page, pager(frame.maker, page, front))


def plan_list(
    frame: Frame,
    front: str,
    ids: Sequence[str],
    kind: str,
    template: str,
    prepare: Callable[[ListPage, Pager], Mapping[str, Any]],
    prepare_front: Callable[[ListPage, Pager], Mapping[str, Any]] | None = None,
) -> Iterator[PlannedPage]:
    """All pages of the list at ``front``; ``prepare`` makes one page's own data.

    ``prepare_front`` makes those of the front where that needs to know more.
    """
    pages = cut(ids, frame.maker.config.pagination.page_size)
    for page in pages:
        path = list_page_path(front, page.number)
        listed = listed_with(frame.library, kind, page.ids)
        own = prepare_front if prepare_front and page.number == 0 else prepare
        whole = partial(_whole, frame, front, own, page)
        yield PlannedPage(path, kind, template, whole, listed)
    if len(pages) > 1:
        yield frame.redirect(list_page_path(front, len(pages)), front)
