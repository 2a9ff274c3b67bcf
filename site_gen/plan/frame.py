"""What surrounds every page: the site's own data, the head, breadcrumbs, redirects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_gen.config import SiteConfig
from site_gen.model import Library, PlannedPage
from site_gen.plan.maker import ViewMaker, shorten
from site_gen.plan.views import Head, Link, Pager, Site

_DESCRIPTION = 200
"""Characters of a page's description that search engines show at most."""


def make_site(config: SiteConfig, library: Library, assets: Mapping[str, str]) -> Site:
    """What all pages share. ``assets`` maps ``css``, ``js`` and ``icon`` to paths.

    Nothing here changes with the records, else every new record would change every page.
    """
    maker = ViewMaker(library, config)
    pages = [maker.link(page.title, f"/{page.slug}/") for page in library.pages]
    repository = [Link("Source", config.repository)] if config.repository else []
    return Site(
        title=config.title,
        description=config.description,
        home=maker.urls.href("/"),
        lang=maker.lang,
        dir=maker.dir,
        nav=(
            maker.link("Latest", "/latest/"),
            maker.link("Topics", "/topics/"),
            maker.link("Providers", "/providers/"),
            maker.link("Archive", "/archive/"),
        ),
        footer=tuple(pages + repository),
        css=maker.urls.href(assets["css"]) if assets.get("css") else "",
        js=maker.urls.href(assets["js"]) if assets.get("js") else "",
        icon=maker.urls.href(assets["icon"]) if assets.get("icon") else "",
        csp=_content_security_policy(config),
        accent=config.theme.accent,
        author=config.author,
    )


def _content_security_policy(config: SiteConfig) -> str:
    frames = " ".join(f"https://{host}" for host in config.embeds.hosts) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' https: http: data:",
            "font-src 'self'",
            "connect-src 'self'",
            f"frame-src {frames}",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


class Frame:
    """Makes the parts of a page's data that do not depend on its kind."""

    def __init__(self, maker: ViewMaker) -> None:
        self.maker = maker
        self.home = maker.link(maker.config.title, "/")

    def around(
        self,
        path: str,
        title: str,
        crumbs: tuple[Link, ...] = (),
        *,
        description: str = "",
        robots: str = "",
        pager: Pager | None = None,
    ) -> dict[str, Any]:
        """Head and breadcrumbs of the page at ``path``; ``crumbs`` lie between home and it."""
        return {
            "head": Head(
                title=f"{title} – {self.maker.config.title}",
                canonical=self.maker.urls.absolute(path),
                description=shorten(description, _DESCRIPTION),
                robots=robots,
                prev=self._absolute(pager.newer_href) if pager else "",
                next=self._absolute(pager.older_href) if pager else "",
            ),
            "crumbs": (self.home, *crumbs, Link(title)),
        }

    def _absolute(self, href: str) -> str:
        return self.maker.urls.origin + href if href else ""

    def redirect(self, path: str, target: str) -> PlannedPage:
        """A page at ``path`` that sends readers on to ``target``."""

        def prepare() -> dict[str, Any]:
            context = self.around(target, "Moved", robots="noindex")
            return {**context, "target": self.maker.urls.href(target)}

        return PlannedPage(path, "redirect", "pages/redirect.html", prepare)
