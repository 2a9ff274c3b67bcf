"""The page that a browser shows in place of one that it cannot load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_gen.config import SiteConfig
from site_gen.model import PlannedPage
from site_gen.plan.page_frame import PageFrame
from site_gen.service_worker import OFFLINE_PATH


def plan_offline(config: SiteConfig) -> Iterator[PlannedPage]:
    """Plan the page; none if the site keeps nothing for use without a network."""
    if config.reader.offline:
        yield PlannedPage(OFFLINE_PATH, "page/offline", "pages/offline.html")


def prepare(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the page."""
    title = frame.maker.language.gettext("You are offline")
    return {**frame.head_and_crumbs(OFFLINE_PATH, title, robots="noindex"), "title": title}
