"""The home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from site_gen.config import Front
from site_gen.model import PlannedPage
from site_gen.plan import json_ld, top
from site_gen.plan.feed_links import site_feeds
from site_gen.plan.front_blocks import FrontBlocks
from site_gen.plan.front_columns import FrontColumns
from site_gen.plan.lists import newest_change
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.page_views import PageHead
from site_gen.plan.views import Card, Count


def plan_home() -> Iterator[PlannedPage]:
    yield PlannedPage("/", "home", "pages/home.html", (), "page")


def prepare(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the home page."""
    library, config = frame.maker.library, frame.maker.config
    blocks = FrontBlocks(frame)
    best, more, more_columns = blocks.top_and_more()
    latest = blocks.latest()
    strips = blocks.strips()
    if not (best or latest or more or strips):  # topics may have too few stories for a strip
        latest = blocks.newest()
    data = {**_front(best, latest, config.front), "more": tuple(more), "strips": strips}
    newest = library.newest
    return {
        "head": PageHead(
            title=_title(frame),
            canonical=frame.maker.urls.absolute("/"),
            description=config.description,
            preview=frame.preview(),
            feeds=site_feeds(frame),
            structured=_json_ld(frame, best or more),
            languages=frame.languages.links("/"),
            alternates=frame.languages.alternates("/"),
        ),
        "crumbs": (),
        **data,
        "density": config.front.density,
        "blocks": _filled(config.front.blocks, data) or (("latest",) if latest else ()),
        "edition": frame.maker.moments.edition(newest) if newest else None,
        "more_columns": more_columns,
        "latest_all": Count(
            frame.maker.link(frame.maker.language.gettext("Latest"), "/latest/"), library.count
        ),
        "top_href": frame.maker.urls.href(top.DAY) if config.lists.top else "",
        "changed": newest_change(frame.maker, library.newest_ids(1)),
    }


def _title(frame: PageFrame) -> str:
    """The title of the home page: what the site is called and what it is."""
    config = frame.maker.config
    if not config.description:
        return config.title
    return frame.maker.language.gettext(
        "%(site)s – %(description)s", site=config.title, description=config.description
    )


def _front(top: Sequence[Card], latest: Sequence[Card], front: Front) -> dict[str, Any]:
    """The top stories in columns that end together; the latest may be one of these."""
    if not top:
        return {"lead": None, "beside": (), "below": (), "latest": tuple(latest)}
    lead, *others = top
    has_latest = bool(latest) and ("top", "latest") in pairwise(front.blocks)
    columns = FrontColumns(front.density, has_latest=has_latest)
    count = columns.beside(lead, others)
    beside, below = tuple(others[:count]), tuple(others[count:])
    if has_latest:
        latest = latest[: columns.latest(lead, beside, below, latest)]
    return {"lead": lead, "beside": beside, "below": below, "latest": tuple(latest)}


def _filled(blocks: Sequence[str], data: Mapping[str, Any]) -> tuple[str, ...]:
    """The blocks that have stories."""
    keys = {"top": "lead", "topics": "strips"}
    return tuple(block for block in blocks if data[keys.get(block, block)])


def _json_ld(frame: PageFrame, cards: Sequence[Card]) -> str:
    """JSON-LD of the site and its top stories."""
    config, urls = frame.maker.config, frame.maker.urls
    addresses = [urls.on_host(card.href) for card in cards]
    site = json_ld.website(config, urls, frame.search)
    listed = json_ld.collection(config.title, urls.absolute("/"), addresses)
    return json_ld.as_script({"@graph": [site, listed]})
