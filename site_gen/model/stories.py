"""Stories: which records and related entries are about one event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec


class CoverageRef(msgspec.Struct, frozen=True):
    """A related entry, by the record that lists it and its place in the cleaned list."""

    record_id: str
    index: int


def is_day_only(instant: datetime) -> bool:
    """Whether only the day is known: midnight in UTC says so."""
    return not (instant.hour or instant.minute or instant.second)


class Arrival(msgspec.Struct, frozen=True):
    """When an outlet first told a story."""

    at: datetime
    provider: str
    """Slug."""

    @property
    def day_only(self) -> bool:
        return is_day_only(self.at)


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One event: its records, and what their lists name beside them."""

    id: str
    """The id of its first record."""
    lead: str
    """The id of the record that stands for the story in lists."""
    record_ids: tuple[str, ...]
    """Oldest first."""
    entries: tuple[CoverageRef, ...] = ()
    """Related entries that are no records of the site, each article once."""
    arrivals: tuple[Arrival, ...] = ()
    """Its outlets by the time of their first article; those of unknown time are left out."""
    providers: tuple[str, ...] = ()
    """Slugs of all its outlets: those in ``arrivals``, then those of unknown time."""
    heats: Mapping[str, int] = {}
    """Record id → computed heat, of its records that have none themselves; 0 is left out."""

    def heat_of(self, record: Any) -> int:
        """The heat of one of its records: its own, else the computed one."""
        return self.heats.get(record.id, 0) if record.heat is None else record.heat
