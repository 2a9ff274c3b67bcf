"""How many stories each column of the front page has, so that the columns end together.

When the page is wide, its front has the lead with stories below it, stories beside it, and the
latest at the edge. Heights of cards are estimated from their texts; the stylesheet (``front.css``)
evens out the rest by the size of pictures. All sizes are in CSS pixels at the full width of the
page, in the theme's own type.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from site_gen.plan.views import Card

_LETTER = 0.53
"""The mean width of a letter, in units of the type's size; of Chinese and Japanese twice that."""
_META = 50
"""Topic above a headline, byline below it, and the space between these."""
_COVERAGE = 28
"""Who else covers the story."""
_HEAD = 52
"""The heading of the latest."""
_FEWEST = 4
"""The least number of latest articles beside the top stories."""


class _Sizes(NamedTuple):
    """Widths of columns and sizes of type."""

    lead: float
    """The width of the lead, and of the stories below it."""
    beside: float
    lead_type: float
    story_type: float
    lead_picture: float
    """Height for width."""
    below_in_row: int
    """Stories below the lead that stand next to each other."""
    pictured: int
    """Stories beside the lead with a picture above the text."""
    thumbnail: float
    """Width of a picture next to the text of a story, and of the space between them."""
    gap: float
    """Between two stories, with the line."""
    excerpt_type: float = 14
    latest: float = 285
    latest_type: float = 14


_COMPACT = _Sizes(493, 362, 38, 18, 1 / 2, 1, 0, 108, 25)
_COMFORTABLE = _Sizes(597, 258, 48, 21, 9 / 16, 2, 2, 0, 33, latest_type=15)


def _lines(text: str, size: float, width: float) -> int:
    letters = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return math.ceil(letters * _LETTER * size / width)


class FrontColumns:
    """The columns of a front with this density, with or without a column of the latest."""

    def __init__(self, density: str, *, has_latest: bool) -> None:
        sizes = _COMPACT if density == "compact" else _COMFORTABLE
        self._sizes = sizes if has_latest else sizes._replace(lead=701, beside=493)

    def beside(self, lead: Card, others: Sequence[Card]) -> int:
        """How many of the other top stories stand beside the lead; those after them are below."""

        def unevenness(count: int) -> float:
            first, second = self._heights(lead, others[:count], others[count:])
            # The picture of the lead grows more easily than the space between stories.
            return abs(first - second) / (2 if first < second and lead.picture else 1)

        return min(range(min(len(others), 1), len(others) + 1), key=unevenness)

    def latest(
        self, lead: Card, beside: Sequence[Card], below: Sequence[Card], latest: Sequence[Card]
    ) -> int:
        """How many of the latest articles are as high as the columns next to them."""
        left = max(self._heights(lead, beside, below)) - _HEAD
        size = self._sizes.latest_type
        for count, card in enumerate(latest):
            height = 37 + 1.22 * size * _lines(card.title, size, self._sizes.latest)
            if left < height / 2 and count >= _FEWEST:
                return count
            left -= height
        return len(latest)

    def _heights(
        self, lead: Card, beside: Sequence[Card], below: Sequence[Card]
    ) -> tuple[float, float]:
        """The heights of the column of the lead, and of that beside it."""
        sizes, row = self._sizes, self._sizes.below_in_row
        first = self._lead(lead)
        alone, rest = below[: len(below) % row], below[len(below) % row :]
        for card in alone:
            # Its picture is beside the text, with two fifths of the width.
            picture = sizes.lead * 2 / 5 * 2 / 3 if card.picture else 0
            text = self._story(card, sizes.lead * 3 / 5, pictured=False)
            first += sizes.gap + max(text, picture)
        for start in range(0, len(rest), row):
            cards = rest[start : start + row]
            width = sizes.lead / row
            first += sizes.gap + max(self._story(card, width, pictured=row > 1) for card in cards)
        second = -sizes.gap
        for index, card in enumerate(beside):
            second += sizes.gap + self._story(card, sizes.beside, pictured=index < sizes.pictured)
        return first, second

    def _lead(self, card: Card) -> float:
        sizes = self._sizes
        height = _META + 1.08 * sizes.lead_type * _lines(card.title, sizes.lead_type, sizes.lead)
        height += 26 * min(_lines(card.excerpt, 17, sizes.lead), 3)
        if card.picture:
            height += 16 + sizes.lead_picture * sizes.lead
        return height + (_COVERAGE if card.covered_by else 0)

    def _story(self, card: Card, width: float, *, pictured: bool) -> float:
        sizes = self._sizes
        if card.picture and not pictured:
            width -= sizes.thumbnail
        height = _META + 1.2 * sizes.story_type * _lines(card.title, sizes.story_type, width)
        if card.excerpt:
            height += 8 + 21 * min(_lines(card.excerpt, sizes.excerpt_type, width), 3)
        if card.picture and pictured:
            height += 12 + width * 2 / 3
        return height + (_COVERAGE if card.covered_by else 0)
