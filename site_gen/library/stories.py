"""Stories with all that lists show of them: their lead, their coverage, who came when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median

from site_gen.model import Arrival, CoverageRef, Grouping, Record, Speed, Story


class StoryMaker:
    """Makes stories of groups of records."""

    def __init__(
        self,
        records: Mapping[str, Record],
        grouping: Grouping,
        slugs: Mapping[str, str],
        related_slugs: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.records = records
        self.grouping = grouping
        self.slugs = slugs
        self.related_slugs = related_slugs

    def story(self, ids: Sequence[str], lead: str) -> Story:
        """The story of these records, the oldest first."""
        entries = tuple(self._entries(ids))
        first: dict[str, datetime] = {}
        untimed: dict[str, None] = {}
        for slug, at in self._times(ids, entries):
            if at is None:
                untimed[slug] = None
            elif slug not in first or at < first[slug]:
                first[slug] = at
        arrivals = sorted((at, slug) for slug, at in first.items())
        timed = tuple(slug for _, slug in arrivals)
        return Story(
            id=ids[0],
            lead=lead,
            record_ids=tuple(ids),
            entries=entries,
            arrivals=tuple(Arrival(at, slug) for at, slug in arrivals),
            outlets=(*timed, *(slug for slug in untimed if slug not in first)),
        )

    def _entries(self, ids: Sequence[str]) -> Iterator[CoverageRef]:
        """What the records' lists name that is no record of the site, each article once."""
        seen: set[str] = set()
        for id_ in ids:
            for index, own in enumerate(self.grouping.related_ids[id_]):
                if own:
                    continue
                if len(ids) > 1:  # one list has each article once already
                    keys = self.grouping.related_keys[id_][index]
                    known = not seen.isdisjoint(keys)
                    seen |= keys
                    if known:
                        continue
                yield CoverageRef(id_, index)

    def _times(
        self, ids: Sequence[str], entries: Sequence[CoverageRef]
    ) -> Iterator[tuple[str, datetime | None]]:
        for id_ in ids:
            yield self.slugs[id_], self.records[id_].published_at
        for ref in entries:
            entry = self.grouping.related[ref.record_id][ref.index]
            yield self.related_slugs[ref.record_id][ref.index], entry.published_at


def speeds(stories: Mapping[str, Story]) -> dict[str, Speed]:
    """Provider slug → how it fares in the stories that several outlets tell.

    Only articles whose hour is known count, and of a story only what is left then.
    """
    count: dict[str, int] = {}
    first: dict[str, int] = {}
    lags: dict[str, list[float]] = {}
    for story in stories.values():
        known = [arrival for arrival in story.arrivals if not arrival.day_only]
        if len(known) < 2:
            continue
        for arrival in known:
            slug = arrival.provider
            count[slug] = count.get(slug, 0) + 1
            if arrival.at == known[0].at:
                first[slug] = first.get(slug, 0) + 1
            else:
                lag = (arrival.at - known[0].at).total_seconds()
                lags.setdefault(slug, []).append(lag)
    return {
        slug: Speed(
            stories=number,
            first=first.get(slug, 0),
            median_lag=timedelta(seconds=median(lags[slug])) if slug in lags else None,
        )
        for slug, number in count.items()
    }
