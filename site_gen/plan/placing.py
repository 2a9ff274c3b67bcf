"""Where a story stands in the list of a topic, and what stands for it there.

A story has the place of its first record on the topic, which later ones never move. It is
shown by its lead if that is on the topic, else by that first record.
"""

from __future__ import annotations

from site_gen.model import Library, Topic


def places(library: Library, topic: Topic) -> tuple[str, ...]:
    """For each story of a topic the first of its records that are on it; newest first."""
    first: dict[str, str] = {}
    for id_ in reversed(topic.record_ids):
        first.setdefault(library.story_ids[id_], id_)
    return tuple(reversed(first.values()))


def face(library: Library, topic: str, record_id: str) -> str:
    """The record by which the topic with this slug shows the story of one of its records."""
    lead = library.story_of(record_id).lead
    return lead if topic in library.topic_slugs[lead] else record_id
