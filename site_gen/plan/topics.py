"""The index of topics, and the lists of their stories.

On closed pages a story has the place of its first record on the topic, so that later records do not
move it. The front has all stories with a newer record than the oldest of its own stories: each has
the place of its newest record on the topic. The card is that of the story's lead, if the lead is on
the topic (``topic_rows.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from site_gen.i18n.language import Language
from site_gen.model import Topic
from site_gen.plan import json_ld
from site_gen.plan.day_groups import day_groups
from site_gen.plan.feed_links import topic_feeds
from site_gen.plan.lists import ListPage, collection, days_spanned, newest_change, title_of_older
from site_gen.plan.orders import order_links
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.shortening import shorten
from site_gen.plan.topic_rows import rows_of_closed_page, rows_of_front
from site_gen.plan.topic_trail import topics_above
from site_gen.plan.topics_below import newest_below
from site_gen.plan.views import Count, IndexRow, Pager
from site_gen.urls import list_page_path, topic_path

PATH = "/topics/"
_NOTE = 140
"""Characters of a topic's description in the index."""


def _count(frame: PageFrame, slug: str) -> Count:
    topic = frame.maker.library.topic(slug)
    return Count(frame.maker.link(topic.name, topic_path(slug)), topic.count)


def _children(frame: PageFrame, topic: Topic) -> tuple[Count, ...]:
    """The topics below a topic, in alphabetical order."""
    children = [_count(frame, slug) for slug in topic.children]
    return tuple(sorted(children, key=lambda child: frame.maker.filing.key(child.link.label)))


def prepare_index(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the index."""
    library = frame.maker.library
    rows = []
    for topic in sorted(library.topics(), key=lambda each: frame.maker.filing.key(each.name)):
        if topic.parent:
            continue
        rows.append(
            IndexRow(
                frame.maker.link(topic.name, topic_path(topic.slug)),
                topic.count,
                frame.maker.moments.moment(topic.newest) if topic.newest else None,
                shorten(frame.maker.text(topic.description), _NOTE),
                _children(frame, topic),
            )
        )
    gettext, site = frame.maker.language.gettext, frame.maker.config.title
    title, description = gettext("Topics"), gettext("All topics that %(site)s follows.", site=site)
    addresses = [frame.maker.urls.on_host(row.link.href) for row in rows]
    return {
        **frame.head_and_crumbs(
            PATH,
            title,
            description=description,
            about=json_ld.collection(title, frame.maker.urls.absolute(PATH), addresses),
        ),
        "title": title,
        "rows": tuple(rows),
        "changed": newest_change(frame.maker, library.newest_ids(1)),
    }


def _front(frame: PageFrame, slug: str) -> dict[str, Any]:
    """The data that only the front page has, as it changes with each record."""
    library = frame.maker.library
    topic = library.topic(slug)
    picture = None
    if topic.images and topic.count:
        newest, *_ = library.topic_ids(slug, 1)
        picture = frame.maker.picture(topic.images[0], library.relations(newest).provider)
    return {
        "description": frame.maker.text(topic.description),
        "picture": picture,
        "children": _children(frame, topic),
        "count": topic.count or (None if topic.children else 0),
    }


_ON_OLDER_PAGES: Mapping[str, Any] = {
    "description": "",
    "picture": None,
    "children": (),
    "count": None,
}


def _label(language: Language, *, front: bool) -> str:
    """Of which article of a story a row has the place."""
    if front:
        # Translators: the newest article of a story; the name of its outlet follows.
        return language.pgettext("article of a story", "Newest")
    # Translators: the first article of a story; the name of its outlet follows.
    return language.pgettext("article of a story", "First")


def prepare(
    frame: PageFrame, page: ListPage, pager: Pager, slug: str, has_orders: bool = False
) -> Mapping[str, Any]:
    """The data of a page of a topic. Older pages leave out what later records would change.

    With ``has_orders`` it leads to the other orders of the list.
    """
    maker, language, front = frame.maker, frame.maker.language, page.number == 0
    topic = maker.library.topic_summary(slug)
    path = topic_path(topic.slug)
    description = maker.text(topic.description)
    above = topics_above(maker, slug)
    crumbs = [maker.link(language.gettext("Topics"), PATH), *above]
    if not front:
        crumbs.append(maker.link(topic.name, path))
    title = topic.name if front else title_of_older(language, topic.name, pager)
    page_path = list_page_path(path, page.number)
    style = maker.config.lists.topics
    if front:
        size = maker.config.pagination.page_size
        rows = rows_of_front(maker.library, slug, page, size) or newest_below(
            maker.library, slug, size
        )
        by_time = sorted(
            (row.id for row in rows if not row.pinned), key=maker.library.times, reverse=True
        )
        pager = replace(pager, span=days_spanned(maker, by_time))
    else:
        rows = rows_of_closed_page(maker.library, slug, page)
    groups = day_groups(maker, rows, style, _label(language, front=front))
    extra = _front(frame, slug) if front else _ON_OLDER_PAGES
    return {
        **frame.head_and_crumbs(
            page_path,
            title,
            tuple(crumbs),
            description=description
            or language.gettext(
                "News about %(topic)s, from every outlet we follow.", topic=topic.name
            ),
            pager=pager,
            feeds=topic_feeds(frame, topic),
            picture=extra["picture"],
            about=collection(maker, title, page_path, groups if front else ()),
        ),
        **extra,
        "name": topic.name,
        "parent": above[-1] if above else None,
        "orders": order_links(maker, path) if has_orders else (),
        "here": maker.urls.href(page_path),
        "stories": page.total,
        "groups": groups,
        "density": style.density,
        "changed": newest_change(maker, [*page.ids, *(row.id for row in rows)]),
        "pager": pager,
    }
