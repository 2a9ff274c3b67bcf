"""Cards of stories in a list that is not by day, so that each says its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from site_gen.config import ListStyle
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Card


def story_cards(
    maker: ViewMaker, ids: Sequence[str], style: ListStyle, *, by_rank: bool = False
) -> tuple[Card, ...]:
    """The cards of these records, with dates beside that of the newest of them.

    With ``by_rank`` they say whether their story is pinned: that is why it is where it is.
    """
    times = maker.library.times
    newest = max([times(id_)[0] for id_ in ids], default=None)
    cards = []
    for id_ in ids:
        card = maker.card(id_)
        published = maker.moments.labelled(times(id_)[0], newest)
        changes: dict[str, Any] = {"published": published, "other_day": True}
        if not style.pictures:
            changes["picture"] = None
        if not style.excerpts:
            changes["excerpt"] = ""
        if by_rank and maker.library.story_of(id_).pin is not None:
            changes["pinned"] = True
        cards.append(replace(card, **changes))
    return tuple(cards)
