"""The picture of a story's coverage by hour, on the page of one of its articles.

It has a bar for each hour of the site's time zone, from the first article to the last. In stories
of more than two days a bar is several hours or days. Only articles of known hour count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from site_gen.i18n.language import Language
from site_gen.instants import rfc3339
from site_gen.plan.moments import Moments
from site_gen.plan.views import CoverageChart, Moment
from site_gen.zones import Zone

_FEWEST = 3
"""Articles of known hour."""
_MOST_BARS = 48
_DAY = 24
_STEPS = (1, 2, 3, 6, 12, _DAY, 2 * _DAY, 7 * _DAY)
"""Hours of a bar."""
_EPOCH = datetime(1970, 1, 5)  # noqa: DTZ001  as clocks show it; a Monday, as weeks begin with it
_HOUR = timedelta(hours=1)
_PLACE = "\ue000"
"""Stands for the time in a label."""
_SLOT, _BAR, _HEIGHT = 4, 3, 24
"""The width of a bar with and without the space after it, and the height of the highest one."""


def coverage_chart(
    times: Iterable[datetime], page: datetime, language: Language, moments: Moments
) -> CoverageChart | None:
    """The chart of articles of these hours, on the page of the one of ``page``.

    None if they are too few, or all of one hour.
    """
    in_order = sorted(times)
    if len(in_order) < _FEWEST:
        return None
    hours = {at: _hour(at, language.zone) for at in in_order}
    first, last = min(hours.values()), max(hours.values())
    if first == last:
        return None
    step = _step(first, last)
    bars: dict[int, list[datetime]] = {}
    for at in in_order:
        bars.setdefault(hours[at] // step - first // step, []).append(at)
    most = max(map(len, bars.values()))
    peak = next(bar[0] for bar in bars.values() if len(bar) == most)
    heights = {index: max(1, round(_HEIGHT * len(bar) / most)) for index, bar in bars.items()}
    here = {hours[page] // step - first // step} if page in hours else set()
    when = _when(language, moments, step, peak, page)
    is_clock = most > 1 and step < _DAY
    label = _label(language, step, _PLACE if is_clock else when, most)
    before, _, after = label.partition(_PLACE)
    return CoverageChart(
        label=before,
        bars=max(bars) + 1,
        path=_path({index: top for index, top in heights.items() if index not in here}),
        own_path=_path({index: heights[index] for index in here}),
        first=moments.beside(in_order[0], page),
        last=moments.beside(in_order[-1], page),
        peak=_beginning(moments, _start(language, step, peak), when) if is_clock else None,
        label_end=after,
    )


def _hour(at: datetime, zone: Zone) -> int:
    """The number of an hour, as clocks of the zone show it."""
    return (zone.local(at).replace(tzinfo=None) - _EPOCH) // _HOUR


def _step(first: int, last: int) -> int:
    """The hours of a bar, so that there are not too many bars."""
    step = next((each for each in _STEPS if _fits(first, last, each)), _STEPS[-1])
    while not _fits(first, last, step):
        step *= 2
    return step


def _fits(first: int, last: int, step: int) -> bool:
    return last // step - first // step < _MOST_BARS


def _when(language: Language, moments: Moments, step: int, first: datetime, page: datetime) -> str:
    """When a bar begins, given its first article: ``14:00``, ``16 Sep, 14:00``, ``16 Sep``."""
    if step >= _DAY:
        return moments.day_beside(first, page)
    clock = language.dates.clock(language.zone.local(first).hour // step * step, 0)
    if language.zone.day(first) == language.zone.day(page):
        return clock
    return language.dates.with_time(moments.day_beside(first, page), clock)


def _start(language: Language, step: int, first: datetime) -> datetime:
    """When a bar begins, given its first article."""
    local = language.zone.local(first)
    return first - timedelta(
        hours=local.hour % step,
        minutes=local.minute,
        seconds=local.second,
        microseconds=local.microsecond,
    )


def _beginning(moments: Moments, start: datetime, label: str) -> Moment:
    """The view of when a bar begins; midnight is an hour, too."""
    return replace(moments.moment(start), iso=rfc3339(start), label=label)


def _label(language: Language, step: int, when: str, most: int) -> str:
    articles = language.ngettext("%(number)s article", "%(number)s articles", most)
    if step == 1:
        if most == 1:
            return language.gettext("Coverage by hour")
        # Translators: the hour with the most articles: “most at 14:00, 5 articles”.
        return language.gettext(
            "Coverage by hour: most at %(time)s, %(articles)s", time=when, articles=articles
        )
    if step == _DAY:
        if most == 1:
            return language.gettext("Coverage by day")
        # Translators: the day with the most articles: “most on 16 Sep, 5 articles”.
        return language.gettext(
            "Coverage by day: most on %(day)s, %(articles)s", day=when, articles=articles
        )
    if most == 1:
        return language.gettext("Coverage over time")
    # Translators: the hours or days with the most articles begin at a time: “most from 16 Sep,
    # 12:00, 5 articles”.
    return language.gettext(
        "Coverage over time: most from %(time)s, %(articles)s", time=when, articles=articles
    )


def _path(heights: Mapping[int, int]) -> str:
    """The bars at these places, of these heights."""
    return "".join(
        f"M{index * _SLOT} {_HEIGHT}v-{height}h{_BAR}v{height}"
        for index, height in sorted(heights.items())
    )
