"""The rows of lists, by day: articles in the look that the configuration gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

import msgspec
from msgspec.structs import replace

from site_gen.config import ListStyle
from site_gen.plan.dates import day_heading, labelled
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Card, DayGroup, Link, ListedBy
from site_gen.urls import archive_path


class ListRow(msgspec.Struct, frozen=True):
    """A row of a list."""

    id: str
    """The record by whose time the row has its place."""
    shown: str
    """The record that is shown: another one if the row is a story, whose lead it is."""


def rows_of(ids: Iterable[str]) -> list[ListRow]:
    """The rows of a list of records."""
    return [ListRow(id_, id_) for id_ in ids]


def day_groups(
    maker: ViewMaker,
    rows: list[ListRow],
    style: ListStyle,
    *,
    year: int | None = None,
    label: str = "",
) -> tuple[DayGroup, ...]:
    """The cards of rows, newest first, by day (UTC).

    Dates of the year ``year`` are shown without it; the default is the year of the first row.
    ``label`` says of which article of a story a row has the place: ``Newest`` or ``First``.
    """
    times = maker.library.times
    if not rows:
        return ()
    newest, _ = times(rows[0].id)
    year = year or newest.year
    groups = []
    for day, group in groupby(rows, key=lambda row: times(row.id)[0].date()):
        cards = [_card(maker, row, style, label) for row in group]
        if newest.year == year:
            cards = [_labelled(maker, card, newest) if card.other_day else card for card in cards]
        href = maker.urls.href(archive_path(day.year, day.month, day.day))
        groups.append(DayGroup(day_heading(day, year), day.isoformat(), href, tuple(cards)))
    return tuple(groups)


def _card(maker: ViewMaker, row: ListRow, style: ListStyle, label: str) -> Card:
    card = maker.card(row.shown)
    changes: dict[str, Any] = {}
    if card.picture and not style.pictures:
        changes["picture"] = None
    if card.excerpt and not style.excerpts:
        changes["excerpt"] = ""
    if row.id != row.shown:
        other = maker.card(row.id)
        provider = Link(other.provider.name, other.href)
        changes["listed_by"] = ListedBy(label, provider, other.published)
        times = maker.library.times
        changes["other_day"] = times(row.id)[0].date() != times(row.shown)[0].date()
    return replace(card, **changes) if changes else card


def _labelled(maker: ViewMaker, card: Card, newest: datetime) -> Card:
    return replace(card, published=labelled(maker.library.times(card.id)[0], newest))
