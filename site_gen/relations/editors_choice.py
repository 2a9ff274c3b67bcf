"""What editors put first and last: records with ``pin`` and ``bury``, and their stories.

A story is pinned until the latest instant at which the pin of one of its records ends, and led by
that record until then. It is buried if one of its records is and it is not pinned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from site_gen import ranking
from site_gen.instants import from_micros, micros
from site_gen.model import Story
from site_gen.relations.story_members import StoryMember
from site_gen.store import Store


def with_editors_choice(
    story: Story, members: Sequence[StoryMember], now: int, half_life_hours: float
) -> Story:
    """The story with the pin that holds at ``now``, and whether it is buried."""
    ends = [member.facts.pin for member in members if (member.facts.pin or now) > now]
    end = max((end for end in ends if end is not None), default=None)
    if end is not None:
        pinned = [member for member in members if member.facts.pin == end]
        lead = ranking.lead(pinned, story.heat_of, half_life_hours)
        return msgspec.structs.replace(story, lead=lead.id, pin=from_micros(end))
    if any(member.facts.buried for member in members):
        return msgspec.structs.replace(story, buried=True)
    return story


def ended_pins(store: Store, last: int | None, now: datetime) -> Mapping[int, int]:
    """Shown record → its story, if a pin of it or of a duplicate has ended since the build at
    ``last``, or holds again since ``now`` is earlier."""
    if last is None:
        return {}
    rows = store.execute(
        "SELECT s.n, s.story FROM records r JOIN shown s ON s.n = r.main "
        "WHERE r.pin > ? AND r.pin <= ? AND s.story IS NOT NULL",
        (min(last, micros(now)), max(last, micros(now))),
    )
    return dict(rows.fetchall())
