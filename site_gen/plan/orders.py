"""The newest stories of a list in another order: by the number of outlets, or by heat.

The list of all records and those of topics have these pages if enough of their newest stories have
several outlets. They repeat what other pages show, so search engines leave them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from site_gen.config import ListStyle
from site_gen.i18n.language import Language
from site_gen.model import PlannedPage, Story
from site_gen.plan.day_groups import record_shown_for
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.story_cards import story_cards
from site_gen.plan.topic_trail import topics_above
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Link
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.urls import order_path, topic_path

Order = Literal["outlets", "heat"]
ORDERS: tuple[Order, ...] = ("outlets", "heat")
LATEST = "/latest/"
STORIES = 40
"""The newest stories of all: a page has no others."""
STORIES_OF_TOPIC = 20
"""The newest stories of a topic, fewer, as sites have many topics."""
LEAST = 5
"""How many of these need several outlets for the list to have other orders."""
_OF_STORY = (
    "s.story, CASE WHEN st.several THEN st.data END FROM {} "
    "CROSS JOIN stories st ON st.n = s.story WHERE {} = ? ORDER BY {}.published DESC, {}.id"
)
_LATEST = "SELECT " + _OF_STORY.format("shown s INDEXED BY shown_published", "1", "s", "s")
_TOPIC = "SELECT " + _OF_STORY.format(
    "memberships m CROSS JOIN shown s ON s.n = m.n", "m.topic", "m", "m"
)
_OF_TOPICS = (
    "SELECT DISTINCT m.topic FROM {} CROSS JOIN shown s ON s.story = x "
    "CROSS JOIN memberships m ON m.n = s.n"
)


class _Outlets(msgspec.Struct):
    """The part of a story that says how many outlets it has."""

    providers: tuple[str, ...] = ()


_decode = msgspec.msgpack.Decoder(_Outlets).decode


def has_orders(store: Store, topic: int | None = None) -> bool:
    """Whether the list of a topic, given its row id, or that of all records has other orders."""
    rows = store.execute(_LATEST, (1,)) if topic is None else store.execute(_TOPIC, (topic,))
    most = STORIES if topic is None else STORIES_OF_TOPIC
    seen: set[int] = set()
    several = 0
    for story, data in rows:
        if story in seen:
            continue
        seen.add(story)
        if len(seen) > most:
            return False
        several += bool(data) and len(_decode(data).providers) > 1
        if several == LEAST:
            return True
    return False


def topics_of(store: Store, stories: Iterable[int]) -> set[int]:
    """Row ids of the topics that records of these stories are on."""
    with store.temp_table(stories) as table:
        return set(store.column(_OF_TOPICS.format(table)))


def plan_orders(front: str, slug: str = "") -> Iterator[PlannedPage]:
    """Plan the other orders of the list at ``front``; ``slug`` is that of its topic."""
    for order in ORDERS:
        path, kind = order_path(front, order), "topic/order" if slug else "latest/order"
        args = (slug, order) if slug else (order,)
        yield PlannedPage(path, kind, "pages/ranked.html", args)


def order_links(maker: ViewMaker, front: str) -> tuple[Link, ...]:
    """The links from the list at ``front`` to its orders, itself first."""
    pgettext = maker.language.pgettext
    return (
        # Translators: stories in the order of time.
        maker.link(pgettext("order of a list", "Newest"), front),
        # Translators: stories in the order of the number of outlets that have them.
        maker.link(pgettext("order of a list", "Most outlets"), order_path(front, "outlets")),
        # Translators: stories that many outlets have within a short time come first.
        maker.link(pgettext("order of a list", "Hottest"), order_path(front, "heat")),
    )


def prepare_latest(frame: PageFrame, order: Order) -> Mapping[str, Any]:
    """The data of the newest stories of all in another order."""
    library, language = frame.maker.library, frame.maker.language
    newest = islice(_newest_stories(library), STORIES)
    ids = [library.story_of(id_).lead for id_ in newest]
    name, style = language.gettext("Latest"), frame.maker.config.lists.latest
    return _page(frame, LATEST, name, order, _sorted(library, ids, order), style, ())


def prepare_topic(frame: PageFrame, slug: str, order: Order) -> Mapping[str, Any]:
    """The data of the newest stories of a topic in another order."""
    maker, library = frame.maker, frame.maker.library
    newest = islice(library.topic_news(slug), STORIES_OF_TOPIC)
    ids = [record_shown_for(library, slug, id_) for id_ in newest]
    name = library.topic_summary(slug).name
    crumbs = (maker.link(maker.language.gettext("Topics"), "/topics/"), *topics_above(maker, slug))
    ordered, style = _sorted(library, ids, order), maker.config.lists.topics
    page = _page(frame, topic_path(slug), name, order, ordered, style, crumbs)
    return {**page, "label": maker.language.gettext("Topic")}


def _newest_stories(library: Library) -> Iterator[str]:
    """The newest record of each story, newest first."""
    seen = set()
    for id_ in library.newest_first():
        story = library.relations(id_).story
        if story not in seen:
            seen.add(story)
            yield id_


def _sorted(library: Library, ids: Iterable[str], order: Order) -> list[str]:
    """Records, one of each story and newest first, in an order; buried ones are last."""
    values: Mapping[Order, Callable[[Story], int]] = {
        "outlets": lambda story: len(story.providers),
        "heat": lambda story: library.heat_of(library.record(story.lead)),
    }
    value = values[order]

    def place(id_: str) -> tuple[bool, int]:
        story = library.story_of(id_)
        return story.buried, -value(story)

    return sorted(ids, key=place)


def _page(
    frame: PageFrame,
    front: str,
    name: str,
    order: Order,
    ids: list[str],
    style: ListStyle,
    crumbs: tuple[Link, ...],
) -> dict[str, Any]:
    maker, path = frame.maker, order_path(front, order)
    crumbs = (*crumbs, maker.link(name, front))
    title = _title(maker.language, name, order)
    data = frame.head_and_crumbs(path, title, crumbs, robots="noindex, follow")
    # Other languages may lack the page, but have the list.
    data["head"] = replace(data["head"], languages=frame.languages.links(front))
    return {
        **data,
        "title": name,
        "label": "",
        "links": order_links(maker, front),
        "links_label": maker.language.gettext("Order"),
        "here": maker.urls.href(path),
        "newest": len(ids),
        "cards": story_cards(maker, ids, style),
    }


def _title(language: Language, name: str, order: Order) -> str:
    if order == "outlets":
        # Translators: a list such as “Latest” in the order of the number of outlets.
        return language.gettext("%(list)s by outlets", list=name)
    # Translators: a list such as “Latest” in the order of heat: how many report at once.
    return language.gettext("%(list)s by heat", list=name)
