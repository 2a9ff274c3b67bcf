"""The home page: top stories, newest records, and the busiest topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from site_gen import ranking, urls
from site_gen.model import PlannedPage
from site_gen.plan import json_ld
from site_gen.plan.feed_links import site_feeds
from site_gen.plan.lists import newest_change
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.page_views import PageHead
from site_gen.plan.topics import record_shown_for
from site_gen.plan.views import Card, Count, Strip

_SECONDARY = 5
_MORE = 8
_LATEST = 12
_STRIPS = 4
_STRIP_CARDS = 4
_STRIP_LEAST = 3
_RECENT = 300
"""The number of newest records by whose topics the busiest topics are chosen."""


def plan_home() -> Iterator[PlannedPage]:
    yield PlannedPage("/", "home", "pages/home.html", (), "page")


def prepare(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the home page."""
    maker = frame.maker
    library = maker.library
    top = ranking.top_stories(library, maker.config.ranking)
    config = maker.config
    shown: set[str] = set()
    leads = list(islice(_of_new_stories(frame, top, shown), 1 + _SECONDARY + _MORE))
    latest = list(islice(_of_new_stories(frame, library.newest_first(), shown), _LATEST))
    cards = [maker.card(id_) for id_ in leads]
    return {
        "head": PageHead(
            title=f"{config.title} – {config.description}" if config.description else config.title,
            canonical=maker.urls.absolute("/"),
            description=config.description,
            preview=frame.preview(),
            feeds=site_feeds(frame),
            structured=_json_ld(frame, cards),
        ),
        "crumbs": (),
        "lead": cards[0] if cards else None,
        "secondary": tuple(cards[1 : 1 + _SECONDARY]),
        "more": tuple(cards[1 + _SECONDARY :]),
        "latest": tuple(maker.card(id_) for id_ in latest),
        "latest_href": maker.urls.href("/latest/"),
        "strips": _strips(frame, shown),
        "changed": newest_change(maker, library.newest_ids(1)),
    }


def _json_ld(frame: PageFrame, cards: Sequence[Card]) -> str:
    """JSON-LD of the site and its top stories."""
    config, urls = frame.maker.config, frame.maker.urls
    addresses = [urls.on_host(card.href) for card in cards]
    site = json_ld.website(config, urls, frame.search)
    listed = json_ld.collection(config.title, urls.absolute("/"), addresses)
    return json_ld.as_script({"@graph": [site, listed]})


def _of_new_stories(frame: PageFrame, ids: Iterable[str], shown: set[str]) -> Iterator[str]:
    """The first of these records of each story that is not in ``shown``; adds these stories."""
    for id_ in ids:
        story = frame.maker.library.relations(id_).story
        if story not in shown:
            shown.add(story)
            yield id_


def _strips(frame: PageFrame, shown: set[str]) -> tuple[Strip, ...]:
    """The busiest topics with enough stories that are not in ``shown``; adds these stories."""
    maker, library = frame.maker, frame.maker.library
    busy = Counter(
        slug for id_ in library.newest_ids(_RECENT) for slug in library.relations(id_).topics
    )
    strips = []
    for slug, _ in sorted(busy.items(), key=lambda item: (-item[1], item[0])):
        topic = library.topic(slug)
        stories = library.topic_stories(slug)
        new = (id_ for id_ in stories if library.relations(id_).story not in shown)
        ids = list(islice(new, _STRIP_CARDS))
        if len(ids) < _STRIP_LEAST:
            continue
        shown.update(library.relations(id_).story for id_ in ids)
        cards: tuple[Card, ...] = tuple(
            maker.card(record_shown_for(library, slug, id_)) for id_ in ids
        )
        link = maker.link(topic.name, urls.topic_path(slug))
        strips.append(Strip(Count(link, topic.count), cards))
        if len(strips) == _STRIPS:
            break
    return tuple(strips)
