"""Which topics an article gets: its source's own, its feed's categories, words that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_gen.config import TopicMapping
from site_gen.fetch.types import FeedItem
from site_gen.fetch.word_search import WordFinder
from site_gen.model import TopicNote
from site_gen.urls import fold_name, name_slug


class TopicFinder:
    """Knows the mapping of categories (``topics`` of the configuration) and the topics' notes.

    Names are compared as the site compares them: two with one slug are one topic, and a note's
    title stands for all its names. Of two notes that claim a name, the first has it.
    """

    def __init__(self, mapping: TopicMapping, notes: Sequence[TopicNote]) -> None:
        self._map = {fold_name(name): _single_spaced(topic) for name, topic in mapping.map.items()}
        self._keep = mapping.unmapped == "keep"
        aliases: dict[str, str] = {}
        for note in notes:
            for name in (note.title, *note.aliases):
                aliases.setdefault(name_slug(name), note.title)
        # A note's file name is the slug of its topic, and needs not be that of its title.
        self._titles = {**{note.slug: note.title for note in notes if note.slug}, **aliases}
        self._titles_of: dict[str, list[str]] = {}
        for note in notes:
            for word in note.keywords:
                self._titles_of.setdefault(word, []).append(note.title)
        self._order = {note.title: place for place, note in enumerate(notes)}
        self._finder = WordFinder(self._titles_of)

    def topics_of(self, item: FeedItem, own: Sequence[str]) -> tuple[str, ...]:
        """The names of an item's topics, each topic once, as it was first called.

        First ``own``, those of its source; then those of its categories, in the feed's order;
        then those whose keywords stand in its title or excerpt, in the order of the notes.
        """
        named = (*own, *self._categories(item), *self._found(item))
        names = (self._titles.get(name_slug(name), _single_spaced(name)) for name in named)
        topics: dict[str, str] = {}
        for name in names:
            if name:
                topics.setdefault(name_slug(name), name)
        return tuple(topics.values())

    def unmapped(self, item: FeedItem) -> tuple[str, ...]:
        """The categories that led to no topic, but for those that the mapping drops."""
        return tuple(name for name in item.categories if self._topic_of(name) is None)

    def _categories(self, item: FeedItem) -> Iterator[str]:
        for category in item.categories:
            yield self._topic_of(category) or ""

    def _topic_of(self, category: str) -> str | None:
        """The topic that a category stands for: empty if it is to be dropped, None if unknown."""
        mapped = self._map.get(fold_name(category))
        if mapped is not None:
            return mapped
        title = self._titles.get(name_slug(category))
        return title or (category if self._keep else None)

    def _found(self, item: FeedItem) -> list[str]:
        words = self._finder.found(item.title) | self._finder.found(item.excerpt)
        titles = {title for word in words for title in self._titles_of[word]}
        return sorted(titles, key=self._order.__getitem__)


def _single_spaced(name: str) -> str:
    return " ".join(name.split())
