"""By when an article had been published, and whether that is known to the hour.

Only an article whose time is known to the hour is first or late. Others have a time by which they
had been published at the latest:

a day without an hour                the end of the day
a time that is one of a change       that time
no time, or one that is to come      none
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from site_gen.instants import from_micros
from site_gen.zones import Zone

NEVER = 2**63 - 1
"""Later than any instant, in microseconds since 1970."""


class Publication(NamedTuple):
    """When an article was published."""

    by: int
    """Microseconds since 1970: it was published at this time, or before it if not ``exact``."""
    exact: bool


UNKNOWN = Publication(NEVER, exact=False)


def publication(
    at: int | None, zone: Zone, *, time_known: bool = True, now: int = NEVER
) -> Publication:
    """When an article was published whose time is given as ``at``.

    ``time_known`` is false if that is the time of a change, and ``zone`` that of days without an
    hour. A clock that is ahead of ``now`` is wrong, so its time says nothing.
    """
    if at is None or at > now:
        return UNKNOWN
    if zone.is_day_only(from_micros(at)):
        return Publication(zone.bounds(zone.day_number(at))[1], exact=False)
    return Publication(at, time_known)


def first_time(publications: Iterable[Publication]) -> int | None:
    """The time of the first of some articles; None if another may have been before it.

    An article of a day without an hour may have been earlier on its day: this is ignored, since
    the day says nothing. One of an earlier day was certainly first.
    """
    exact, others = NEVER, NEVER
    for each in publications:
        if each.exact:
            exact = min(exact, each.by)
        else:
            others = min(others, each.by)
    return exact if exact < others else None
