"""Who had a story first, and how long after the others came."""

from __future__ import annotations

from datetime import datetime, timedelta

from site_gen.model import Record
from site_gen.plan.maker import ViewMaker
from site_gen.plan.moments import is_day_only, moment
from site_gen.plan.views import Beat

_HOURS_UNTIL_DAYS = 48


def timeline(maker: ViewMaker, record: Record) -> tuple[Beat, ...]:
    """The outlets of a record's coverage by time, each by its first article.

    Empty unless two outlets are known to have had the story at a known time.
    """
    library = maker.library
    own = library.provider_slugs[record.id]
    first = {own: record.published_at}
    entries = zip(library.related[record.id], library.related_slugs[record.id], strict=True)
    for entry, slug in entries:
        if slug != own and entry.published_at is not None:
            first[slug] = min(first.get(slug, entry.published_at), entry.published_at)
    if len(first) < 2:
        return ()
    ordered = sorted((instant, slug) for slug, instant in first.items())
    start = ordered[0][0]
    return tuple(
        Beat(maker.outlet(slug), moment(instant), after(start, instant, place == 0), slug == own)
        for place, (instant, slug) in enumerate(ordered)
    )


def after(start: datetime, instant: datetime, is_first: bool) -> str:
    """``First``, ``+35 min``, ``+2 h 10 min``, ``+3 days``; empty if only days are known."""
    if is_day_only(start) or is_day_only(instant):
        return ""
    if is_first:
        return "First"
    lag = instant - start
    minutes = lag // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if hours >= _HOURS_UNTIL_DAYS:
        return f"+{lag.days} days"
    parts = [f"{hours} h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} min")
    return "+" + " ".join(parts)
