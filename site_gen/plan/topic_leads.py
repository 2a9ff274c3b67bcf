"""What stands for a story in the list of a topic.

A story has the place of its first record on the topic, which later ones never move. It is
shown by its lead if that is on the topic, else by that first record.
"""

from __future__ import annotations

from site_gen.store.library import Library


def face(library: Library, topic: str, record_id: str) -> str:
    """The record by which the topic with this slug shows the story of one of its records."""
    lead = library.story_of(record_id).lead
    return lead if topic in library.relations(lead).topics else record_id
