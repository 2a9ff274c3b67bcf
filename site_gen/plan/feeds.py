"""Feeds of the site, topics and providers; the page that lists them; lists in OPML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from site_gen.model import PlannedPage, ProviderSummary
from site_gen.plan.feed_links import FILES, feed_links
from site_gen.plan.feed_views import FeedEntryView, FeedRow, FeedView, OutlineView
from site_gen.plan.lists import collection
from site_gen.plan.page_frame import PageFrame
from site_gen.urls import fold_name, provider_path, topic_path

PATH = "/feeds/"
_BEFORE_ANY = datetime(1970, 1, 1, tzinfo=UTC)
"""The required time of change of a feed without entries, which must not depend on the clock."""


def plan_feeds(front: str, kind: str, slug: str, formats: Sequence[str]) -> Iterator[PlannedPage]:
    """Plan the feeds of the page at ``front``; ``kind`` is ``site``, ``topic`` or ``provider``."""
    for form in formats:
        template = "" if form == "json" else f"feeds/{form}.xml"
        yield PlannedPage(front + FILES[form], "feeds/feed", template, (form, front, kind, slug))


def plan_feeds_page() -> Iterator[PlannedPage]:
    """Plan the page that lists all feeds, and the two lists in OPML."""
    yield PlannedPage(PATH, "feeds/choice", "pages/feeds.html", (), "page")
    yield PlannedPage("/feeds.opml", "feeds/own", "feeds/opml.xml")
    yield PlannedPage("/providers.opml", "feeds/providers", "feeds/opml.xml")


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
    config, urls = frame.maker.config, frame.maker.urls
    path = front + FILES[form]
    entries = tuple(frame.entries.entry(id_) for id_ in ids)
    feed = FeedView(
        id=frame.feed_id(front),
        title=f"{name} – {config.title}" if name else config.title,
        description=f"{name}: news on {config.title}" if name else config.description,
        href=urls.absolute(front),
        self_href=urls.absolute(path),
        lang=frame.maker.lang,
        author=config.author or config.title,
        updated=max((entry.updated for entry in entries), default=_BEFORE_ANY),
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


def _by_name(providers: Sequence[ProviderSummary]) -> list[ProviderSummary]:
    return sorted(providers, key=lambda provider: (fold_name(provider.name), provider.slug))


def _rows(frame: PageFrame) -> tuple[list[FeedRow], list[FeedRow], list[FeedRow]]:
    """Pages and their feeds: of the site, of topics, of providers; empty if they have no feeds."""
    maker = frame.maker
    library, formats = maker.library, maker.config.feeds.formats
    title = maker.config.title
    topics = sorted(
        library.topic_summaries(), key=lambda topic: (fold_name(topic.name), topic.slug)
    )
    providers = _by_name(library.provider_summaries())

    def rows(pages: Iterable[tuple[str, str]], forms: Sequence[str]) -> list[FeedRow]:
        if not forms:
            return []
        return [
            FeedRow(maker.link(name, path), feed_links(frame, path, forms, name))
            for name, path in pages
        ]

    return (
        rows([(title, "/")], formats.site),
        rows([(topic.name, topic_path(topic.slug)) for topic in topics], formats.topics),
        rows(
            [(provider.name, provider_path(provider.slug)) for provider in providers],
            formats.providers,
        ),
    )


def prepare_feeds_page(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the page that lists all feeds."""
    site, topics, providers = _rows(frame)
    description = f"Follow {frame.maker.config.title} in a feed reader."
    return {
        **frame.head_and_crumbs(
            PATH,
            "Feeds",
            description=description,
            about=collection(frame.maker, "Feeds", PATH),
        ),
        "title": "Feeds",
        "groups": (
            ("Everything", tuple(site)),
            ("Topics", tuple(topics)),
            ("Providers", tuple(providers)),
        ),
        "opml": tuple(
            frame.maker.link(label, path)
            for label, path, rows in (
                ("The site and its topics", "/feeds.opml", site + topics),
                ("All providers", "/providers.opml", providers),
            )
            if rows
        ),
    }


def _outlines(
    frame: PageFrame, rows: Sequence[FeedRow], homes: Mapping[str, str]
) -> list[OutlineView]:
    """``homes`` maps addresses of our pages to the home pages to name in their place."""
    on_host = frame.maker.urls.on_host
    return [
        OutlineView(
            row.link.label,
            on_host(row.feeds[0].href),
            homes.get(row.link.href) or on_host(row.link.href),
        )
        for row in rows
    ]


def prepare_site_opml(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the OPML list of the site's and its topics' feeds."""
    site, topics, _ = _rows(frame)
    title = frame.maker.config.title
    return {"title": f"Feeds of {title}", "outlines": tuple(_outlines(frame, site + topics, {}))}


def prepare_providers_opml(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the OPML list of providers: their home pages, and our feed of each."""
    *_, providers = _rows(frame)
    href = frame.maker.urls.href
    homes = {
        href(provider_path(provider.slug)): f"https://{provider.domain}/"
        for provider in frame.maker.library.provider_summaries()
        if provider.domain
    }
    title = frame.maker.config.title
    return {"title": f"Providers of {title}", "outlines": tuple(_outlines(frame, providers, homes))}
