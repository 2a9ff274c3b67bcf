"""The stories of a topic in the order of its front: pinned ones, the newest, buried ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from site_gen.plan.day_groups import ListRow, record_shown_for
from site_gen.plan.lists import ListPage
from site_gen.store.library import Library

_NEVER = datetime.max.replace(tzinfo=UTC)


def rows_of_closed_page(library: Library, slug: str, page: ListPage) -> list[ListRow]:
    """The stories of a closed page, each in the place of its first record on the topic."""
    return [ListRow(id_, record_shown_for(library, slug, id_)) for id_ in page.ids]


def rows_of_front(library: Library, slug: str, page: ListPage, most: int) -> list[ListRow]:
    """The stories of the front, by their newest records; pinned ones first, buried ones last.

    At most ``most`` of them are stories of closed pages that have come back; pinned ones come back
    besides.
    """
    if not page.ids:
        return []
    pinned = library.pinned_news(slug)
    seen = {library.relations(id_).story for id_ in pinned}
    own = {library.relations(id_).story for id_ in page.ids} - seen
    oldest, _ = library.times(page.ids[-1])
    ids = []
    for id_ in library.topic_news(slug):
        if not own and library.times(id_)[0] < oldest:
            break
        story = library.relations(id_).story
        if story in own:
            own.remove(story)
        elif most and story not in seen:
            most -= 1
        else:
            continue
        ids.append(id_)
    return in_order(library, [row_of_front(library, slug, id_) for id_ in (*pinned, *ids)])


def row_of_front(library: Library, slug: str, record_id: str) -> ListRow:
    """The row of a story, given its newest record on the topic.

    A pinned story does not have its place by the time of that, so the row is about one record.
    """
    shown = record_shown_for(library, slug, record_id)
    pinned = library.story_of(record_id).pin is not None
    return ListRow(shown if pinned else record_id, shown, pinned)


def in_order(library: Library, rows: list[ListRow]) -> list[ListRow]:
    """Rows from the newest: first those of pinned stories, that whose pin ends first before all
    others, and last those of buried ones."""

    def place(row: ListRow) -> tuple[bool, datetime]:
        story = library.story_of(row.id)
        return story.buried, story.pin or _NEVER

    return sorted(rows, key=place)


def stories_of(library: Library, slug: str) -> Iterator[str]:
    """The newest record on a topic of each of its stories, in the order of its front. Records are
    read only as far as the caller iterates."""
    pinned = library.pinned_news(slug)
    yield from sorted(pinned, key=lambda id_: library.story_of(id_).pin or _NEVER)
    seen = {library.relations(id_).story for id_ in pinned}
    buried = []
    for id_ in library.topic_news(slug):
        story = library.story_of(id_)
        if story.buried:
            buried.append(id_)
        elif story.id not in seen:
            yield id_
    yield from buried
