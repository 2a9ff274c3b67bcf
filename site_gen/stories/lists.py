"""What related lists say: which records belong together by their own word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from site_gen.canonical import article_keys
from site_gen.model import Record

_TOO_MANY = 40
"""An article that more records than this list says nothing of any two of them."""


class Lists:
    """The related lists of all records, as the keys of the articles that they name."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.own = {record.id: article_keys(record.addresses) for record in records}
        self.named = {
            record.id: frozenset().union(
                *(article_keys(entry.addresses) for entry in record.related)
            )
            for record in records
            if record.related
        }

    def pairs(self, records: Sequence[Record]) -> Iterator[tuple[int, int]]:
        """Places (the smaller first) of records that lists put together, some more than once.

        Two records belong together if a list of either names the other, if one list names
        both, or if both are, or name, one article.
        """
        owner: dict[str, list[int]] = {}
        holders: dict[str, list[int]] = {}
        for place, record in enumerate(records):
            for key in self.own[record.id]:
                owner.setdefault(key, []).append(place)
            for key in self.own[record.id] | self.named.get(record.id, frozenset()):
                holders.setdefault(key, []).append(place)
        for places in holders.values():
            if 1 < len(places) <= _TOO_MANY:
                yield from combinations(places, 2)
        for record in records:
            named = {place for key in self.named.get(record.id, ()) for place in owner.get(key, ())}
            if 1 < len(named) <= _TOO_MANY:
                yield from combinations(sorted(named), 2)


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
