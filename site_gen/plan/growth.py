"""How the number of a story's outlets grew, as the path of a small picture.

The picture is as wide as the time from the first outlet to the last, and as high as their number.
It has a step wherever the number has grown. Outlets whose hour is not known are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from site_gen.instants import micros
from site_gen.model import Arrival

_COLUMNS, _COLUMN = 7, 4
"""The times at which outlets are counted, and the width of each: few bytes, as lists have many of
these pictures."""
_HEIGHT = 9
"""The view box is ``0 0 28 9``."""
_FEWEST = 3
"""Outlets; fewer grow in one way only."""
_SHORTEST = 3_600_000_000
"""Microseconds; outlets within an hour came at once."""


def growth(arrivals: Iterable[Arrival]) -> str:
    """The path, given the outlets by time; empty if they are too few or came at once."""
    times = [micros(arrival.at) for arrival in arrivals if not arrival.day_only]
    if len(times) < _FEWEST or times[-1] - times[0] < _SHORTEST:
        return ""
    span = times[-1] - times[0]
    path, before = f"M0 {_HEIGHT}", _HEIGHT
    for column in range(_COLUMNS):
        count = bisect_right(times, times[0] + span * (column + 1) // _COLUMNS)
        top = _HEIGHT - max(1, round(_HEIGHT * count / len(times)))
        if top != before:
            path += f"H{column * _COLUMN}V{top}" if column else f"V{top}"
            before = top
    return f"{path}H{_COLUMNS * _COLUMN}V{_HEIGHT}"
