"""Feeds of the site, topics and providers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from site_gen.model import PlannedPage
from site_gen.plan.feed_links import FILES
from site_gen.plan.feed_views import FeedEntryView, FeedView
from site_gen.plan.page_frame import PageFrame

BEFORE_ANY = datetime(1970, 1, 1, tzinfo=UTC)
"""The required time of change of a feed without entries, which must not depend on the clock."""


def plan_feeds(front: str, kind: str, slug: str, formats: Sequence[str]) -> Iterator[PlannedPage]:
    """Plan the feeds of the page at ``front``; ``kind`` is ``site``, ``topic`` or ``provider``."""
    for form in formats:
        template = "" if form == "json" else f"feeds/{form}.xml"
        yield PlannedPage(front + FILES[form], "feeds/feed", template, (form, front, kind, slug))


def _content(frame: PageFrame, kind: str, slug: str) -> tuple[str, list[str]]:
    """The name of a feed, and the ids of its records."""
    library, limit = frame.maker.library, frame.maker.config.feeds.limit
    if kind == "topic":
        return library.topic_summary(slug).name, library.topic_ids(slug, limit)
    if kind == "provider":
        return library.provider_summary(slug).name, library.provider_ids(slug, limit)
    return "", library.newest_ids(limit)


def prepare(frame: PageFrame, form: str, front: str, kind: str, slug: str) -> Mapping[str, Any]:
    """The data of a feed."""
    name, ids = _content(frame, kind, slug)
    config, urls, gettext = frame.maker.config, frame.maker.urls, frame.maker.language.gettext
    path = front + FILES[form]
    entries = tuple(frame.entries.entry(id_) for id_ in ids)
    feed = FeedView(
        id=frame.feed_id(front),
        title=frame.maker.page_title(name) if name else config.title,
        description=gettext("%(name)s: news on %(site)s", name=name, site=config.title)
        if name
        else config.description,
        href=urls.absolute(front),
        self_href=urls.absolute(path),
        lang=frame.maker.lang,
        author=config.author or config.title,
        updated=max((entry.updated for entry in entries), default=BEFORE_ANY),
        entries=entries,
    )
    return {"document": _json_feed(feed)} if form == "json" else {"feed": feed}


def _json_feed(feed: FeedView) -> dict[str, Any]:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/"""
    return _without_empty(
        version="https://jsonfeed.org/version/1.1",
        title=feed.title,
        home_page_url=feed.href,
        feed_url=feed.self_href,
        description=feed.description,
        authors=[{"name": feed.author}],
        language=feed.lang,
    ) | {"items": [_json_item(entry) for entry in feed.entries]}


def _json_item(entry: FeedEntryView) -> dict[str, Any]:
    changed = entry.updated if entry.updated > entry.published else None
    provider = {"name": entry.source.name, "url": entry.source.href}
    people = [{"name": name} for name in entry.authors if name != entry.source.name]
    return _without_empty(
        id=entry.id,
        url=entry.href,
        external_url=entry.source_href,
        title=entry.title,
        content_html=entry.html,
        image=entry.picture.src if entry.picture else "",
        date_published=entry.published,
        date_modified=changed,
        authors=[*people, provider],
        tags=[topic.label for topic in entry.topics],
        language=entry.lang,
    )


def _without_empty(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
