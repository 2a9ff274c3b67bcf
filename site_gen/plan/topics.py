"""The directory of topics, and the stories of each topic."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from site_gen.plan import json_ld
from site_gen.plan.dates import moment
from site_gen.plan.feed_links import topic_feeds
from site_gen.plan.lists import ListPage, collection, day_groups, newest_change
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.topic_leads import face
from site_gen.plan.view_maker import shorten
from site_gen.plan.views import Count, IndexRow, Link, Pager
from site_gen.urls import list_page_path, topic_path

PATH = "/topics/"
_NOTE = 140


def _count(frame: PageFrame, slug: str) -> Count:
    topic = frame.maker.library.topic(slug)
    return Count(frame.maker.link(topic.name, topic_path(slug)), topic.count)


def prepare_index(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the directory."""
    library = frame.maker.library
    rows = []
    for topic in library.topics():
        if topic.parent:
            continue
        rows.append(
            IndexRow(
                frame.maker.link(topic.name, topic_path(topic.slug)),
                topic.count,
                moment(topic.newest) if topic.newest else None,
                shorten(frame.maker.text(topic.description), _NOTE),
                tuple(_count(frame, child) for child in topic.children),
            )
        )
    description = f"All topics that {frame.maker.config.title} follows."
    addresses = [frame.maker.urls.on_host(row.link.href) for row in rows]
    return {
        **frame.around(
            PATH,
            "Topics",
            description=description,
            about=json_ld.collection("Topics", frame.maker.urls.absolute(PATH), addresses),
        ),
        "title": "Topics",
        "rows": tuple(rows),
        "changed": newest_change(frame.maker, library.newest_ids(1)),
    }


def _front(frame: PageFrame, slug: str) -> dict[str, Any]:
    """What only the front of a topic tells, for it changes with each record."""
    library = frame.maker.library
    topic = library.topic(slug)
    picture = None
    if topic.images and topic.count:
        newest, *_ = library.topic_ids(slug, 1)
        picture = frame.maker.picture(topic.images[0], library.relations(newest).provider)
    return {
        "description": frame.maker.text(topic.description),
        "picture": picture,
        "children": tuple(_count(frame, child) for child in topic.children),
        "count": topic.count,
    }


_OLDER: Mapping[str, Any] = {"description": "", "picture": None, "children": (), "count": None}


def prepare(frame: PageFrame, page: ListPage, pager: Pager, slug: str) -> Mapping[str, Any]:
    """The data of one page of a topic. Older pages leave out what later records would change."""
    maker, front = frame.maker, page.number == 0
    topic = maker.library.topic_summary(slug)
    path = topic_path(topic.slug)
    description = maker.text(topic.description)
    parent: Link | None = None
    if topic.parent:
        parent = maker.link(
            maker.library.topic_summary(topic.parent).name, topic_path(topic.parent)
        )
    crumbs = [maker.link("Topics", PATH), *([parent] if parent else [])]
    if not front:
        crumbs.append(maker.link(topic.name, path))
    title = topic.name if front else f"{topic.name}, {pager.span}"
    own = list_page_path(path, page.number)
    groups = day_groups(maker, page.ids, partial(face, maker.library, slug))
    extra = _front(frame, slug) if front else _OLDER
    return {
        **frame.around(
            own,
            title,
            tuple(crumbs),
            description=description or f"News about {topic.name}, from every outlet we follow.",
            pager=pager,
            feeds=topic_feeds(frame, topic),
            picture=extra["picture"],
            about=collection(maker, title, own, groups if front else ()),
        ),
        **extra,
        "name": topic.name,
        "parent": parent,
        "stories": page.total,
        "groups": groups,
        "pager": pager,
    }
