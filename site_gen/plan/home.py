"""The front page: what matters most, what is newest, and the busiest topics."""

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
from site_gen.plan.topic_leads import face
from site_gen.plan.views import Card, Count, PageHead, Strip

_SECONDARY = 5
_MORE = 8
_LATEST = 12
_STRIPS = 4
_STRIP_CARDS = 4
_STRIP_LEAST = 3
_RECENT = 300
"""Topics are busy by what the newest records are about, not by all that ever was."""


def plan_home() -> Iterator[PlannedPage]:
    """The home page."""
    yield PlannedPage("/", "home", "pages/home.html", (), "page")


def prepare(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the home page."""
    maker = frame.maker
    library = maker.library
    top = ranking.top_stories(library, maker.config.ranking)
    config = maker.config
    told: set[str] = set()
    leads = list(islice(_untold(frame, top, told), 1 + _SECONDARY + _MORE))
    latest = list(islice(_untold(frame, library.newest_first(), told), _LATEST))
    cards = [maker.card(id_) for id_ in leads]
    return {
        "head": PageHead(
            title=f"{config.title} – {config.description}" if config.description else config.title,
            canonical=maker.urls.absolute("/"),
            description=config.description,
            preview=frame.preview(),
            feeds=site_feeds(frame),
            structured=_about(frame, cards),
        ),
        "crumbs": (),
        "lead": cards[0] if cards else None,
        "secondary": tuple(cards[1 : 1 + _SECONDARY]),
        "more": tuple(cards[1 + _SECONDARY :]),
        "latest": tuple(maker.card(id_) for id_ in latest),
        "latest_href": maker.urls.href("/latest/"),
        "strips": _strips(frame, told),
        "changed": newest_change(maker, library.newest_ids(1)),
    }


def _about(frame: PageFrame, cards: Sequence[Card]) -> str:
    """The site and its top stories in the words of schema.org."""
    config, urls = frame.maker.config, frame.maker.urls
    addresses = [urls.on_host(card.href) for card in cards]
    site = json_ld.website(config, urls, frame.search)
    listed = json_ld.collection(config.title, urls.absolute("/"), addresses)
    return json_ld.as_script({"@graph": [site, listed]})


def _untold(frame: PageFrame, ids: Iterable[str], told: set[str]) -> Iterator[str]:
    """Of these records, those that begin a story of which nothing is ``told`` yet."""
    for id_ in ids:
        story = frame.maker.library.relations(id_).story
        if story not in told:
            told.add(story)
            yield id_


def _strips(frame: PageFrame, told: set[str]) -> tuple[Strip, ...]:
    """The busiest topics that still have something to show, each story once."""
    maker, library = frame.maker, frame.maker.library
    busy = Counter(
        slug for id_ in library.newest_ids(_RECENT) for slug in library.relations(id_).topics
    )
    strips = []
    for slug, _ in sorted(busy.items(), key=lambda item: (-item[1], item[0])):
        topic = library.topic(slug)
        untold = (
            id_ for id_ in library.topic_stories(slug) if library.relations(id_).story not in told
        )
        ids = list(islice(untold, _STRIP_CARDS))
        if len(ids) < _STRIP_LEAST:
            continue
        told.update(library.relations(id_).story for id_ in ids)
        cards: tuple[Card, ...] = tuple(maker.card(face(library, slug, id_)) for id_ in ids)
        link = maker.link(topic.name, urls.topic_path(slug))
        strips.append(Strip(Count(link, topic.count), cards))
        if len(strips) == _STRIPS:
            break
    return tuple(strips)
