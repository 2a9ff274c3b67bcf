"""The topics of an article: those of its source, of its categories, and of keywords in its text."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.config import TopicMapping
from site_gen.fetch.types import FeedItem
from site_gen.fetch.word_search import WordFinder
from site_gen.model import TopicNote
from site_gen.urls import fold_name, name_slug


class TopicFinder:
    """Finds topics with the mapping of categories (``topics.map``) and the notes on topics.

    Names with the same slug are one topic, and a note's title is used for all its names. If two
    notes have the same name, the first one counts.
    """

    def __init__(self, mapping: TopicMapping, notes: Sequence[TopicNote]) -> None:
        self._map = {fold_name(name): _single_spaced(topic) for name, topic in mapping.map.items()}
        self._keep = mapping.unmapped == "keep"
        aliases: dict[str, str] = {}
        for note in notes:
            for name in note.all_names:
                aliases.setdefault(name_slug(name), note.title)
        # A note's file name is the slug of its topic, which may differ from that of its title.
        self._titles = {**{note.slug: note.title for note in notes if note.slug}, **aliases}
        self._titles_by_keyword: dict[str, list[str]] = {}
        for note in notes:
            for keyword in note.keywords:
                self._titles_by_keyword.setdefault(keyword, []).append(note.title)
        self._order = {note.title: index for index, note in enumerate(notes)}
        self._finder = WordFinder(self._titles_by_keyword)

    def topics_of(self, item: FeedItem, own: Sequence[str]) -> tuple[str, ...]:
        """The names of an item's topics, without duplicates.

        First ``own``, those of its source; then those of its categories, in the feed's order;
        then those with keywords in its title or excerpt, in the order of the notes.
        """
        categories = [self._topic_of(category) or "" for category in item.categories]
        candidates = (*own, *categories, *self._from_keywords(item))
        names = (self._titles.get(name_slug(name), _single_spaced(name)) for name in candidates)
        topics: dict[str, str] = {}
        for name in names:
            if name:
                topics.setdefault(name_slug(name), name)
        return tuple(topics.values())

    def unmapped(self, item: FeedItem) -> tuple[str, ...]:
        """The categories that have no topic, without those that the mapping drops."""
        return tuple(name for name in item.categories if self._topic_of(name) is None)

    def _topic_of(self, category: str) -> str | None:
        """The topic for a category: empty if it is to be dropped, None if unknown."""
        mapped = self._map.get(fold_name(category))
        if mapped is not None:
            return mapped
        title = self._titles.get(name_slug(category))
        return title or (category if self._keep else None)

    def _from_keywords(self, item: FeedItem) -> list[str]:
        keywords = self._finder.find(item.title) | self._finder.find(item.excerpt)
        titles = {title for keyword in keywords for title in self._titles_by_keyword[keyword]}
        return sorted(titles, key=self._order.__getitem__)


def _single_spaced(name: str) -> str:
    return " ".join(name.split())
