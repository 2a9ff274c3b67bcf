"""What templates are given: prepared data, ready to show.

A view holds finished text and finished links. Templates print views and decide
nothing: no look-ups, no sorting, no dates to format, no URLs to join. Every
``href`` already carries the site's base path or is an absolute http(s) link.
"""

from __future__ import annotations

import msgspec


class View(msgspec.Struct, frozen=True):
    """Base of all views; a view never changes once the plan has made it."""


class Link(View, frozen=True):
    """A label and where it leads; ``href`` is empty for the page one is on."""

    label: str
    href: str = ""
    external: bool = False
    """True when ``href`` leaves the site: the link gets ``rel="noopener nofollow"``."""


class Count(View, frozen=True):
    """A link with a number beside it, such as a topic and its records."""

    link: Link
    count: int


class Moment(View, frozen=True):
    """One instant, once for machines and in the forms people read (UTC)."""

    iso: str
    """``2021-06-16T05:33:00Z``, or ``2021-06-16`` when only the day is known."""
    date: str
    """``16 June 2021``"""
    short: str
    """``16 Jun 2021``"""
    time: str = ""
    """``05:33 UTC``, empty when only the day is known."""


class PictureView(View, frozen=True):
    """An image with its size, and what to draw when there is none or it fails.

    ``src`` may be empty: then only the drawn fallback shows, made from ``hue``
    (0 to 11, a class name) and ``initials``.
    """

    src: str = ""
    width: int = 1200
    height: int = 675
    alt: str = ""
    hue: int = 0
    initials: str = ""
    referrer_policy: str = "no-referrer"
    caption: str = ""
    attribution: str = ""


class ProviderView(View, frozen=True):
    """A provider as a byline or a list shows it."""

    name: str
    href: str
    domain: str = ""
    logo: PictureView | None = None
    hue: int = 0
    initials: str = ""


class Card(View, frozen=True):
    """One record of the site, as lists show it."""

    id: str
    title: str
    href: str
    provider: ProviderView
    published: Moment
    excerpt: str = ""
    picture: PictureView | None = None
    """None when the record has no image: lists then leave the picture out."""
    topics: tuple[Link, ...] = ()
    kind: str = ""
    """``Video``, ``Download`` …; empty for a plain article."""
    lang: str = ""
    """Set where the record's language is not the site's."""
    dir: str = ""
    """``rtl`` or ``ltr`` where it differs from the site's, else empty."""
    covered_by: tuple[Link, ...] = ()
    """Other outlets with the story, the first few: name and link to its article."""
    covered_more: int = 0
    """How many further outlets there are beyond ``covered_by``."""
    other_day: bool = False
    """Whether it was published on another day than the one whose heading it stands under."""


class RelatedItem(View, frozen=True):
    """Another article about the same story."""

    title: str
    href: str
    provider: ProviderView
    published: Moment | None = None
    excerpt: str = ""
    picture: PictureView | None = None
    external: bool = True
    """False for a record of the site, whose page ``href`` leads to."""
    kind: str = ""
    lang: str = ""
    """Set where its language is known and not the site's."""
    dir: str = ""


class Embed(View, frozen=True):
    """A player that is loaded only once the reader asks for it."""

    src: str
    """The player's address, on a host that the configuration allows."""
    href: str
    """Where the same video is to be seen without the player."""
    host: str
    """``YouTube``, ``Vimeo`` or the bare host name."""
    picture: PictureView


class TimelineEntry(View, frozen=True):
    """One moment of a story's timeline: an outlet's first article, and its delay."""

    provider: ProviderView
    published: Moment
    after: str = ""
    """``First``, then ``+2 h 10 min``; empty where only days are known."""
    here: str = ""
    """``this article`` or ``an earlier article`` at the outlet of the page, else empty."""


class Timeline(View, frozen=True):
    """Who had a story, from the first on."""

    summary: str
    """``10 outlets in 6 h 20 min``"""
    beats: tuple[TimelineEntry, ...]
    later: tuple[TimelineEntry, ...] = ()
    """What follows ``beats``, shown when the reader asks."""
    more: int = 0
    """How many outlets follow those."""


class ArticleView(View, frozen=True):
    """A record as its own page shows it."""

    title: str
    provider: ProviderView
    published: Moment
    source_href: str
    """The outlet's page, cleaned of tracking parameters."""
    updated: Moment | None = None
    authors: tuple[str, ...] = ()
    excerpt: str = ""
    body: str = ""
    """Cleaned HTML of the Markdown body; the only field printed with ``| safe``."""
    picture: PictureView | None = None
    embed: Embed | None = None
    embed_link: Link | None = None
    """In place of ``embed`` when its host is not allowed: a plain link out."""
    topics: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    timeline: Timeline | None = None
    """None when fewer than two outlets had the story at a known time."""
    kind: str = ""
    lang: str = ""
    dir: str = ""


class DayGroup(View, frozen=True):
    """The cards of one day, under that day's heading."""

    day: str
    """``Wednesday, 16 June 2021``"""
    iso: str
    """``2021-06-16``"""
    href: str
    """The day's page in the archive."""
    cards: tuple[Card, ...]


class Pager(View, frozen=True):
    """Where one stands in a list that is read from new to old.

    Pages are told by the dates they span, never by bare numbers. On the front
    page of a list ``newer_href`` is empty; both are empty when there is one page.
    """

    span: str = ""
    """The dates of this page: ``3 – 9 June 2021``."""
    newer_href: str = ""
    older_href: str = ""
    older_span: str = ""
    """The dates of the next older page."""


class Strip(View, frozen=True):
    """A busy topic on the home page with its newest records."""

    topic: Count
    cards: tuple[Card, ...]


class IndexRow(View, frozen=True):
    """A line of the topic index or of the archive."""

    link: Link
    count: int
    latest: Moment | None = None
    note: str = ""
    """A description, or a headline that stands for the whole."""
    children: tuple[Count, ...] = ()


class ProviderRow(View, frozen=True):
    """A line of the provider index."""

    provider: ProviderView
    count: int
    covered: int
    """How often it is named in the coverage of other outlets' stories."""
    latest: Moment | None = None


class ProviderGroup(View, frozen=True):
    """Providers under one initial letter."""

    initial: str
    rows: tuple[ProviderRow, ...]


class Coverage(View, frozen=True):
    """A related entry seen from its outlet: the article, and our page about the story."""

    item: RelatedItem
    story: Link


class Pace(View, frozen=True):
    """How an outlet fares against others, over the stories that it shares with them."""

    stories: int
    """Shared stories of which the hours are known."""
    first: int
    """How many of them it told before all others."""
    behind: str = ""
    """``1 h 35 min``: the middle of its delays where it was not first; empty if it always was."""


class MissedStoryView(View, frozen=True):
    """A story that several outlets tell and the outlet of the page does not."""

    card: Card
    """The story's lead."""
    providers: int
    """How many tell it."""


class FeedLink(View, frozen=True):
    """A feed in one format."""

    label: str
    """``Atom``, ``RSS`` or ``JSON Feed``."""
    type: str
    """Its media type."""
    title: str
    """What it is the feed of."""
    href: str


class FeedRow(View, frozen=True):
    """A page and its feeds."""

    link: Link
    feeds: tuple[FeedLink, ...]


class SearchBox(View, frozen=True):
    """What the search page needs to find the index."""

    action: str
    """The page's own address, which takes ``?q=``."""
    bundle: str
    """The folder of the newest shard, which brings the program too."""
    base: str
    """What stands before the addresses of results."""
    parts: str
    """Parts of the index, newest first: ``2026-08 2026-07 2025``; the first is in ``bundle``."""
    topics: Link
    archive: Link


class PageHead(View, frozen=True):
    """What a page tells browsers and search engines about itself."""

    title: str
    """The whole ``<title>``, the site's name included."""
    canonical: str
    """The page's own absolute address."""
    description: str = ""
    robots: str = ""
    csp: str = ""
    """A Content-Security-Policy of the page's own, in place of the site's."""
    prev: str = ""
    next: str = ""
    heading: str = ""
    """The title without the site's name, for previews; empty where it is the site's name."""
    preview: str = ""
    """Absolute address of the picture that stands for the page where others link to it."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds of the page; none on pages that have none of their own."""
    structured: str = ""
    """JSON-LD, safe inside a ``<script>``: printed with ``| safe``."""


class Site(View, frozen=True):
    """What every page of a site has in common; part of no page's own data."""

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
    """The Content-Security-Policy of every page; made of constants and host names, and
    printed with ``| safe``, since its quotes would become five characters each."""
    accent: str = ""
    """One of the accents that the theme's tokens declare; a class on ``<html>``."""
    author: str = ""
    """Who runs the site, for the foot of the page."""
    search: str = ""
    """The search page; empty where there is none."""
