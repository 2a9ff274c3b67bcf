"""Lines of the ledger for articles: a new one, and one with what is newly known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from site_gen.fetch.ledger import LedgerLine, file_name
from site_gen.fetch.ledger_digests import (
    address_digest,
    headline_digest,
    id_digests,
    old_id_digests,
)
from site_gen.fetch.types import Article

_MOST_DIGESTS = 4
"""Ids and further addresses that a line may collect: a feed with new ids in every answer must not
change the ledger every hour."""


def new_line(
    article: Article,
    source: str,
    record_id: str,
    published_at: datetime,
    now: datetime,
    base: Mapping[str, str],
) -> LedgerLine:
    """The line of an article that is first met now."""
    further = [address_digest(key) for key in article.keys if key != article.key]
    return LedgerLine(
        key=article.key,
        record_id=record_id,
        published_at=published_at,
        file=file_name(now),
        source_digest=source,
        headline_digest=headline_digest(article.provider_key, article.title),
        id_digests=id_digests(article.provider_key, source, article.feed_id),
        address_digests=tuple(further[:_MOST_DIGESTS]),
        base=dict(base),
    )


def with_article(line: LedgerLine, article: Article, source: str, record_id: str) -> LedgerLine:
    """The line with the article's further addresses and ids, up to a limit.

    ``record_id`` is that of its record, which may have been renamed; empty if it was deleted.
    """
    addresses = [address_digest(key) for key in article.keys if key != line.key]
    return msgspec.structs.replace(
        line,
        record_id=record_id or line.record_id,
        address_digests=_joined(line.address_digests, addresses),
        id_digests=_joined(line.id_digests, _missing_ids(line, article, source)),
    )


def with_headline(line: LedgerLine, article: Article) -> LedgerLine:
    """The line with the article's new headline."""
    headline = headline_digest(article.provider_key, article.title)
    return msgspec.structs.replace(line, headline_digest=headline)


def _joined(digests: tuple[str, ...], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*digests, *more)))[: max(_MOST_DIGESTS, len(digests))]


def _missing_ids(line: LedgerLine, article: Article, source: str) -> tuple[str, ...]:
    """Digests of the feed's id that the line lacks; none if it has that of the same source,
    whatever the provider is called now."""
    ids = id_digests(article.provider_key, source, article.feed_id)
    old = old_id_digests(article.provider_key, article.feed_id)
    if ids[-1:] and ids[-1] in line.id_digests:
        return ()
    return ids[1:] if old and old[0] in line.id_digests else ids
