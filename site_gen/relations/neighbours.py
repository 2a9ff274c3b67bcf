"""Adding the records that have another neighbour in a list to the changes.

Where a record has joined or left a list, the next newer record has another older neighbour, and the
next older record has another newer neighbour.
"""

from __future__ import annotations

from site_gen.dependencies import NEWER, OLDER, place_key
from site_gen.relations.changes import RelationChanges
from site_gen.store import Store
from site_gen.store.neighbour_queries import neighbours_sql


def update(store: Store, changes: RelationChanges) -> None:
    """Add an item for each neighbour of a changed position."""
    for (name, list_id), (published, id_) in changes.places:
        position = {"list": list_id, "published": published, "id": id_}
        for side, changed in ((NEWER, OLDER), (OLDER, NEWER)):
            sql = f"{neighbours_sql(name, side)} LIMIT 1"
            neighbour = store.db.execute(sql, position).fetchone()
            if neighbour:
                changes.add(changed, place_key(name, list_id, neighbour[0]))
