"""Every record, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from site_gen.model import PlannedPage
from site_gen.plan.feed_links import site_feeds
from site_gen.plan.frame import Frame
from site_gen.plan.lists import ListPage, collection, day_groups, plan_list
from site_gen.plan.views import Pager
from site_gen.urls import list_page_path

PATH = "/latest/"


def plan_latest(frame: Frame) -> Iterator[PlannedPage]:
    """The list of all records, with its older pages."""
    ids = frame.library.newest_first
    prepare = partial(_prepare, frame)
    yield from plan_list(frame, PATH, ids, "latest", "pages/list.html", prepare)


def _prepare(frame: Frame, page: ListPage, pager: Pager) -> Mapping[str, Any]:
    title = "Latest" if page.number == 0 else f"News of {pager.span}"
    crumbs = () if page.number == 0 else (frame.maker.link("Latest", PATH),)
    path = list_page_path(PATH, page.number)
    groups = day_groups(frame.maker, page.ids)
    return {
        **frame.around(
            path,
            title,
            crumbs,
            description=f"Everything published on {frame.maker.config.title}, newest first.",
            pager=pager,
            feeds=site_feeds(frame),
            about=collection(frame.maker, title, path, () if page.number else groups),
        ),
        "title": title,
        "groups": groups,
        "pager": pager,
    }
