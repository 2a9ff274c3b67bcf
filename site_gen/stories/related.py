"""A record's related list: each article once, and which of them the site has itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_gen.canonical import article_keys
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


def record_ids(entries: Iterable[Related], owners: Mapping[str, str]) -> tuple[str, ...]:
    """For each entry the record of the site that is the same article, else ``""``.

    ``owners`` maps the keys of records' addresses to their ids.
    """
    return tuple(
        min((owners[key] for key in article_keys(entry.addresses) if key in owners), default="")
        for entry in entries
    )
