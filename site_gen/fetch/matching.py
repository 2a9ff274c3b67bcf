"""When an article of a feed is one that is known: rules for ids, headlines and siblings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from site_gen.canonical import article_key, page_key
from site_gen.fetch.headlines import compared
from site_gen.fetch.ledger import LedgerLine, has_source_value
from site_gen.fetch.ledger_digests import (
    headline_digest,
    id_digests,
    old_headline_digest,
    old_id_digests,
    value_digest,
)
from site_gen.fetch.types import Article


class FeedSiblings:
    """The articles of one feed: they are different ones, even if they have the same headline."""

    def __init__(self, articles: Collection[Article]) -> None:
        self.keys = {key for article in articles for key in article.keys}
        """Article keys of all of them."""
        self._by_record: dict[str, Article] = {}
        # Addresses may change: where nothing else tells entries apart, the headline still counts.
        identified = [article for article in articles if article.feed_id or article.published_at]
        different = {
            (compared(article.title), _identity(article)): article for article in identified
        }
        once = {(title, article.keys) for (title, _), article in different.items()}
        self._headlines = Counter(title for title, _ in once)

    def assign(self, record_id: str, article: Article) -> None:
        """Note that a record certainly belongs to an article of the feed; the first one counts."""
        self._by_record.setdefault(record_id, article)

    def is_of_other(self, record_id: str, article: Article) -> bool:
        """Whether a record belongs to another entry: one with another id and another address, or
        with another time and address if neither has an id."""
        other = self._by_record.get(record_id)
        if other is None or bool(article.feed_id) != bool(other.feed_id):
            return False
        return _identity(article) != _identity(other) and set(article.keys).isdisjoint(other.keys)

    def repeat_headline(self, article: Article) -> bool:
        """Whether several articles of the feed have this one's headline."""
        return self._headlines[compared(article.title)] > 1


def _identity(article: Article) -> object:
    """Something that is different for different entries of one feed."""
    return article.feed_id or article.published_at or article.keys


def headline_digests(article: Article) -> Iterable[str]:
    """Digests of the provider's headline, also without the channel, which old records lack."""
    host_and_name = " ".join(article.provider_key.split(" ")[:2])
    return dict.fromkeys(
        headline_digest(provider_key, article.title)
        for provider_key in (article.provider_key, host_and_name)
    )


def time_or_headline_agrees(line: LedgerLine, article: Article) -> bool:
    """Whether time or headline confirm an id: each feed of a provider may count from 1."""
    headlines = (
        *headline_digests(article),
        old_headline_digest(article.provider_key, article.title),
    )
    return line.published_at == article.published_at or line.headline_digest in headlines


def is_same_entry(line: LedgerLine, article: Article, ids: Collection[str]) -> bool:
    """Whether an entry of a shared page is the article that the page was recorded as before.

    The line may have collected the ids of all the page's entries. It belongs to the entry with the
    first id, or to the one with the headline that the line's record got last.
    """
    if not article.entry_id or line.key != page_key(article.key):
        return True
    return not set(line.id_digests[:1]).isdisjoint(ids) or line.base.get("title") == value_digest(
        article.title
    )


def is_other_entry(article: Article, line: LedgerLine, source: str) -> bool:
    """Whether an article at the same page is not the one in the ledger, but another entry.

    Some feeds list one entry at a time. It is another one if the same source gives it another id,
    another headline and a later time. Ids that are the page's address with the number of a version
    (``/fog#2``) do not count: they change when the article does.
    """
    if article.entry_id or not article.feed_id or article_key(article.feed_id) in article.keys:
        return False
    ids = (
        *id_digests(article.provider, source, article.feed_id),
        *old_id_digests(article.provider, article.feed_id),
    )
    is_later = article.published_at is not None and article.published_at > line.published_at
    title = line.base.get("title", "")
    is_news = bool(title) and not has_source_value(value_digest(article.title), title)
    has_ids = line.source_digest == source and bool(line.id_digests)
    return has_ids and is_later and is_news and set(ids).isdisjoint(line.id_digests)
