"""What surrounds every page: the site's own data, the head, breadcrumbs, redirects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from site_gen.config import SiteConfig
from site_gen.language_tags import direction, language_tag
from site_gen.model import PageNote
from site_gen.plan import json_ld
from site_gen.plan.feed_entries import EntryMaker
from site_gen.plan.mirror.parts import MirrorMaker
from site_gen.plan.view_maker import ViewMaker, shorten
from site_gen.plan.views import FeedLink, Link, PageHead, Pager, PictureView, Site
from site_gen.urls import Urls

_DESCRIPTION = 160
"""Characters of a page's description that search engines show at most."""


def make_site(
    config: SiteConfig, notes: Iterable[PageNote], assets: Mapping[str, str], search: str = ""
) -> Site:
    """What all pages share. ``assets`` maps ``css``, ``js`` and ``icon`` to paths.

    ``notes`` are the site's own pages in the order of the footer; ``search`` is the path of the
    search page, empty for none.

    Nothing here changes with the records, else every new record would change every page.
    """
    urls = Urls.of(config.base_url)

    def link(label: str, path: str) -> Link:
        return Link(label, urls.href(path))

    pages = [link(note.title, f"/{note.slug}/") for note in notes]
    feeds = [link("Feeds", "/feeds/")]
    repository = [Link("Source", config.repository)] if config.repository else []
    return Site(
        title=config.title,
        description=config.description,
        home=urls.href("/"),
        lang=language_tag(config.locale) or "en",
        dir=direction(config.locale),
        nav=(
            link("Latest", "/latest/"),
            link("Topics", "/topics/"),
            link("Providers", "/providers/"),
            link("Archive", "/archive/"),
        ),
        footer=tuple(feeds + pages + repository),
        css=urls.href(assets["css"]) if assets.get("css") else "",
        js=urls.href(assets["js"]) if assets.get("js") else "",
        icon=urls.href(assets["icon"]) if assets.get("icon") else "",
        csp=content_security_policy(config),
        accent=config.theme.accent,
        author=config.author,
        search=urls.href(search) if search else "",
    )


def content_security_policy(config: SiteConfig, scripts: str = "'self'") -> str:
    """What pages may load; ``scripts`` is what they may run."""
    frames = " ".join(f"https://{host}" for host in config.embeds.hosts) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' https: http: data:",
            "font-src 'self'",
            "connect-src 'self'",
            f"frame-src {frames}",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


class PageFrame:
    """Makes the parts of a page's data that do not depend on its kind.

    ``preview`` is the path of the picture for pages that have none, and ``search`` that of
    the search page; empty for none.
    """

    def __init__(self, maker: ViewMaker, preview: str = "", search: str = "") -> None:
        self.maker = maker
        self.entries = EntryMaker(maker)
        self.mirror = MirrorMaker(maker)
        self.search = maker.urls.absolute(search) if search else ""
        self.home = maker.link(maker.config.title, "/")
        self._preview = maker.urls.absolute(preview) if preview else ""
        self._first_urls = Urls.of(maker.config.feeds.id_url or maker.config.base_url)

    def feed_id(self, front: str) -> str:
        """What feeds of the page at ``front`` are known by, though the site may move."""
        return self._first_urls.absolute(front)

    def preview(self, picture: PictureView | None = None) -> str:
        """The address of this picture for previews, or of the site's own."""
        if picture is None or not picture.src:
            return self._preview
        return self.maker.urls.on_host(picture.src)

    def around(
        self,
        path: str,
        title: str,
        crumbs: tuple[Link, ...] = (),
        *,
        description: str = "",
        robots: str = "",
        csp: str = "",
        pager: Pager | None = None,
        feeds: tuple[FeedLink, ...] = (),
        picture: PictureView | None = None,
        named: bool = True,
        about: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Head and breadcrumbs of the page at ``path``; ``crumbs`` lie between home and it.

        ``picture`` is the one that previews show, ``about`` what the page is in the words of
        schema.org, to which the breadcrumbs are added. If not ``named``, they end above the
        page, whose title is long and follows anyway.
        """
        urls = self.maker.urls
        above = (self.home, *crumbs)
        trail = above if crumbs and not named else (*above, Link(title))
        data = {**about, "breadcrumb": json_ld.breadcrumbs(urls, trail)} if about else None
        return {
            "head": PageHead(
                title=f"{title} – {self.maker.config.title}",
                heading=title,
                canonical=urls.absolute(path),
                description=shorten(description, _DESCRIPTION),
                robots=robots,
                csp=csp,
                prev=urls.on_host(pager.newer_href) if pager else "",
                next=urls.on_host(pager.older_href) if pager else "",
                preview=self.preview(picture),
                feeds=feeds,
                structured=json_ld.as_script(data) if data else "",
            ),
            "crumbs": trail,
        }
