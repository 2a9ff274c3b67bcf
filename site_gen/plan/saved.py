"""The pages of what a reader has saved and follows; scripts fill them in the reader's browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_gen.config import SiteConfig
from site_gen.model import PlannedPage
from site_gen.plan.feed_links import FILES
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.saved_links import FOLLOWING, SAVED

KINDS = ("saved/articles", "saved/followed")


def plan_saved(config: SiteConfig) -> Iterator[PlannedPage]:
    """Plan the page of saved articles, and that of what is followed, which reads the mirror."""
    if config.reader.saved:
        yield PlannedPage(SAVED, "saved/articles", "pages/saved.html")
        if config.mirror:
            yield PlannedPage(FOLLOWING, "saved/followed", "pages/following.html")


def prepare_saved(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the page of saved articles."""
    maker, formats = frame.maker, frame.maker.config.feeds.formats
    title = maker.language.pgettext("title of a page", "Saved articles")
    return {
        **frame.head_and_crumbs(SAVED, title, robots="noindex"),
        "title": title,
        "following_href": maker.urls.href(FOLLOWING) if maker.config.mirror else "",
        "topic_feed": _first(formats.topics),
        "provider_feed": _first(formats.providers),
    }


def _first(formats: Sequence[str]) -> str:
    """The file of the first of these formats of feeds; empty if there is none."""
    return FILES[formats[0]] if formats else ""


def prepare_following(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the page of what is followed."""
    maker = frame.maker
    title = maker.language.pgettext("title of a page", "Following")
    return {
        **frame.head_and_crumbs(FOLLOWING, title, robots="noindex"),
        "title": title,
        "saved_href": maker.urls.href(SAVED),
        "topics_href": maker.urls.href("/topics/"),
        "providers_href": maker.urls.href("/providers/"),
    }
