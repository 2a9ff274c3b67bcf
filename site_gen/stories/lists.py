"""What related lists say: which records belong together by their own word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import NamedTuple

from site_gen.model import Record

_TOO_MANY = 40
"""An article that more records than this list says nothing of any two of them."""


class StoryListMember(NamedTuple):
    """A record of a block, and what it and its list are known by."""

    n: int
    record: Record
    keys: frozenset[int]
    """Of its article, and of those that its list names."""
    named: frozenset[int]
    """Numbers of the records of the site that its list names."""


class StoryLists:
    """What the related lists of some records say of each other."""

    def __init__(self, members: Sequence[StoryListMember]) -> None:
        self.places = {member.n: place for place, member in enumerate(members)}
        self.holders: dict[int, list[int]] = {}
        """Key of an article → places of the records that are it or name it."""
        for place, member in enumerate(members):
            for key in member.keys:
                self.holders.setdefault(key, []).append(place)
        self.named = [{member.n, *member.named} for member in members if member.named]
        """For each list that names records of the site: the numbers of these and of its own."""

    def together(self) -> set[tuple[int, int]]:
        """Places (the smaller first) of records that lists put together.

        Two records belong together if a list of either names the other, if one list
        names both, or if both are, or name, one article.
        """
        found: set[tuple[int, int]] = set()
        for places in self.holders.values():
            if 1 < len(places) <= _TOO_MANY:
                found.update(combinations(places, 2))
        for numbers in self.named:
            places = sorted(self.places[n] for n in numbers if n in self.places)
            if len(places) <= _TOO_MANY:
                found.update(combinations(places, 2))
        return found

    def together_with(self, other: StoryLists) -> set[tuple[int, int]]:
        """The same for records of this and of another time: the place here, the place there."""
        found: set[tuple[int, int]] = set()
        for key in self.holders.keys() & other.holders.keys():
            here, there = self.holders[key], other.holders[key]
            if len(here) + len(there) <= _TOO_MANY:
                found.update(product(here, there))
        for numbers in (*self.named, *other.named):
            here = [self.places[n] for n in numbers if n in self.places]
            there = [other.places[n] for n in numbers if n in other.places]
            if len(here) + len(there) <= _TOO_MANY:
                found.update(product(here, there))
        return found
