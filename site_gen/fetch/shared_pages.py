"""Entries of a feed that share one page: an article each, by the feed's own ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from site_gen.canonical import article_key, article_keys
from site_gen.fetch.article_keys import former_id_marks, id_marks, value_mark
from site_gen.fetch.headlines import compared
from site_gen.fetch.ledger import LedgerLine, is_given
from site_gen.fetch.types import Article, FeedItem


def with_own_ids(items: Sequence[FeedItem]) -> list[FeedItem]:
    """The entries, without ids that entries with other addresses have, too.

    Some programs give all of them one; the next entry would be taken for the last.
    """
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        pages[item.id].add(article_key(url_of(item)))
    return [
        msgspec.structs.replace(item, id="") if len(pages[item.id]) > 1 else item for item in items
    ]


def shared_pages(items: Iterable[FeedItem]) -> frozenset[str]:
    """Canonical addresses that several articles of one feed have.

    Those of entries with ids of their own that say different things: a feed that lists an article
    twice has its headline and its time twice, too.
    """
    said: defaultdict[str, dict[tuple[object, ...], str]] = defaultdict(dict)
    for item in items:
        url = url_of(item)
        if has_own_id(item, url):
            said[article_key(url)].setdefault((compared(item.title), item.published_at), item.id)
    return frozenset(key for key, ids in said.items() if len(set(ids.values())) > 1)


def url_of(item: FeedItem) -> str:
    """Where readers of an entry are sent; its outlet's front page where there is nothing else."""
    links = [link for link in item.links if article_keys([link])]
    return next(iter(links or item.links), "")


def has_own_id(item: FeedItem, url: str) -> bool:
    """Whether the feed's id of an entry says more than its address."""
    if not (item.id and url):
        return False
    return "#" in item.id or article_key(item.id) not in {article_key(link) for link in item.links}


def is_other_entry(article: Article, line: LedgerLine, source: str) -> bool:
    """Whether an article is not the one that its page has been taken for.

    Some feeds list one entry at a time. It is another one if all that the same source says of it
    is another: the id, the headline, and a later time. Ids that are the page's address with the
    number of a version (``/fog#2``) change with each change of one article.
    """
    if article.entry_id or not article.feed_id or article_key(article.feed_id) in article.keys:
        return False
    ids = (
        *id_marks(article.provider, source, article.feed_id),
        *former_id_marks(article.provider, article.feed_id),
    )
    is_later = article.published_at is not None and article.published_at > line.at
    given = line.base.get("title", "")
    is_news = bool(given) and not is_given(value_mark(article.title), given)
    knows_ids = line.source == source and bool(line.ids)
    return knows_ids and is_later and is_news and set(ids).isdisjoint(line.ids)
