"""Where to go on from the page of a record: articles near it in time, and related topics.

The articles are those next to the record in the lists of its first topic, of its provider and of
all records: the next newer one and those before it. They are the same however many records are
added later, so these do not change the page (``store/neighbour_queries.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from msgspec.structs import replace

from site_gen.model import Record
from site_gen.plan.coverage import CoveringArticle
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Link, MoreFrom, RelatedItem
from site_gen.urls import provider_path, topic_path

_OF_TOPIC, _OF_PROVIDER = 4, 3
_BESIDE_COVERAGE = 3
"""Articles of the topic on a page that has the coverage of a story."""
_LEAST = 5
"""With fewer articles of topic and provider, there are articles of all news."""
_STEPS = 24
"""How many records of a list are looked at to find those that the page does not show yet."""
_TOPICS = 5


class Onward(msgspec.Struct, frozen=True):
    """What the page of a record shows after it."""

    lists: tuple[MoreFrom, ...]
    newer: RelatedItem | None
    older: RelatedItem | None
    topics: tuple[Link, ...]
    """Topics near its own, without these."""


def onward(maker: ViewMaker, record: Record, covering: Sequence[CoveringArticle]) -> Onward:
    """What to read after a record whose page shows ``covering`` in full."""
    search = _Search(maker, record, covering)
    library = maker.library
    newer, older = search.next(library.newer), search.next(library.older)
    lists = _beside_coverage(search) if covering else _in_place_of_coverage(search)
    return Onward(
        tuple([each for each in lists if each.articles]),
        newer and replace(newer, picture=None),
        older and replace(older, picture=None),
        _related_topics(maker, record, search.near_topic),
    )


def _beside_coverage(search: _Search) -> list[MoreFrom]:
    """A short list without pictures, as a page with the coverage of a story is long."""
    lists = [each for each in search.of_topic(_BESIDE_COVERAGE) if each.articles]
    return [
        replace(each, articles=tuple([replace(item, picture=None) for item in each.articles]))
        for each in lists or [search.of_all(_BESIDE_COVERAGE)]
    ]


def _in_place_of_coverage(search: _Search) -> list[MoreFrom]:
    lists = [*search.of_topic(_OF_TOPIC), search.of_provider(_OF_PROVIDER)]
    if sum(len(each.articles) for each in lists) < _LEAST:
        lists.append(search.of_all(_OF_TOPIC))
    return lists


class _Search:
    """Finds records that the page does not show yet, one of each story."""

    def __init__(
        self, maker: ViewMaker, record: Record, covering: Iterable[CoveringArticle]
    ) -> None:
        self.maker = maker
        self.record = record
        self.gettext = maker.language.gettext
        self.near_topic: list[str] = []
        """Ids of the records found in the list of the topic."""
        articles = (each.article for each in covering)
        self._shown = {each.id for each in articles if isinstance(each, Record)}
        self._stories = {maker.library.relations(record.id).story}

    def next(self, neighbours: Callable[[str], Iterator[str]]) -> RelatedItem | None:
        """The nearest record of all."""
        return next(map(self._item, self._new(neighbours(self.record.id))), None)

    def of_topic(self, count: int) -> Iterator[MoreFrom]:
        """The list of the record's first topic, if it has one."""
        library = self.maker.library
        for slug in library.relations(self.record.id).topics[:1]:
            self.near_topic = self._around(count, topic=slug)
            title = self.gettext("More on %(topic)s", topic=library.topic_name(slug))
            yield self._list(title, topic_path(slug), self.near_topic)

    def of_provider(self, count: int) -> MoreFrom:
        slug = self.maker.library.relations(self.record.id).provider
        near = self._around(count, provider=slug)
        title = self.gettext("More from %(outlet)s", outlet=self.maker.provider(slug).name)
        return self._list(title, provider_path(slug), near, is_named=False)

    def of_all(self, count: int) -> MoreFrom:
        return self._list(self.gettext("More news"), "/latest/", self._around(count))

    def _list(
        self, title: str, path: str, ids: Iterable[str], *, is_named: bool = True
    ) -> MoreFrom:
        articles = tuple(map(self._item, ids))
        return MoreFrom(title, self.maker.urls.href(path), articles, is_named)

    def _around(self, count: int, **of: str) -> list[str]:
        """``count`` records of a list, newest first: the next newer one and the older ones, and
        more newer ones only if the older ones are too few."""
        library = self.maker.library
        newer = self._new(library.newer(self.record.id, **of))
        older = self._new(library.older(self.record.id, **of))
        after = [*islice(newer, 1)]
        before = [*islice(older, count - len(after))]
        after += islice(newer, count - len(after) - len(before))
        return [*reversed(after), *before]

    def _new(self, ids: Iterable[str]) -> Iterator[str]:
        for id_ in islice(ids, _STEPS):
            story = self.maker.library.relations(id_).story
            if id_ not in self._shown and story not in self._stories:
                self._stories.add(story)
                yield id_

    def _item(self, id_: str) -> RelatedItem:
        article = self.maker.library.article(id_)
        covering = CoveringArticle(article.relations.provider, article.record)
        item = self.maker.related_item(covering)
        published = self.maker.moments.labelled(
            article.record.published_at, self.record.published_at
        )
        return replace(item, published=published)


def _related_topics(maker: ViewMaker, record: Record, near: Iterable[str]) -> tuple[Link, ...]:
    """The children, parent and siblings of the record's first topic, then the topics of the
    articles ``near`` it; without its own, which the page shows anyway."""
    library = maker.library
    own = library.relations(record.id).topics
    found: dict[str, str] = {}
    for slug in own[:1]:
        topic = library.topic_in_tree(slug)
        siblings = library.topic_in_tree(topic.parent).children if topic.parent else ()
        for each in (*topic.children, *filter(None, (topic.parent,)), *siblings):
            found[each] = library.topic_in_tree(each).name
    for id_ in near:
        found.update((slug, library.topic_name(slug)) for slug in library.relations(id_).topics)
    names = {slug: name for slug, name in found.items() if slug not in own}
    return tuple([maker.link(name, topic_path(slug)) for slug, name in names.items()][:_TOPICS])
