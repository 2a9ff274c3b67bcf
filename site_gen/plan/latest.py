"""The list of all records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_gen.plan.day_groups import day_groups, rows_of
from site_gen.plan.feed_links import site_feeds
from site_gen.plan.lists import ListPage, collection
from site_gen.plan.orders import order_links
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.views import Pager
from site_gen.urls import list_page_path

PATH = "/latest/"


def prepare(
    frame: PageFrame, page: ListPage, pager: Pager, has_orders: bool = False
) -> Mapping[str, Any]:
    """The data of a page of the list; with ``has_orders`` it leads to the list's other orders."""
    gettext, name = frame.maker.language.gettext, frame.maker.language.gettext("Latest")
    title = name if page.number == 0 else gettext("News of %(days)s", days=pager.span)
    crumbs = () if page.number == 0 else (frame.maker.link(name, PATH),)
    path = list_page_path(PATH, page.number)
    style = frame.maker.config.lists.latest
    groups = day_groups(frame.maker, rows_of(page.ids), style)
    return {
        **frame.head_and_crumbs(
            path,
            title,
            crumbs,
            description=gettext(
                "Everything published on %(site)s, newest first.", site=frame.maker.config.title
            ),
            pager=pager,
            feeds=site_feeds(frame),
            about=collection(frame.maker, title, path, () if page.number else groups),
        ),
        "title": title,
        "orders": order_links(frame.maker, PATH) if has_orders else (),
        "here": frame.maker.urls.href(path),
        "groups": groups,
        "density": style.density,
        "pager": pager,
    }
