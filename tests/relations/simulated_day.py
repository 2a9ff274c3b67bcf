"""A story that 25 outlets join within a day, among forty newer ones of one outlet, hour by hour.

``python -m tests.relations.simulated_day`` prints the table of docs/urls-and-lists.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

import msgspec

from site_gen.config import Ranking, Stories
from site_gen.model import Record
from site_gen.ranking import top_stories
from tests.records import CONFIG, NOON, record
from tests.stored import Stored

START = NOON.replace(hour=0) + timedelta(days=1)
OUTLETS = 25
JOINED = (0.0, 0.5, *(float(hour) for hour in range(1, OUTLETS - 1)))
"""The hours at which outlets join the story."""
A_DAY = 40
"""Stories of one outlet in a day, also after the story has stopped growing."""


class Hour(NamedTuple):
    """The front page a minute before the end of an hour, counted from the story's first article."""

    number: int
    outlets: int
    newer: int
    """Stories of one outlet, all newer than the first article of the story."""
    place: int
    """That of the story on the front page; one below these if all of them are before it."""


def simulated(
    joined: Sequence[float] = JOINED, half_life_hours: float = 24.0, hours: int = 48
) -> Iterator[Hour]:
    """Each hour of a site with the story, updated as its records are published."""
    config = msgspec.structs.replace(
        CONFIG,
        stories=Stories(threshold=0, window_hours=1000),
        ranking=Ranking(half_life_hours=half_life_hours),
    )
    stored = Stored(config)
    told = [_record(f"told-{n}", hour, f"Outlet {n}", "gale") for n, hour in enumerate(joined)]
    count = hours * A_DAY // 24
    alone = [_record(f"alone-{n}", (n + 0.5) * 24 / A_DAY, f"Alone {n}") for n in range(count)]
    for number in range(hours):
        start, end = (START + timedelta(hours=number + after) for after in (0, 1))
        stored.put(*[one for one in (*told, *alone) if start <= one.published_at < end])
        outlets, newer = (sum(one.published_at < end for one in some) for some in (told, alone))
        top = top_stories(stored.library, config.ranking)
        places = [place for place, id_ in enumerate(top, 1) if id_.startswith("told")]
        yield Hour(number, outlets, newer, places[0] if places else newer + 1)


def _record(id_: str, hour: float, provider: str, story: str = "none") -> Record:
    return record(id_, START + timedelta(hours=hour), provider=provider, story=story)


def rows() -> list[list[str]]:
    """The cells of the documented table: an hour of the first day, and the same of the second."""
    found = [*simulated()]
    return [
        [*map(str, (one.number, one.outlets, one.newer, one.place, other.newer, other.place))]
        for one, other in zip(found[:24], found[24:], strict=True)
    ]


if __name__ == "__main__":
    for cells in rows():
        print(f"| {' | '.join(cells)} |")
