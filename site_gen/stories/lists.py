"""Which records belong together by their related lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, product
from typing import NamedTuple

from site_gen.model import Record

_LIMIT = 40
"""How many records may share an article or be in one list; more of them are not connected by it."""


class BlockMember(NamedTuple):
    """A record of a block with its related list."""

    n: int
    record: Record
    keys: frozenset[int]
    """Article keys of the record and of its related entries."""
    targets: frozenset[int]
    """Row ids of the records that its related list names."""


class RelatedPairs:
    """The pairs of records that related lists connect."""

    def __init__(self, members: Sequence[BlockMember]) -> None:
        self.index_of = {member.n: index for index, member in enumerate(members)}
        self.by_key: dict[int, list[int]] = {}
        """Article key → indexes of the records that are the article or have it in their lists."""
        for index, member in enumerate(members):
            for key in member.keys:
                self.by_key.setdefault(key, []).append(index)
        named = Counter(target for member in members for target in member.targets)
        targets = [
            (member.n, {target for target in member.targets if named[target] <= _LIMIT})
            for member in members
        ]
        self.lists = [{n, *few} for n, few in targets if few]
        """Row ids of each record whose list names records, and of these."""

    def pairs(self) -> set[tuple[int, int]]:
        """Indexes (the smaller first) of the records that belong together.

        Two records belong together if the list of one names the other, if one list names
        both, or if both are, or name, the same article.
        """
        pairs: set[tuple[int, int]] = set()
        for indexes in self.by_key.values():
            if 1 < len(indexes) <= _LIMIT:
                pairs.update(combinations(indexes, 2))
        for numbers in self.lists:
            indexes = sorted(self.index_of[n] for n in numbers if n in self.index_of)
            if len(indexes) <= _LIMIT:
                pairs.update(combinations(indexes, 2))
        return pairs

    def pairs_with(self, other: RelatedPairs) -> set[tuple[int, int]]:
        """The same for records of this block and of another one: the index in each."""
        pairs: set[tuple[int, int]] = set()
        for key in self.by_key.keys() & other.by_key.keys():
            left, right = self.by_key[key], other.by_key[key]
            if len(left) + len(right) <= _LIMIT:
                pairs.update(product(left, right))
        for numbers in (*self.lists, *other.lists):
            left = [self.index_of[n] for n in numbers if n in self.index_of]
            right = [other.index_of[n] for n in numbers if n in other.index_of]
            if len(left) + len(right) <= _LIMIT:
                pairs.update(product(left, right))
        return pairs
