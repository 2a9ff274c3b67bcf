"""The rows of lists, by day: articles in the look that the configuration gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

import msgspec
from msgspec.structs import replace

from site_gen.config import ListStyle
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Card, DayGroup, Link, ListedBy
from site_gen.store.library import Library
from site_gen.urls import archive_path


class ListRow(msgspec.Struct, frozen=True):
    """A row of a list."""

    id: str
    """The record by whose time the row has its place."""
    shown: str
    """The record that is shown: another one if the row is a story, whose lead it is."""
    pinned: bool = False
    """Whether an editor has given the row its place."""


def record_shown_for(library: Library, topic: str, record_id: str) -> str:
    """The record whose card a topic shows for the story of one of its records."""
    lead = library.story_of(record_id).lead
    return lead if topic in library.relations(lead).topics else record_id


def rows_of(ids: Iterable[str]) -> list[ListRow]:
    """The rows of a list of records."""
    return [ListRow(id_, id_) for id_ in ids]


def day_groups(
    maker: ViewMaker, rows: list[ListRow], style: ListStyle, label: str = ""
) -> tuple[DayGroup, ...]:
    """The cards of rows by day: newest first, unless an editor has given some stories their place.

    A year is said where it begins, so that every page says it once. ``label`` says of which article
    of a story a row has the place: ``Newest`` or ``First``.
    """
    times, day_of = maker.library.times, maker.zone.day
    if not rows:
        return ()
    newest = max(times(row.id)[0] for row in rows)
    groups = []
    year: int | None = None
    for day, group in groupby(rows, key=lambda row: day_of(times(row.id)[0])):
        cards = tuple(_card(maker, row, newest, style, label) for row in group)
        href = maker.urls.href(archive_path(day.year, day.month, day.day))
        groups.append(DayGroup(maker.dates.day_heading(day, year), day.isoformat(), href, cards))
        year = day.year
    return tuple(groups)


def _card(maker: ViewMaker, row: ListRow, newest: datetime, style: ListStyle, label: str) -> Card:
    card = maker.card(row.shown)
    changes: dict[str, Any] = {}
    if card.picture and not style.pictures:
        changes["picture"] = None
    if card.excerpt and not style.excerpts:
        changes["excerpt"] = ""
    if row.pinned:
        changes["pinned"] = True
    if row.id != row.shown:
        other = maker.card(row.id)
        provider = Link(other.provider.name, other.href)
        changes["listed_by"] = ListedBy(label, provider, other.published)
        listed, shown = maker.library.times(row.id)[0], maker.library.times(row.shown)[0]
        if maker.zone.day(listed) != maker.zone.day(shown):
            changes |= {"other_day": True, "published": maker.moments.labelled(shown, newest)}
    return replace(card, **changes) if changes else card
