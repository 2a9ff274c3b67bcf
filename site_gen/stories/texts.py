"""The different texts of a block's records, of which copies are compared once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from site_gen.model import Record


class Texts(NamedTuple):
    """The texts of a block, by the first record that has each."""

    records: tuple[Record, ...]
    """The records that are compared: the first of each text."""
    copies: tuple[tuple[int, ...], ...]
    """For each text the indexes of all records of the block that have it."""
    of: dict[int, int]
    """Index of a record → index of its text."""


def texts_of(records: Sequence[Record], copies: Sequence[int] | None) -> Texts:
    """The texts of records; ``copies`` says for each the first of which it is a copy.

    Copies that editors give to different stories stay apart, and without ``copies`` all do.
    """
    same: dict[tuple[int, str], list[int]] = {}
    for index, record in enumerate(records):
        first = index if copies is None else copies[index]
        same.setdefault((first, record.story), []).append(index)
    texts = [tuple(indexes) for indexes in same.values()]
    return Texts(
        tuple([records[indexes[0]] for indexes in texts]),
        tuple(texts),
        {record: text for text, indexes in enumerate(texts) for record in indexes},
    )
