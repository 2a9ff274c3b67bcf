"""Stories: which records and related entries are about one event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec


class CoverageRef(msgspec.Struct, frozen=True):
    """A related entry: the record that lists it, and its index among the entries that are shown."""

    record_id: str
    index: int


class Arrival(msgspec.Struct, frozen=True, omit_defaults=True):
    """When a provider published its first article of a story."""

    at: datetime
    provider: str
    """Slug."""
    day_only: bool = False
    """Whether the hour is not known."""


class Copy(msgspec.Struct, frozen=True, array_like=True):
    """An article whose text another provider published before."""

    of: int
    """Position of the article that it repeats, among the records and then the entries of the
    story."""
    by_agency: bool = False
    """Whether both only name the same agency, and the words differ."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """An event: its records and related entries."""

    id: str
    """Id of its first record."""
    lead: str
    """Id of the record that stands for the story in lists."""
    record_ids: tuple[str, ...]
    """Oldest first."""
    entries: tuple[CoverageRef, ...] = ()
    """Related entries that are not records of the site, each article once."""
    arrivals: tuple[Arrival, ...] = ()
    """Its providers by the time of their first article, without those of unknown time."""
    providers: tuple[str, ...] = ()
    """Slugs of all its providers: those in ``arrivals``, then those of unknown time."""
    copies: Mapping[int, Copy] = {}
    """Position of an article, among the records and then the entries → what it repeats."""
    delays: Mapping[str, int] = {}
    """Slug → microseconds from the first article of the story to the provider's, for providers
    that count (``relations/delays.py``), the first before the others."""
    heats: Mapping[str, int] = {}
    """Record id → computed heat, for records without a heat of their own; 0 is left out."""
    pin: datetime | None = None
    """Until when it is pinned; None if it is not, or no longer."""
    buried: bool = False
    """Whether an editor has put it after all others."""

    def heat_of(self, record: Any) -> int:
        """The heat of one of its records: its own, else the computed one."""
        return self.heats.get(record.id, 0) if record.heat is None else record.heat
