"""The front page: what matters most, what is newest, and the busiest topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from site_gen import urls
from site_gen.model import PlannedPage
from site_gen.plan.frame import Frame
from site_gen.plan.views import Card, Count, Head, Strip

_SECONDARY = 5
_MORE = 8
_LATEST = 12
_STRIPS = 4
_STRIP_CARDS = 4
_STRIP_LEAST = 3
_RECENT = 300
"""Topics are busy by what the newest records are about, not by all that ever was."""


def plan_home(frame: Frame, top: tuple[str, ...]) -> Iterator[PlannedPage]:
    """The home page; ``top`` are the ids of its stories, best first."""
    yield PlannedPage("/", "home", "pages/home.html", lambda: _prepare(frame, top))


def _prepare(frame: Frame, top: tuple[str, ...]) -> Mapping[str, Any]:
    maker, library = frame.maker, frame.maker.library
    config = maker.config
    shown = set(top[: 1 + _SECONDARY + _MORE])
    latest = tuple(islice((id_ for id_ in library.newest_first if id_ not in shown), _LATEST))
    shown.update(latest)
    cards = [maker.card(id_) for id_ in top[: 1 + _SECONDARY + _MORE]]
    return {
        "head": Head(
            title=f"{config.title} – {config.description}" if config.description else config.title,
            canonical=maker.urls.absolute("/"),
            description=config.description,
        ),
        "crumbs": (),
        "lead": cards[0] if cards else None,
        "secondary": tuple(cards[1 : 1 + _SECONDARY]),
        "more": tuple(cards[1 + _SECONDARY :]),
        "latest": tuple(maker.card(id_) for id_ in latest),
        "latest_href": maker.urls.href("/latest/"),
        "strips": _strips(frame, shown),
    }


def _strips(frame: Frame, shown: set[str]) -> tuple[Strip, ...]:
    """The busiest topics that still have something to show, each record once."""
    maker, library = frame.maker, frame.maker.library
    busy = Counter(
        slug for id_ in library.newest_first[:_RECENT] for slug in library.topic_slugs[id_]
    )
    strips = []
    for slug, _ in sorted(busy.items(), key=lambda item: (-item[1], item[0])):
        topic = library.topics[slug]
        ids = list(islice((id_ for id_ in topic.record_ids if id_ not in shown), _STRIP_CARDS))
        if len(ids) < _STRIP_LEAST:
            continue
        shown.update(ids)
        cards: tuple[Card, ...] = tuple(maker.card(id_) for id_ in ids)
        link = maker.link(topic.name, urls.topic_path(slug))
        strips.append(Strip(Count(link, len(topic.record_ids)), cards))
        if len(strips) == _STRIPS:
            break
    return tuple(strips)
