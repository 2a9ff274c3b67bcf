"""The pages of records, with the coverage of their stories and articles near them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from site_gen import external_links, markup, urls
from site_gen.instants import from_micros
from site_gen.model import PlannedPage, Record
from site_gen.plan import json_ld
from site_gen.plan.coverage import covering_articles
from site_gen.plan.feed_entries import last_change
from site_gen.plan.full_coverage import full_coverage
from site_gen.plan.kinds import is_video
from site_gen.plan.more_articles import onward
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.tags import tag_links
from site_gen.plan.topic_trail import trail_to_topic
from site_gen.plan.views import ArticleView, Embed, Link
from site_gen.wording import one_line

_HOST_NAMES = {"www.youtube-nocookie.com": "YouTube", "player.vimeo.com": "Vimeo"}


def plan_article(record_id: str, published: int, *, hidden: bool) -> PlannedPage:
    """Plan the page of a record; search engines must not show it if ``hidden``."""
    at = from_micros(published)  # months of sitemaps are those of UTC: no reader sees them
    return PlannedPage(
        urls.record_path(record_id),
        "article",
        "pages/article.html",
        (record_id, "noindex" if hidden else ""),
        None if hidden else f"{at.year:04}-{at.month:02}",
    )


def prepare(frame: PageFrame, record_id: str, robots: str) -> Mapping[str, Any]:
    """The data of a record's page."""
    record = frame.maker.library.record(record_id)
    article = _article(frame, record)
    covering = covering_articles(frame.maker.library, record_id)
    further = onward(frame.maker, record, covering)
    path = urls.record_path(record_id)
    topics = frame.maker.library.relations(record_id).topics
    crumbs = trail_to_topic(frame.maker, topics[0]) if topics else ()
    image = frame.preview(article.picture)
    return {
        **frame.head_and_crumbs(
            path,
            article.title,
            crumbs,
            description=article.excerpt or article.title,
            robots=robots,
            picture=article.picture,
            named=False,
            about=json_ld.web_page(article, frame.maker.urls.absolute(path), image),
        ),
        "article": article,
        "coverage": full_coverage(frame.maker, record, covering),
        "more": further.lists,
        "newer": further.newer,
        "older": further.older,
        "related_topics": further.topics,
        "changed": last_change(record),
    }


def _article(frame: PageFrame, record: Record) -> ArticleView:
    maker = frame.maker
    provider = maker.library.relations(record.id).provider
    lang, text_direction = maker.language_override(record)
    embed, embed_link = _embed(frame, record, provider)
    updated = record.updated_at
    return ArticleView(
        title=one_line(record.title),
        provider=maker.provider(provider),
        published=maker.moments.moment(record.published_at),
        source_href=external_links.without_tracking(record.url),
        updated=maker.moments.moment(updated)
        if updated and updated > record.published_at
        else None,
        authors=tuple(author.name for author in record.provider.authors),
        excerpt=one_line(record.excerpt),
        body=maker.html(record.body),
        picture=maker.first_picture(record.images, provider, alt=None),
        embed=embed,
        embed_link=embed_link,
        topics=maker.topic_links(record.id),
        tags=tag_links(frame, record),
        kind=maker.kind_label(record.type),
        is_video=is_video(record.type),
        lang=lang,
        dir=text_direction,
    )


def _embed(frame: PageFrame, record: Record, provider: str) -> tuple[Embed | None, Link | None]:
    """The record's player, or a plain link if its host is not allowed."""
    src = markup.embed_source(record.featured_content) if record.featured_content else ""
    if not src:
        return None, None
    host = urlsplit(src).hostname or ""
    page = markup.watch_page(src)
    name = _HOST_NAMES.get(host, host.removeprefix("www."))
    maker = frame.maker
    if host not in maker.config.embeds.hosts:
        label = maker.language.gettext("Watch at %(host)s", host=name)
        return None, Link(label, page, external=True)
    picture = maker.first_picture(record.images, provider) or maker.placeholder(provider)
    return Embed(src, page, name, picture), None
