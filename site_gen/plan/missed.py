"""Stories that others tell and an outlet does not, though they are of its topics."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from site_gen.model import Library, Provider
from site_gen.plan.placing import places

_STORIES = 6
_TOPICS = 3
_OUTLETS = 2
"""A story counts when at least so many tell it."""


def main_topics(library: Library, provider: Provider) -> list[tuple[str, int]]:
    """The topics of an outlet's records and how many of them each has, most first."""
    counts = Counter(slug for id_ in provider.record_ids for slug in library.topic_slugs[id_])
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


class Watch:
    """Knows the stories of each topic that several outlets tell; looked up once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._shared: dict[str, list[str]] = {}

    def missed_by(self, provider: Provider) -> tuple[str, ...]:
        """Ids of the newest stories of the outlet's main topics that it has no article in.

        Only those that began between its first record and its last: of what came before or
        after, nobody can say that it had let it go.
        """
        topics = [slug for slug, _ in main_topics(self.library, provider)[:_TOPICS]]
        found = {id_ for slug in topics for id_ in islice(self._of(slug, provider), _STORIES)}
        newest = sorted(found, key=self._age)
        stories = dict.fromkeys(self.library.story_ids[id_] for id_ in newest)
        return tuple(islice(stories, _STORIES))

    def _of(self, slug: str, provider: Provider) -> Iterator[str]:
        """The first records of a topic's stories that the outlet has no article in."""
        if slug not in self._shared:
            self._shared[slug] = [
                id_
                for id_ in places(self.library, self.library.topics[slug])
                if len(self.library.story_of(id_).outlets) >= _OUTLETS
            ]
        shared = self._shared[slug]
        newest, oldest = (self._age(provider.record_ids[end]) for end in (0, -1))
        for id_ in islice(shared, bisect_left(shared, newest, key=self._age), None):
            if self._age(id_) > oldest:
                return
            if provider.slug not in self.library.story_of(id_).outlets:
                yield id_

    def _age(self, record_id: str) -> tuple[float, str]:
        """What is less for newer records, as ``newest_first`` has them."""
        return -self.library.records[record_id].published_at.timestamp(), record_id
