"""Entries of a feed that share one page: an article each, by the feed's own ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from site_gen.canonical import article_key, article_keys
from site_gen.ingest.headlines import compared
from site_gen.ingest.types import Item


def with_own_ids(items: Sequence[Item]) -> list[Item]:
    """The entries, without ids that entries with other addresses have, too.

    Some programs give all of them one; the next entry would be taken for the last.
    """
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        pages[item.id].add(article_key(url_of(item)))
    return [
        msgspec.structs.replace(item, id="") if len(pages[item.id]) > 1 else item for item in items
    ]


def shared_pages(items: Iterable[Item]) -> frozenset[str]:
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


def url_of(item: Item) -> str:
    """Where readers of an entry are sent; its outlet's front page where there is nothing else."""
    links = [link for link in item.links if article_keys([link])]
    return next(iter(links or item.links), "")


def has_own_id(item: Item, url: str) -> bool:
    """Whether the feed's id of an entry says more than its address."""
    if not (item.id and url):
        return False
    return "#" in item.id or article_key(item.id) not in {article_key(link) for link in item.links}
