"""Lists of records, divided into pages that do not change.

Pages are numbered from the oldest records on. A closed page keeps its number, its records and its
bytes. New records are added to the front page; when it has as many as two pages, its older half
becomes the next numbered page.

The newest closed page links to the next number before a page of that number exists, so that it
need not change later. Until then that number redirects to the front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from site_gen.i18n.language import Language
from site_gen.instants import from_micros
from site_gen.model import PlannedPage
from site_gen.plan import json_ld
from site_gen.plan.list_members import ListMembers, Row
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.pages import redirect
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import DayGroup, Pager
from site_gen.relations.changes import Place
from site_gen.urls import list_page_path


class ListPage(msgspec.Struct, frozen=True, array_like=True):
    """One page of a list: its number (0 is the front) and its records, newest first."""

    number: int
    ids: tuple[str, ...]
    older: int | None = None
    """Number of the next older page."""
    older_span: tuple[int, int] | None = None
    """When the oldest and the newest record of that page were published."""
    total: int | None = None
    """The length of the list; only on the front, as closed pages must not change with it."""

    @property
    def newer(self) -> int | None:
        return self.number + 1 if self.number else None


def divide(
    members: ListMembers,
    size: int,
    since: Place | None = None,
    is_planned: Callable[[int], bool] = bool,
) -> Iterator[ListPage]:
    """Divide a list into pages of ``size`` records, from old to new, the front last.

    With ``since`` only the pages that a change at this place affects, the front, and the newest
    pages for whose numbers ``is_planned`` returns False.
    """
    total = members.count()
    closed = last_page_number(members, size)
    first = 1 if since is None else min(members.count_older(since) // size, closed) + 1
    while first > 1 and not is_planned(first - 1):
        first -= 1
    number = max(1, first - 1)  # one page earlier, as the next one names its days
    older_span: tuple[int, int] | None = None
    rows: list[Row] = []
    for row in members.from_oldest((number - 1) * size):
        rows.append(row)
        if number <= closed and len(rows) == size:
            if number >= first:
                yield _page(number, rows, number - 1 or None, older_span, None)
            older_span = (rows[0][1], rows[-1][1])
            number, rows = number + 1, []
    yield _page(0, rows, closed or None, older_span, total)


def last_page_number(members: ListMembers, size: int) -> int:
    """The number of the newest closed page; 0 if there is only the front."""
    return max(0, members.count() // size - 1)


def _page(
    number: int,
    rows: Sequence[Row],
    older: int | None,
    older_span: tuple[int, int] | None,
    total: int | None,
) -> ListPage:
    ids = tuple([id_ for id_, _ in reversed(rows)])
    return ListPage(number, ids, older, older_span if older else None, total)


def days_spanned(maker: ViewMaker, ids: Sequence[str]) -> str:
    """The days from the last to the first of these records, as text."""
    if not ids:
        return ""
    times = maker.library.times
    return _span(maker, times(ids[-1])[0], times(ids[0])[0])


def _span(maker: ViewMaker, first: datetime, last: datetime) -> str:
    """The days of two instants as text."""
    return maker.dates.span(maker.zone.day(first), maker.zone.day(last))


def pager(maker: ViewMaker, page: ListPage, front: str) -> Pager:
    """The links of a page to its neighbours; ``front`` is the path of the list's front page."""

    def href(number: int | None) -> str:
        return "" if number is None else maker.urls.href(list_page_path(front, number))

    older = page.older_span
    return Pager(
        span=days_spanned(maker, page.ids),
        newer_href=href(page.newer),
        older_href=href(page.older),
        older_span=_span(maker, from_micros(older[0]), from_micros(older[1])) if older else "",
    )


def title_of_older(language: Language, name: str, pager: Pager) -> str:
    """The title of an older page of a list: its name, and the days of the page."""
    return language.gettext("%(name)s, %(days)s", name=name, days=pager.span)


def newest_change(maker: ViewMaker, ids: Iterable[str]) -> Any:
    """When one of these records was last published or changed; None if there are none."""
    return max([maker.library.times(id_)[1] for id_ in ids], default=None)


def collection(
    maker: ViewMaker, name: str, path: str, groups: Iterable[DayGroup] = ()
) -> dict[str, Any]:
    """The schema.org data of a list.

    Fronts pass ``groups`` to include the listed articles; on older pages that would only add bytes.
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
    is_planned: Callable[[int], bool],
    extra: tuple[Any, ...] = (),
    extra_front: tuple[Any, ...] | None = None,
) -> Iterator[PlannedPage]:
    """Plan the pages of the list at ``front``: those that :func:`divide` returns.

    ``extra`` are further arguments of the pages, ``extra_front`` those of the front if they differ.
    """
    closed = 0
    for page in divide(members, size, since, is_planned):
        path = list_page_path(front, page.number)
        more = extra_front if extra_front is not None and page.number == 0 else extra
        args = (front, msgspec.structs.astuple(page), *more)
        yield PlannedPage(path, kind, template, args, kind)
        if page.number == 0:
            closed = page.older or 0
    if closed:
        yield redirect(list_page_path(front, closed + 1), front)


def prepare_list_page(
    prepare: Callable[..., Mapping[str, Any]],
    frame: PageFrame,
    front: str,
    page: tuple[Any, ...],
    *extra: Any,
) -> Mapping[str, Any]:
    """The data of a page of a list; ``prepare`` is the function for its kind of list."""
    list_page = ListPage(*page)
    data = prepare(frame, list_page, pager(frame.maker, list_page, front), *extra)
    return {"changed": newest_change(frame.maker, list_page.ids), **data}
