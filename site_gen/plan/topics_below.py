"""The news of a topic that no record names itself: those of the topics below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from site_gen.plan.day_groups import ListRow
from site_gen.plan.topic_rows import in_order, row_of_front, stories_of
from site_gen.store.library import Library


def newest_below(library: Library, slug: str, most: int) -> list[ListRow]:
    """The newest stories of the topics below a topic, at most ``most``."""
    found = {
        id_: topic
        for topic in _below(library, slug, {slug})
        for id_ in islice(stories_of(library, topic), most)
    }
    newest = sorted(found, key=lambda id_: (-library.times(id_)[0].timestamp(), id_))
    of_stories: dict[str, str] = {}
    for id_ in newest:
        of_stories.setdefault(library.relations(id_).story, id_)
    rows = [row_of_front(library, found[id_], id_) for id_ in of_stories.values()]
    return in_order(library, rows)[:most]


def _below(library: Library, slug: str, seen: set[str]) -> Iterator[str]:
    for child in library.topic(slug).children:
        if child not in seen:
            seen.add(child)
            yield child
            yield from _below(library, child, seen)
