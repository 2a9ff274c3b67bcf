"""What an update has changed in the store, for later relations and for the plan."""

from __future__ import annotations

import msgspec

from site_gen.dependencies import LIST, item

Place = tuple[int, str]
"""Position of a record in a list: when it was published, and its id."""
ListName = tuple[str, int]
"""``latest``, ``stories``, ``topic``, ``topic stories`` (the stories of a topic) or ``provider``;
and the row id of the topic or provider, else 0."""

LATEST: ListName = ("latest", 0)
STORIES: ListName = ("stories", 0)


class RelationChanges(msgspec.Struct):
    """Row ids of what has changed."""

    items: set[int] = msgspec.field(default_factory=set)
    """What pages depend on (``dependencies.py``)."""
    lists: dict[ListName, Place] = msgspec.field(default_factory=dict)
    """List → the oldest position at which it differs."""
    places: set[tuple[ListName, Place]] = msgspec.field(default_factory=set)
    """All positions at which lists of records differ; none if all records are new."""
    articles: set[int] = msgspec.field(default_factory=set)
    """Shown records whose own page has to be planned."""
    page_ids: set[str] = msgspec.field(default_factory=set)
    """Record ids whose page may now be another one: an article, a redirect to one, or none."""
    topics: set[int] = msgspec.field(default_factory=set)
    providers: set[int] = msgspec.field(default_factory=set)
    days: set[int] = msgspec.field(default_factory=set)
    stories: set[int] = msgspec.field(default_factory=set)
    story_ids: set[str] = msgspec.field(default_factory=set)
    """Ids that these stories have, or had."""
    digests: set[tuple[int, int]] = msgspec.field(default_factory=set)
    """News digests, by the columns ``weekly`` and ``number``."""
    everything: bool = False
    """Whether all relations were computed again."""

    def add(self, kind: int, key: int) -> None:
        """Add an item that pages may depend on."""
        self.items.add(item(kind, key))

    def add_list(self, name: int) -> None:
        """Add an item of the kind ``LIST``."""
        self.items.add(item(LIST, name))

    def list_changed(self, name: ListName, published: int, id_: str) -> None:
        """A record has joined or left a list at this position."""
        oldest = self.lists.get(name)
        if oldest is None or is_older((published, id_), oldest):
            self.lists[name] = (published, id_)


def is_older(place: Place, other: Place) -> bool:
    """Lists are newest first, then by id: at one instant the greater id is further back."""
    return place[0] < other[0] or (place[0] == other[0] and place[1] > other[1])
