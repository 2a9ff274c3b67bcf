"""Which records and related entries tell one story."""

from __future__ import annotations

from site_gen.links import article_keys
from site_gen.model import Record, Related


def coverage(record: Record) -> tuple[Related, ...]:
    """The record's related entries in its own order, each article once, itself never."""
    seen = set(article_keys(record.addresses))
    kept = []
    for entry in record.related:
        keys = article_keys(entry.addresses)
        if seen.isdisjoint(keys):
            kept.append(entry)
        seen |= keys
    return tuple(kept)
