"""Records that are one article: shown once, where it is told best."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from site_gen.model import Record


def one_per_article(
    records: Iterable[Record],
) -> tuple[tuple[Record, ...], dict[str, str]]:
    """Each article's best record, and for every other record of it the id of that one.

    Best is the highest quality, then the earliest, then the first id. The best record also
    has the related entries of the others, so that no coverage is lost. Records are one
    article if their addresses agree, also through a third record.
    """
    groups: list[list[Record]] = []
    holder: dict[str, list[Record]] = {}
    for record in sorted(records, key=_best_first):
        keys = record.keys
        into: list[Record] = []
        for key in sorted(keys):
            held = holder.get(key)
            if held is not None and held is not into:
                into = _joined(into, held, holder)
        if not into:
            groups.append(into)
        into.append(record)
        for key in keys:
            holder[key] = into
    return _kept(group for group in groups if group)


def _best_first(record: Record) -> tuple[int, datetime, str]:
    return -record.quality, record.published_at, record.id


def _joined(
    into: list[Record], other: list[Record], holder: dict[str, list[Record]]
) -> list[Record]:
    """Two groups that turn out to be one article, as the one that was there first."""
    if not into:
        return other
    for record in other:
        for key in record.keys:
            holder[key] = into
    into += other
    other.clear()
    return into


def _kept(groups: Iterable[list[Record]]) -> tuple[tuple[Record, ...], dict[str, str]]:
    kept, replaced = [], {}
    for group in groups:
        best, *others = sorted(group, key=_best_first)
        for other in others:
            replaced[other.id] = best.id
        kept.append(_with_lists(best, others) if others else best)
    return tuple(kept), replaced


def _with_lists(best: Record, others: Iterable[Record]) -> Record:
    """The record with the related entries of the others too, and known by all their files."""
    group = (best, *others)
    return msgspec.structs.replace(
        best,
        digest=" ".join(record.digest for record in group),
        related=tuple(entry for record in group for entry in record.related),
        related_keys=tuple(keys for record in group for keys in record.related_keys),
    )
