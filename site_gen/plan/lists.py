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
from itertools import groupby
from typing import Any

import msgspec
from msgspec.structs import replace

from site_gen.instants import from_micros
from site_gen.model import PlannedPage
from site_gen.plan import json_ld
from site_gen.plan.dates import day_heading, span
from site_gen.plan.list_members import ListMembers
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.redirects import redirect
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Card, DayGroup, Pager
from site_gen.urls import archive_path, list_page_path

_PICTURED = 6
"""Cards of a list's page that have their pictures; each of the others saves a quarter."""

Place = tuple[int, str]


class ListPage(msgspec.Struct, frozen=True, array_like=True):
    """One page of a list: its number (0 is the front) and its records, newest first."""

    number: int
    ids: tuple[str, ...]
    older: int | None = None
    """Number of the next older page."""
    older_span: tuple[int, int] | None = None
    """When the oldest and the newest record of that page were published."""
    total: int | None = None
    """On the front how long the whole list is; an older page must not change with it."""

    @property
    def newer(self) -> int | None:
        return self.number + 1 if self.number else None


def cut(
    members: ListMembers, size: int, since: Place | None = None, known: Callable[[int], bool] = bool
) -> Iterator[ListPage]:
    """The pages of a list, from old to new and the front last.

    With ``since`` only the front, the pages that a change at this place has a part in, and those
    of the newest that are not ``known``, by their numbers.
    """
    total = members.count()
    closed = max(0, total // size - 1)
    first = 1 if since is None else min(members.count_older(since) // size, closed) + 1
    while first > 1 and not known(first - 1):
        first -= 1
    number = max(1, first - 1)  # one page earlier: the next one names its days
    rows = members.from_oldest((number - 1) * size)
    before: tuple[int, int] | None = None
    part: list[tuple[str, int]] = []
    for row in rows:
        part.append(row)
        if number <= closed and len(part) == size:
            if number >= first:
                yield _page(number, part, number - 1 or None, before, None)
            before = (part[0][1], part[-1][1])
            number, part = number + 1, []
    yield _page(0, part, closed or None, before, total)


def _page(
    number: int,
    part: Sequence[tuple[str, int]],
    older: int | None,
    before: tuple[int, int] | None,
    total: int | None,
) -> ListPage:
    ids = tuple([id_ for id_, _ in reversed(part)])
    return ListPage(number, ids, older, before if older else None, total)


def day_groups(
    maker: ViewMaker, ids: Sequence[str], face: Callable[[str], str] | None = None
) -> tuple[DayGroup, ...]:
    """The cards of these records under the days they were published on (UTC).

    With ``face``, each keeps its place and another record may stand there for it. The first
    few have their pictures, so that the page has an opening; the others are told in words.
    """
    times = maker.library.times

    def published(id_: str) -> date:
        return times(id_)[0].date()

    pictured = frozenset(ids[:_PICTURED])

    def card(id_: str, day: date) -> Card:
        shown = maker.card(face(id_) if face else id_)
        other_day = published(shown.id) != day
        picture = shown.picture if id_ in pictured else None
        return replace(shown, other_day=other_day, picture=picture)

    return tuple(
        DayGroup(
            day=day_heading(day),
            iso=day.isoformat(),
            href=maker.urls.href(archive_path(day.year, day.month, day.day)),
            cards=tuple(card(id_, day) for id_ in group),
        )
        for day, group in groupby(ids, key=published)
    )


def _span(maker: ViewMaker, ids: Sequence[str]) -> str:
    if not ids:
        return ""
    times = maker.library.times
    return span(times(ids[-1])[0].date(), times(ids[0])[0].date())


def pager(maker: ViewMaker, page: ListPage, front: str) -> Pager:
    """Where this page leads; ``front`` is the path of the list's front page."""

    def href(number: int | None) -> str:
        return "" if number is None else maker.urls.href(list_page_path(front, number))

    older = page.older_span
    return Pager(
        span=_span(maker, page.ids),
        newer_href=href(page.newer),
        older_href=href(page.older),
        older_span=span(from_micros(older[0]).date(), from_micros(older[1]).date())
        if older
        else "",
    )


def newest_change(maker: ViewMaker, ids: Iterable[str]) -> Any:
    """When the newest of these records was published or changed, for sitemaps; None without any."""
    return max([maker.library.times(id_)[1] for id_ in ids], default=None)


def collection(
    maker: ViewMaker, name: str, path: str, groups: Iterable[DayGroup] = ()
) -> dict[str, Any]:
    """What a list is in the words of schema.org.

    With ``groups`` what it lists, too: on fronts only, since an archive of pages that name
    their articles a second time weighs much and tells search engines nothing new.
    """
    urls = maker.urls
    cards = (card for group in groups for card in group.cards)
    return json_ld.collection(
        name, urls.absolute(path), [urls.on_host(card.href) for card in cards]
    )


def plan_list(
    members: ListMembers,
    front: str,
    kind: str,
    template: str,
    size: int,
    since: Place | None,
    known: Callable[[int], bool],
    extra: tuple[Any, ...] = (),
    extra_front: tuple[Any, ...] | None = None,
) -> Iterator[PlannedPage]:
    """Pages of the list at ``front``, those that :func:`cut` gives.

    ``extra`` are further arguments of each, ``extra_front`` those of the front in their place.
    """
    closed = 0
    for page in cut(members, size, since, known):
        path = list_page_path(front, page.number)
        more = extra_front if extra_front is not None and page.number == 0 else extra
        args = (front, msgspec.structs.astuple(page), *more)
        yield PlannedPage(path, kind, template, args, label(kind))
        if page.number == 0:
            closed = page.older or 0
    if closed:
        yield redirect(list_page_path(front, closed + 1), front)


def beyond(members: ListMembers, front: str, size: int) -> Iterator[str]:
    """Addresses of numbered pages that the list no longer has, as long as there are such."""
    number = max(0, members.count() // size - 1)
    number += 2 if number else 1
    while True:
        yield list_page_path(front, number)
        number += 1


def label(kind: str) -> str:
    return kind.partition("/")[0]


def prepare_list_page(
    frame: PageFrame,
    prepare: Callable[..., Mapping[str, Any]],
    front: str,
    page: Any,
    *more: Any,
) -> Mapping[str, Any]:
    """The data of a list's page, and when the newest of it changed."""
    listed = ListPage(*page)
    data = prepare(frame, listed, pager(frame.maker, listed, front), *more)
    return {**data, "changed": newest_change(frame.maker, listed.ids)}
