"""The parts that all pages have: data of the site, head, breadcrumbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from site_gen.config import SiteConfig
from site_gen.language_tags import direction, language_tag
from site_gen.model import PageNote
from site_gen.plan import json_ld
from site_gen.plan.feed_entries import EntryMaker
from site_gen.plan.feed_views import FeedLink
from site_gen.plan.mirror.parts import MirrorMaker
from site_gen.plan.page_views import PageHead, Site
from site_gen.plan.view_maker import ViewMaker, shorten
from site_gen.plan.views import Link, Pager, PictureView
from site_gen.urls import Urls

_DESCRIPTION = 160
"""Characters; search engines show no more of a page's description."""


def make_site(
    config: SiteConfig, notes: Iterable[PageNote], assets: Mapping[str, str], search: str = ""
) -> Site:
    """The data that all pages share. ``assets`` maps ``css``, ``js`` and ``icon`` to paths.

    ``notes`` are the Markdown pages in the order of the footer; ``search`` is the path of the
    search page, empty if there is none.

    Nothing here may depend on records, or every new record would change every page.
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
        search_js=urls.href(assets["search"]) if assets.get("search") else "",
    )


def content_security_policy(config: SiteConfig, scripts: str = "'self'") -> str:
    """The Content-Security-Policy; ``scripts`` are the sources of ``script-src``."""
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
    """Creates the parts of a page's data that do not depend on its kind.

    ``preview`` is the path of the preview picture for pages without a picture, ``search`` that of
    the search page; each is empty if there is none.
    """

    def __init__(self, maker: ViewMaker, preview: str = "", search: str = "") -> None:
        self.maker = maker
        self.entries = EntryMaker(maker)
        self.mirror = MirrorMaker(maker)
        self.search = maker.urls.absolute(search) if search else ""
        self.home = maker.link(maker.config.title, "/")
        self._preview = maker.urls.absolute(preview) if preview else ""
        self._id_urls = Urls.of(maker.config.feeds.id_url or maker.config.base_url)

    def feed_id(self, front: str) -> str:
        """The id of the feeds of the page at ``front``; ``feeds.id_url`` keeps it over a move."""
        return self._id_urls.absolute(front)

    def preview(self, picture: PictureView | None = None) -> str:
        """The absolute address of a picture for link previews; without one, that of the site's."""
        if picture is None or not picture.src:
            return self._preview
        return self.maker.urls.on_host(picture.src)

    def head_and_crumbs(
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
        """``head`` and ``crumbs`` of the page at ``path``.

        ``crumbs`` are the breadcrumbs between the home page and this page. If not ``named``, the
        page itself is left out of them, as its title follows. ``picture`` is for link previews.
        ``about`` is the page's schema.org data, to which the breadcrumbs are added.
        """
        urls = self.maker.urls
        all_crumbs = (self.home, *crumbs)
        if named or not crumbs:
            all_crumbs = (*all_crumbs, Link(title))
        data = {**about, "breadcrumb": json_ld.breadcrumbs(urls, all_crumbs)} if about else None
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
            "crumbs": all_crumbs,
        }
