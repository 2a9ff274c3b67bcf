"""What related lists say: which records belong together by their own word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from site_gen.model import Record
from site_gen.stories.keys import ArticleKeys

_TOO_MANY = 40
"""An article that more records than this list says nothing of any two of them."""


class Lists:
    """What the related lists of some records say of each other."""

    def __init__(self, records: Sequence[Record], keys: ArticleKeys) -> None:
        self.places = {record.id: place for place, record in enumerate(records)}
        self.holders: dict[str, list[int]] = {}
        """Key of an article → places of the records that are it or name it."""
        for place, record in enumerate(records):
            for key in {*keys.own[record.id], *keys.named.get(record.id, ())}:
                self.holders.setdefault(key, []).append(place)
        self.named = [
            {record.id, *filter(None, keys.record_ids[record.id])}
            for record in records
            if any(keys.record_ids[record.id])
        ]
        """For each list that names records of the site: the ids of these and of its own."""

    def together(self) -> set[tuple[int, int]]:
        """Places (the smaller first) of records that lists put together.

        Two records belong together if a list of either names the other, if one list
        names both, or if both are, or name, one article.
        """
        found: set[tuple[int, int]] = set()
        for places in self.holders.values():
            if 1 < len(places) <= _TOO_MANY:
                found.update(combinations(places, 2))
        for ids in self.named:
            places = sorted(self.places[id_] for id_ in ids if id_ in self.places)
            if len(places) <= _TOO_MANY:
                found.update(combinations(places, 2))
        return found

    def together_with(self, other: Lists) -> set[tuple[int, int]]:
        """The same for records of this and of another time: the place here, the place there."""
        found: set[tuple[int, int]] = set()
        for key in self.holders.keys() & other.holders.keys():
            here, there = self.holders[key], other.holders[key]
            if len(here) + len(there) <= _TOO_MANY:
                found.update(product(here, there))
        for ids in (*self.named, *other.named):
            here = [self.places[id_] for id_ in ids if id_ in self.places]
            there = [other.places[id_] for id_ in ids if id_ in other.places]
            if len(here) + len(there) <= _TOO_MANY:
                found.update(product(here, there))
        return found


def listed_by(
    records: Sequence[Record], related_ids: Mapping[str, tuple[str, ...]], hours: float
) -> dict[str, tuple[str, ...]]:
    """Record id → the records at most ``hours`` away whose lists name it, if there are any."""
    at = {record.id: record.published_at.timestamp() for record in records}
    found: dict[str, list[str]] = {}
    for record in records:
        for other in related_ids[record.id]:
            if other and abs(at[other] - at[record.id]) <= hours * 3600:
                found.setdefault(other, []).append(record.id)
    return {id_: tuple(others) for id_, others in found.items()}
