"""What ``sources`` lists: each source, and how it has fared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from site_gen.config import Source
from site_gen.fetch.sources import name_of, shown_url
from site_gen.fetch.state import SourceState, States


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A source of the configuration, and what the runs so far found out about it."""

    name: str
    url: str
    last_success: datetime | None
    """None if it was never read, or the cache that remembers it is lost."""
    items_a_day: float | None
    """From the oldest article in its last answer until then; None if the dates do not tell."""
    failing_since: datetime | None
    failure: str
    gone: bool
    wait_until: datetime | None
    moved_to: str

    @property
    def in_words(self) -> str:
        """``fine``, or what is wrong with it and since when."""
        if self.gone:
            return "gone for good"
        if self.failing_since:
            return f"fails since {self.failing_since:%Y-%m-%d %H:%M}: {self.failure}"
        if self.moved_to:
            return f"has moved to {self.moved_to}"
        return "fine" if self.last_success else "not read yet"


def listed(sources: Sequence[Source], states: States) -> list[SourceRow]:
    """The sources in the order of the configuration."""
    return [_listed(source, states.get(source.url, SourceState())) for source in sources]


def _listed(source: Source, state: SourceState) -> SourceRow:
    return SourceRow(
        name=name_of(source, state),
        url=shown_url(source),
        last_success=state.last_success,
        items_a_day=state.items_a_day,
        failing_since=state.failing_since,
        failure=state.failure.message if state.failure else "",
        gone=state.gone,
        wait_until=state.wait_until,
        moved_to=state.moved_to,
    )
