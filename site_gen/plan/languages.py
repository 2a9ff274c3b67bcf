"""Links from a page to the same page in the sites of other languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from site_gen.config import LanguageSite, SiteConfig, own_site, sites_of
from site_gen.plan.page_views import Alternate, LanguageLink
from site_gen.store.library import Library
from site_gen.urls import Urls

COMMON = frozenset(
    "/ /latest/ /top/ /top/week/ /topics/ /providers/ /archive/ /feeds/ /saved/ /following/".split()
)
"""Pages that the site of every language has, if one of them has it."""
_SHARED = re.compile(r"/(?:(?:topics|providers)/)?[^/]+/\Z")
"""Pages that the sites of several languages may have: topics, providers, pages of content/pages/,
the search. Articles are pages of one site."""


class PageLanguages:
    """Finds the languages that have a page; ``names`` are what the sites' languages are called."""

    def __init__(self, config: SiteConfig, library: Library, names: Sequence[str]) -> None:
        self._sites = tuple(zip(sites_of(config), names, strict=True)) if names else ()
        self._own = own_site(config)
        self._library = library

    def links(self, path: str) -> tuple[LanguageLink, ...]:
        """The links of the masthead: to the page in each language, or to the site's front page."""
        tags = self._tags(path) if self._sites else ()
        return tuple(
            LanguageLink(
                label=name,
                href=Urls.of(site.base_url).href(path if site.tag in tags else "/"),
                lang=site.tag,
                is_current=site == self._own,
            )
            for site, name in self._sites
        )

    def alternates(self, path: str) -> tuple[Alternate, ...]:
        """The addresses of the page in all languages, for search engines; none if it has one.

        Each of the pages lists all of them, as search engines demand.
        """
        tags = self._tags(path) if self._sites else ()
        having = [site for site, _ in self._sites if site.tag in tags]
        if len(having) < 2:
            return ()
        found = [Alternate(site.tag, _absolute(site, path)) for site in having]
        default = [
            Alternate("x-default", _absolute(site, path)) for site in having if not site.folder
        ]
        return (*found, *default)

    def _tags(self, path: str) -> Iterable[str]:
        """The languages that have a page, its own among them."""
        if path in COMMON:
            return [site.tag for site, _ in self._sites]
        others = self._library.other_languages(path) if _SHARED.match(path) else ()
        return (self._own.tag, *others)


def _absolute(site: LanguageSite, path: str) -> str:
    return Urls.of(site.base_url).absolute(path)
