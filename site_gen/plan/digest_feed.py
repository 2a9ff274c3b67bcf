"""The feed of news digests: one entry for each day, with all of its stories."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from site_gen.instants import from_micros
from site_gen.plan.digest_stories import covered_by, digest_cards, ends_at, last_change, title_of
from site_gen.plan.feed_views import DigestEntryView, DigestFeedView
from site_gen.plan.feeds import BEFORE_ANY
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Card
from site_gen.urls import digest_path
from site_gen.zones import date_of

_PATH = "/digest/"


def prepare(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the feed."""
    maker = frame.maker
    config, urls, gettext = maker.config, maker.urls, maker.language.gettext
    entries = tuple(_entries(frame))
    feed = DigestFeedView(
        id=frame.feed_id(_PATH),
        title=maker.page_title(gettext("Digest")),
        href=urls.absolute(_PATH),
        self_href=urls.absolute(f"{_PATH}feed.xml"),
        lang=maker.lang,
        author=config.author or config.title,
        updated=max((entry.updated for entry in entries), default=BEFORE_ANY),
        entries=entries,
    )
    return {"feed": feed}


def _item(maker: ViewMaker, card: Card) -> str:
    """A story: headline, excerpt, and the outlets that have it."""
    lang = f' lang="{card.lang}"' if card.lang else ""
    lang += f' dir="{card.dir}"' if card.dir else ""
    href = escape(maker.urls.on_host(card.href))
    excerpt = f"<p{lang}>{escape(card.excerpt)}</p>" if card.excerpt else ""
    outlets = escape(" · ".join(filter(None, [card.provider.name, covered_by(maker, card)])))
    title = f'<a href="{href}">{escape(card.title)}</a>'
    return f"<li><p{lang}>{title}</p>{excerpt}<p>{outlets}</p></li>"


def _entries(frame: PageFrame) -> Iterator[DigestEntryView]:
    maker, limit = frame.maker, frame.maker.config.feeds.limit
    for number, digest in maker.library.newest_digests(0, limit):
        path = digest_path(date_of(number))
        items = [_item(maker, card) for card in digest_cards(maker, 0, digest)]
        yield DigestEntryView(
            id=uuid.uuid5(uuid.NAMESPACE_URL, frame.feed_id(path)).urn,
            title=title_of(maker, 0, number),
            href=maker.urls.absolute(path),
            published=from_micros(ends_at(maker, 0, number)),
            updated=last_change(maker, 0, number, digest),
            html="\n".join(["<ol>", *items, "</ol>"]),
        )
