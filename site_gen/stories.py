"""Which records and related entries tell one story."""

from __future__ import annotations

from site_gen.links import article_key
from site_gen.model import Record, Related


def article_keys(article: Record | Related) -> frozenset[str]:
    """What identifies an article: the keys of every address it is known by."""
    addresses = (
        article.web_url,
        article.original_url,
        article.amp_web_url,
        article.cdn_amp_web_url,
    )
    return frozenset(article_key(url) for url in addresses if url)


def coverage(record: Record) -> tuple[Related, ...]:
    """The record's related entries in its own order, each article once, itself never."""
    seen = set(article_keys(record))
    kept = []
    for entry in record.related:
        keys = article_keys(entry)
        if seen.isdisjoint(keys):
            kept.append(entry)
        seen |= keys
    return tuple(kept)
