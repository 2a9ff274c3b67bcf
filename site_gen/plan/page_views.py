"""Views that are part of every page, and that of the search page."""

from __future__ import annotations

from site_gen.plan.feed_views import FeedLink
from site_gen.plan.views import Link, View


class SearchBox(View, frozen=True):
    """The form of the search page, and the paths of the index."""

    action: str
    """The page's own address, which takes ``?q=``."""
    bundle: str
    """The folder of the newest index part, which has the program."""
    base: str
    """The base path of the site."""
    parts: str
    """Names of index parts, newest first: ``2026-08 2026-07 2025``; the first is in ``bundle``."""
    tag: str
    """Changes with the index; part of the address of its entry files, so that no old one is used.
    """
    engine: str
    """The script of Pagefind."""
    preloads: tuple[str, ...]
    """Files that it fetches before it can search."""
    referrer_policy: str
    """Of pictures."""
    referrer_policies: str
    """JSON: domain → the policy of its pictures, where it is another one."""
    topics: Link
    archive: Link


class LanguageLink(View, frozen=True):
    """A link to the page, or to the front page, in one of the site's languages."""

    label: str
    """What the language calls itself."""
    href: str
    lang: str
    is_current: bool = False
    """Whether it is the language of this page."""


class Alternate(View, frozen=True):
    """The address of the page in one language, for search engines."""

    lang: str
    """A language tag, or ``x-default``."""
    href: str
    """Absolute."""


class PageHead(View, frozen=True):
    """The data of a page's ``<head>``."""

    title: str
    """The content of ``<title>``, including the site's name."""
    canonical: str
    """The absolute address of the page."""
    description: str = ""
    robots: str = ""
    csp: str = ""
    """A Content-Security-Policy in place of the site's."""
    prev: str = ""
    next: str = ""
    heading: str = ""
    """The title without the site's name, for link previews; empty on the home page."""
    preview: str = ""
    """Absolute address of the picture for link previews."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds of the page."""
    structured: str = ""
    """JSON-LD that is safe inside a ``<script>``; printed with ``| safe``."""
    section: str = ""
    """The ``href`` of the masthead's link to this page or to one above it; empty if it has none."""
    languages: tuple[LanguageLink, ...] = ()
    """The languages of the site, for the masthead; none if it has one."""
    alternates: tuple[Alternate, ...] = ()
    """The languages that have this page, if there are several."""


class LogoView(View, frozen=True):
    """A picture in place of the site's title."""

    light: str
    dark: str
    """The logo on dark pages; the same as ``light`` if there is only one."""
    width: int
    height: int


class FontLink(View, frozen=True):
    """A font file of the site."""

    href: str
    type: str


class ZoneName(View, frozen=True):
    """The time zone of all times on pages."""

    name: str
    """Its usual abbreviation, such as ``UTC``, or its whole name if it has none."""
    title: str
    """The whole name of an abbreviation, otherwise the city that the zone is named after."""


class Site(View, frozen=True):
    """The data that all pages of a site share."""

    title: str
    description: str
    home: str
    lang: str
    dir: str
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    css: str
    js: str
    icon: str
    csp: str
    """The Content-Security-Policy. Printed with ``| safe``: it has only constants and host names,
    and escaping would make its quotes longer."""
    zone: ZoneName = ZoneName("UTC", "UTC")
    look: str = ""
    """The name of the look; a class of ``<html>``."""
    head_js: str = ""
    """The script that runs before a page is drawn."""
    touch_icon: str = ""
    manifest: str = ""
    page_colors: tuple[str, str] | None = None
    """The colours of light and of dark pages, for the frame of the browser."""
    fonts: tuple[FontLink, ...] = ()
    """Fonts that pages load early."""
    logo: LogoView | None = None
    author: str = ""
    """Who publishes the site, for the footer."""
    search: str = ""
    """The address of the search page; empty if there is none."""
    search_js: str = ""
    """The script of the search page."""
    search_css: str = ""
    """The stylesheet of the search page."""
    reader_css: str = ""
    """The stylesheet of what readers' browsers keep: visits, saved articles."""
    saved_js: str = ""
    """The script of the pages of saved and followed articles."""
    keys: bool = False
    """Whether there are keyboard shortcuts, for the button that lists them."""
    share: bool = False
    """Whether pages of articles offer to share them."""
    language_names: tuple[str, ...] = ()
    """What the languages of the site call themselves; none if it has one."""
