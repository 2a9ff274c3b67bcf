"""Addresses of a feed's entries: which one readers follow, and which ones entries share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qs, urlsplit

import msgspec

from site_gen.canonical import article_key, article_keys
from site_gen.external_links import is_http_url
from site_gen.fetch.headlines import compared
from site_gen.fetch.types import FeedItem

_CLICK_TRACKERS = frozenset(("url", "apiclick.aspx", "redirect", "redir"))
"""How the paths of addresses end that news searches and alerts use to count clicks."""


def click_target(address: str) -> str:
    """The article's address within that of a click tracker; empty if the address is none."""
    if "url=" not in address:
        return ""
    parts = urlsplit(address)
    if parts.path.rpartition("/")[2].lower() not in _CLICK_TRACKERS:
        return ""
    return next(filter(is_http_url, parse_qs(parts.query).get("url", [])), "")


def url_of(item: FeedItem) -> str:
    """The address for readers; the provider's front page only if there is no other."""
    links = [link for link in item.links if article_keys([link])]
    return next(iter(links or item.links), "")


def has_own_id(item: FeedItem, url: str) -> bool:
    """Whether the feed's id of an entry says more than its address."""
    if not (item.id and url):
        return False
    return "#" in item.id or article_key(item.id) not in {article_key(link) for link in item.links}


def without_repeated_ids(items: Sequence[FeedItem]) -> list[FeedItem]:
    """The entries, without ids that entries with different addresses share.

    Some programs give all entries the same id; each would be taken for the one before.
    """
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        pages[item.id].add(article_key(url_of(item)))
    return [
        msgspec.structs.replace(item, id="") if len(pages[item.id]) > 1 else item for item in items
    ]


def shared_pages(items: Iterable[FeedItem]) -> frozenset[str]:
    """Article keys that several articles of one feed have.

    Such articles have ids of their own, and different headlines or times: a feed that lists an
    article twice repeats both.
    """
    ids: defaultdict[str, dict[tuple[object, ...], str]] = defaultdict(dict)
    for item in items:
        url = url_of(item)
        if has_own_id(item, url):
            ids[article_key(url)].setdefault((compared(item.title), item.published_at), item.id)
    return frozenset(key for key, by_text in ids.items() if len(set(by_text.values())) > 1)
