"""The blocks of the front page: top stories, the latest, more top stories, topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from site_gen import ranking, urls
from site_gen.plan.day_groups import record_shown_for
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.topic_rows import stories_of
from site_gen.plan.views import Card, Count, Strip

_STRIP_LEAST = 3
"""Stories that one of the busiest topics needs to have a strip."""
_RECENT = 300
"""The number of newest records by whose topics the busiest topics are chosen."""
_MORE_ROWS = (3, 2)
_STRIP_ROWS = (4, 5, 3)
"""Lengths of rows, the preferred first."""
_SMALL = 3
"""Up to so many top stories have excerpts, however compact the page is."""


def even_rows(count: int, lengths: Sequence[int]) -> tuple[int, int]:
    """How many of ``count`` cards fill rows of one of these lengths, and this length.

    The cards of a single row may be fewer than all lengths.
    """
    for number in range(count, 0, -1):
        if number <= max(lengths):
            return number, number
        for length in lengths:
            if number % length == 0:
                return number, length
    return 0, 0


class FrontBlocks:
    """Chooses the stories of each block. ``shown`` are stories that topics need not repeat."""

    def __init__(self, frame: PageFrame) -> None:
        self._maker = frame.maker
        self._library = frame.maker.library
        self._front = frame.maker.config.front
        self.shown: set[str] = set()

    def top_and_more(self) -> tuple[list[Card], list[Card], int]:
        """The top stories, those that follow them, and how many of these a row has.

        Both are empty if the page does not have the block.
        """
        ids = self._of_new_stories(
            ranking.top_stories(self._library, self._maker.config.ranking), self.shown
        )
        front, blocks = self._front, self._front.blocks
        top = list(islice(ids, front.top)) if "top" in blocks else []
        more = list(islice(ids, front.more)) if "more" in blocks else []
        number, columns = even_rows(len(more), _MORE_ROWS)
        self.shown.difference_update(self._library.relations(id_).story for id_ in more[number:])
        has_room = front.density == "comfortable"
        is_small = len(top) <= _SMALL
        cards = [self._card(id_, excerpt=has_room or is_small or id_ == top[0]) for id_ in top]
        others = [self._counted_card(id_, stands_in=has_room) for id_ in more[:number]]
        return cards, others, columns

    def latest(self) -> list[Card]:
        """The newest article of each story, as many as the page shows; none if all of the site's
        stories are among the top stories."""
        if "latest" not in self._front.blocks:
            return []
        newest = self._library.newest_first()
        if all(self._library.relations(id_).story in self.shown for id_ in newest):
            return []
        return self.newest()

    def newest(self) -> list[Card]:
        """The newest article of each story, as many as the block of the latest has."""
        ids = self._of_new_stories(self._library.newest_first(), set())
        return [
            self._card(id_, excerpt=False, by_rank=False) for id_ in islice(ids, self._front.latest)
        ]

    def strips(self) -> tuple[Strip, ...]:
        """The chosen topics, or the busiest, with their newest stories that are not shown yet."""
        if "topics" not in self._front.blocks:
            return ()
        chosen = self._front.topics
        if isinstance(chosen, int):
            strips = (self._strip(slug, _STRIP_LEAST) for slug in self._busiest())
            return tuple(islice(filter(None, strips), chosen))
        slugs = filter(None, map(self._library.topic_of_name, chosen))
        return tuple(filter(None, (self._strip(slug, 1) for slug in dict.fromkeys(slugs))))

    def _busiest(self) -> list[str]:
        library = self._library
        busy = Counter(
            slug for id_ in library.newest_ids(_RECENT) for slug in library.relations(id_).topics
        )
        return sorted(busy, key=lambda slug: (-busy[slug], slug))

    def _strip(self, slug: str, least: int) -> Strip | None:
        """A topic, if it has at least so many stories that are not shown; adds these stories."""
        library = self._library
        stories = stories_of(library, slug)
        new = (id_ for id_ in stories if library.relations(id_).story not in self.shown)
        ids = list(islice(new, self._front.topic_stories))
        if len(ids) < min(least, self._front.topic_stories):
            return None
        number, columns = even_rows(len(ids), _STRIP_ROWS)
        ids = ids[:number]
        self.shown.update(library.relations(id_).story for id_ in ids)
        topic = library.topic(slug)
        link = self._maker.link(topic.name, urls.topic_path(slug))
        shown = [record_shown_for(library, slug, id_) for id_ in ids]
        cards = tuple(self._counted_card(id_, stands_in=True) for id_ in shown)
        return Strip(Count(link, topic.count), cards, columns)

    def _card(self, id_: str, *, excerpt: bool, by_rank: bool = True) -> Card:
        """A card whose time reads beside that of the newest article.

        With ``by_rank`` it says whether its story is pinned: that is why it is where it is.
        """
        card, published = self._maker.card(id_), self._library.times(id_)[0]
        newest = self._library.newest or published
        return replace(
            card,
            published=self._maker.moments.labelled(published, newest),
            excerpt=card.excerpt if excerpt else "",
            pinned=by_rank and self._library.story_of(id_).pin is not None,
        )

    def _counted_card(self, id_: str, *, stands_in: bool) -> Card:
        """A card with the number of other outlets of its story: all their names would be many.

        With ``stands_in`` an excerpt is in the place of a picture that there is not.
        """
        card = self._card(id_, excerpt=stands_in and not self._maker.card(id_).picture)
        return replace(card, covered_by=(), covered_more=card.outlets - 1)

    def _of_new_stories(self, ids: Iterable[str], shown: set[str]) -> Iterator[str]:
        """The first of these records of each story not in ``shown``; adds these stories."""
        for id_ in ids:
            story = self._library.relations(id_).story
            if story not in shown:
                shown.add(story)
                yield id_
