"""What an update has changed in the store: relations hand it on to each other, and to the plan."""

from __future__ import annotations

import msgspec

from site_gen.dependencies import LIST, item

Place = tuple[int, str]
"""Where a record stands in a list: when it was published, and its id."""
ListName = tuple[str, int]
"""``latest``, ``stories``, ``topic``, ``places`` (a topic's stories) or ``provider``; and which."""

LATEST: ListName = ("latest", 0)
STORIES: ListName = ("stories", 0)


class RelationChanges(msgspec.Struct):
    """Numbers of what has changed. A list is known by the oldest place at which it differs."""

    items: set[int] = msgspec.field(default_factory=set)
    """What pages depend on (``dependencies.py``)."""
    lists: dict[ListName, Place] = msgspec.field(default_factory=dict)
    articles: set[int] = msgspec.field(default_factory=set)
    """Shown records whose own page is to be planned."""
    gone: set[str] = msgspec.field(default_factory=set)
    """Ids whose page is to be looked at: they were shown, or led to one that is shown."""
    topics: set[int] = msgspec.field(default_factory=set)
    providers: set[int] = msgspec.field(default_factory=set)
    days: set[int] = msgspec.field(default_factory=set)
    stories: set[int] = msgspec.field(default_factory=set)
    story_ids: set[str] = msgspec.field(default_factory=set)
    """Ids that these have, or had."""
    everything: bool = False
    """Whether relations were made anew."""

    def put(self, kind: int, key: int) -> None:
        """A thing has changed that pages may depend on."""
        self.items.add(item(kind, key))

    def put_list(self, name: int) -> None:
        self.items.add(item(LIST, name))

    def moved(self, name: ListName, published: int, id_: str) -> None:
        """A record has joined or left a list at this place."""
        known = self.lists.get(name)
        if known is None or is_older((published, id_), known):
            self.lists[name] = (published, id_)


def is_older(place: Place, other: Place) -> bool:
    """Lists are newest first, then by id: of one instant the greater id is further back."""
    return place[0] < other[0] or (place[0] == other[0] and place[1] > other[1])
