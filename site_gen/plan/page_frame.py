"""The parts that all pages have: data of the site, head, breadcrumbs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from site_gen.config import SiteConfig, root_url
from site_gen.i18n.language import Language, language_settings
from site_gen.looks import Appearance
from site_gen.looks.manifest import PATH as MANIFEST
from site_gen.model import PageNote, Topic
from site_gen.plan import json_ld
from site_gen.plan.feed_entries import EntryMaker
from site_gen.plan.feed_views import FeedLink
from site_gen.plan.languages import PageLanguages
from site_gen.plan.mirror.parts import MirrorMaker
from site_gen.plan.navigation import Navigation
from site_gen.plan.page_views import FontLink, LogoView, PageHead, Site, ZoneName
from site_gen.plan.saved_links import saved_links
from site_gen.plan.shortening import shorten
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Link, Pager, PictureView
from site_gen.relations.aliases import Aliases
from site_gen.urls import Urls, digest_path

_DESCRIPTION = 160
"""Characters; search engines show no more of a page's description."""


def make_site(
    config: SiteConfig,
    notes: Sequence[PageNote],
    assets: Mapping[str, str],
    search: str = "",
    topics: Iterable[Topic] = (),
    aliases: Aliases | None = None,
    appearance: Appearance | None = None,
    language: Language | None = None,
    language_names: Sequence[str] = (),
    *,
    has_digests: bool = False,
) -> Site:
    """The data that all pages share. ``assets`` maps ``css``, ``js`` and others to paths.

    ``notes`` are the Markdown pages in the order of the footer; ``search`` is the path of the
    search page, empty if there is none; ``topics`` and ``aliases`` are for the navigation;
    ``language_names`` are those of the languages that have a site.

    Nothing here may change with each record, or every new record would change every page.
    """
    urls = Urls.of(config.base_url, root_url(config))
    language = language or Language(language_settings(config.locale, config.timezone))

    def link(label: str, path: str) -> Link:
        return Link(label, urls.href(path))

    navigation = Navigation(config, notes, topics, aliases or Aliases(), language)
    nav = navigation.links()

    def asset(name: str) -> str:
        return urls.file(assets[name]) if assets.get(name) else ""

    appearance = appearance or Appearance()
    page, logo = appearance.page, appearance.logo
    pages = [link(note.title, f"/{note.slug}/") for note in notes]
    feeds = [link(language.gettext("Feeds"), "/feeds/")]
    digest = [link(language.gettext("Digest"), digest_path())] if has_digests else []
    saved = [link(title, path) for title, path in saved_links(config, language)]
    # Translators: the link to the repository with the site's records and settings.
    source = language.pgettext("of a website", "Source")
    repository = [Link(source, config.repository)] if config.repository else []
    return Site(
        title=config.title,
        description=config.description,
        home=urls.href("/"),
        lang=language.tag,
        dir=language.dir,
        zone=_zone_name(language),
        nav=nav,
        footer=(*navigation.other_sections(nav), *feeds, *digest, *saved, *pages, *repository),
        css=asset("css"),
        js=asset("js"),
        icon=asset("icon"),
        csp=content_security_policy(config),
        look=appearance.look,
        head_js=asset("head_js"),
        touch_icon=asset("touch_icon"),
        manifest=urls.href(f"/{MANIFEST}"),
        page_colors=(str(page.light), str(page.dark)) if page else None,
        fonts=tuple(
            FontLink(urls.file(f"/{quote(face.name)}"), face.media_type)
            for face in appearance.faces
            if face.style == "normal"
        ),
        logo=LogoView(urls.resource(logo.light), urls.resource(logo.dark), logo.width, logo.height)
        if logo
        else None,
        author=config.author,
        search=urls.href(search) if search else "",
        search_js=asset("search"),
        search_css=asset("search_css"),
        reader_css=asset("reader_css"),
        saved_js=asset("saved"),
        keys=config.reader.keys,
        share=config.reader.share,
        language_names=tuple(language_names),
    )


def _zone_name(language: Language) -> ZoneName:
    names = language.dates.zone_names
    short, name = names.abbreviation, names.name
    return ZoneName(short, name) if short else ZoneName(name, names.city)


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
            "manifest-src 'self'",
            "connect-src 'self'",
            f"frame-src {frames}",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


class PageFrame:
    """Creates the parts of a page's data that do not depend on its kind.

    ``preview`` is the path of the preview picture for pages without a picture, ``search`` that of
    the search page; each is empty if there is none. ``nav`` are the links of the masthead, and
    ``languages`` the names of the languages that have a site.
    """

    def __init__(
        self,
        maker: ViewMaker,
        preview: str = "",
        search: str = "",
        nav: Collection[Link] = (),
        languages: Sequence[str] = (),
    ) -> None:
        self.maker = maker
        self.languages = PageLanguages(maker.config, maker.library, languages)
        self.entries = EntryMaker(maker)
        self.mirror = MirrorMaker(maker)
        self.search = maker.urls.absolute(search) if search else ""
        self.home = maker.link(maker.config.title, "/")
        self._sections = {link.href for link in nav}
        if search:
            self._sections.add(maker.urls.href(search))
        self._preview = maker.urls.on_host(maker.urls.file(preview)) if preview else ""
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
                title=self.maker.page_title(title),
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
                section=self._section(path, crumbs),
                languages=self.languages.links(path),
                alternates=() if "noindex" in robots else self.languages.alternates(path),
            ),
            "crumbs": all_crumbs,
        }

    def _section(self, path: str, crumbs: Sequence[Link]) -> str:
        """The link of the masthead that leads to a page, or to the nearest page above it."""
        upwards = (self.maker.urls.href(path), *(crumb.href for crumb in reversed(crumbs)))
        return next((href for href in upwards if href in self._sections), "")
