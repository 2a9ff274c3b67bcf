"""Stories with all that lists show of them: their lead, their coverage, who came when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median

import msgspec

from site_gen.library.heat import story_heats
from site_gen.model import Arrival, CoverageRef, Grouping, Record, Speed, Story

Lead = Callable[[Sequence[Record], Callable[[Record], int]], Record]
"""Chooses, of the records of a story and with the heat of each, the one that leads it."""


class StoryMaker:
    """Makes stories of groups of records."""

    def __init__(
        self,
        records: Mapping[str, Record],
        grouping: Grouping,
        slugs: Mapping[str, str],
        related_slugs: Mapping[str, tuple[str, ...]],
        lead: Lead,
        half_life_hours: float,
    ) -> None:
        self.records = records
        self.grouping = grouping
        self.slugs = slugs
        self.related_slugs = related_slugs
        self.lead = lead
        self.half_life_hours = half_life_hours

    def story(self, ids: Sequence[str]) -> Story:
        """The story of these records, the oldest first."""
        entries = self._entries(ids) if len(ids) > 1 else self._listed(ids[0])
        first: dict[str, datetime] = {}
        untimed: dict[str, None] = {}
        for slug, at in self._times(ids, entries):
            if at is None:
                untimed[slug] = None
            elif slug not in first or at < first[slug]:
                first[slug] = at
        # By time, then by slug; sorted twice, since pairs would be compared in Python.
        timed = sorted(first)
        timed.sort(key=first.__getitem__)
        arrivals = tuple([Arrival(first[slug], slug) for slug in timed])
        later = [slug for slug in untimed if slug not in first]
        records = [self.records[id_] for id_ in ids]
        story = Story(
            id=ids[0],
            lead=ids[0],
            record_ids=tuple(ids),
            entries=entries,
            arrivals=arrivals,
            outlets=(*timed, *later),
            heats=story_heats(records, self.slugs, arrivals, len(later), self.half_life_hours),
        )
        if len(records) == 1:
            return story
        return msgspec.structs.replace(story, lead=self.lead(records, story.heat_of).id)

    def _listed(self, id_: str) -> tuple[CoverageRef, ...]:
        """What one record's list names that is no record of the site."""
        own = self.grouping.related_ids[id_]
        return tuple([CoverageRef(id_, index) for index, other in enumerate(own) if not other])

    def _entries(self, ids: Sequence[str]) -> tuple[CoverageRef, ...]:
        """What the records' lists name that is no record of the site, each article once."""
        seen: set[str] = set()
        found = []
        for ref in (ref for id_ in ids for ref in self._listed(id_)):
            keys = self.grouping.related_keys[ref.record_id][ref.index]
            if seen.isdisjoint(keys):
                found.append(ref)
            seen.update(keys)
        return tuple(found)

    def _times(
        self, ids: Sequence[str], entries: Sequence[CoverageRef]
    ) -> Iterator[tuple[str, datetime | None]]:
        """The outlets of the story, each with the time of an article of it."""
        for id_ in ids:
            yield self.slugs[id_], self.records[id_].published_at
        related, slugs = self.grouping.related, self.related_slugs
        for ref in entries:
            id_, index = ref.record_id, ref.index
            yield slugs[id_][index], related[id_][index].published_at


def speeds(stories: Mapping[str, Story]) -> dict[str, Speed]:
    """Provider slug → how it fares in the stories that several outlets tell.

    Only articles whose hour is known count, and of a story only what is left then.
    """
    count: dict[str, int] = {}
    first: dict[str, int] = {}
    lags: dict[str, list[timedelta]] = {}
    for story in stories.values():
        if len(story.arrivals) < 2:
            continue
        known = [arrival for arrival in story.arrivals if not arrival.day_only]
        if len(known) < 2:
            continue
        start = known[0].at
        for arrival in known:
            slug, at = arrival.provider, arrival.at
            count[slug] = count.get(slug, 0) + 1
            if at == start:
                first[slug] = first.get(slug, 0) + 1
            else:
                lags.setdefault(slug, []).append(at - start)
    return {
        slug: Speed(
            stories=number,
            first=first.get(slug, 0),
            median_lag=_median(lags[slug]) if slug in lags else None,
        )
        for slug, number in count.items()
    }


def _median(lags: list[timedelta]) -> timedelta:
    return timedelta(seconds=median(lag.total_seconds() for lag in lags))
