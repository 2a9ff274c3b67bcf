"""Articles that stand side by side in one feed are several, whatever they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from site_gen.fetch.headlines import compared
from site_gen.fetch.types import Article


class FeedSiblings:
    """The articles of a feed, and the records that some of them have for certain."""

    def __init__(self, articles: Collection[Article]) -> None:
        self.told: dict[str, Article] = {}
        """Id of a record → the article whose it is."""
        # Where only addresses, which may change, tell entries apart, the headline keeps its say.
        known = [each for each in articles if each.feed_id or each.published_at]
        different = {(compared(each.title), _own(each)): each for each in known}
        once = {(title, each.keys) for (title, _), each in different.items()}
        self._headlines = Counter(title for title, _ in once)

    def has_other(self, record: str, article: Article) -> bool:
        """Whether the record is of another entry: with another id and another address; where
        neither has an id, at another time."""
        other = self.told.get(record)
        if other is None or bool(article.feed_id) != bool(other.feed_id):
            return False
        return _own(article) != _own(other) and set(article.keys).isdisjoint(other.keys)

    def is_repeated(self, article: Article) -> bool:
        """Whether several articles of the feed have its headline."""
        return self._headlines[compared(article.title)] > 1


def _own(article: Article) -> object:
    """What two entries of one feed do not have in common unless they are one article."""
    return article.feed_id or article.published_at or article.keys
