"""Views: the prepared data that templates show.

Views have final text and links, so templates need no look-ups, sorting, formatting of dates or
joining of URLs. Every ``href`` has the site's base path or is an absolute http(s) link.
"""

from __future__ import annotations

import msgspec


class View(msgspec.Struct, frozen=True):
    """Base of all views."""


class Link(View, frozen=True):
    """A label and an address; ``href`` is empty for a link to the page itself."""

    label: str
    href: str = ""
    external: bool = False
    """True when ``href`` leaves the site: the link gets ``rel="noopener nofollow"``."""


class Count(View, frozen=True):
    """A link with a number, such as a topic and the number of its records."""

    link: Link
    count: int


class Moment(View, frozen=True):
    """An instant, for machines and as text in the site's time zone."""

    iso: str
    """``2021-06-16T05:33:00Z``, or ``2021-06-16`` when only the day is known."""
    date: str
    """``16 June 2021``"""
    short: str
    """``16 Jun 2021``"""
    time: str = ""
    """``05:33``, empty when only the day is known. The end of the page says the time zone."""
    label: str = ""
    """Date and time as they read beside a page's newest article, without what goes without saying:
    ``18 Sep, 05:33``, ``11 Sep``, ``2 Dec 2020``; empty where no article is the newest."""


class PictureView(View, frozen=True):
    """An image with its size, and a fallback.

    If ``src`` is empty or does not load, ``initials`` are shown on ``hue`` (0 to 11, a class name).
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


class ListedBy(View, frozen=True):
    """The article of a story by whose time a list has the story where it is."""

    label: str
    """``Newest`` or ``First``"""
    provider: Link
    """The provider's name, linked to the article."""
    published: Moment


class Card(View, frozen=True):
    """A record as lists show it."""

    id: str
    title: str
    href: str
    provider: ProviderView
    published: Moment
    excerpt: str = ""
    brief: str = ""
    """The excerpt, shorter, for a narrow column."""
    picture: PictureView | None = None
    """None if the record has no image."""
    topics: tuple[Link, ...] = ()
    kind: str = ""
    """``Video``, ``Download`` …; empty for a plain article."""
    lang: str = ""
    """Set if the record's language is not the site's."""
    dir: str = ""
    """``rtl`` or ``ltr`` if it differs from the site's, else empty."""
    covered_by: tuple[Link, ...] = ()
    """The first other providers of the story, linked to their articles."""
    covered_more: int = 0
    """The number of other providers that are not in ``covered_by``."""
    coverage_href: str = ""
    """Where the record's own page shows all articles of its story."""
    outlets: int = 1
    """The number of providers of the story, including its own."""
    growth: str = ""
    """The path of a picture of how that number grew; empty if it cannot be told."""
    countries: int = 0
    """The number of countries of these providers; 0 if fewer than two are known."""
    only_here: bool = False
    """Whether no other provider has the story, in lists where that says something."""
    other_day: bool = False
    """Whether it was published on another day than that of the heading above it."""
    listed_by: ListedBy | None = None
    """Set in lists of stories if the place of the story is that of another article."""
    pinned: bool = False
    """Whether the story has its place since an editor has pinned it."""


class RelatedItem(View, frozen=True):
    """An article beside another one: of the same story, topic or provider."""

    title: str
    href: str
    provider: ProviderView
    published: Moment | None = None
    picture: PictureView | None = None
    external: bool = True
    """False for a record of the site."""
    kind: str = ""
    lang: str = ""
    """Set if its language is known and not the site's."""
    dir: str = ""
    """``auto`` if its language is not known."""
    after: str = ""
    """In full coverage: ``First``, then ``+2 h 10 min`` or ``+3 days``; empty if not known."""
    same_text: str = ""
    """In full coverage: ``same text as Harbour Post``; empty if it is no copy."""
    place: int = 0
    """In full coverage: its place in the order of time, from 1."""
    is_here: bool = False
    """Whether it is the article of the page."""


class CoverageSummary(View, frozen=True):
    """One line about the coverage of a story."""

    outlets: str
    """``10 outlets``, ``12 articles from 10 outlets``"""
    first: Link | None = None
    """The first provider, linked to its article; None if it is not known, or the page's article."""
    first_at: Moment | None = None
    """When that article was published, labelled beside the page's article: ``13:30``."""
    here: str = ""
    """``this is the 3rd``, ``same text as Harbour Post``; empty if its hour is not known."""


class CoverageChart(View, frozen=True):
    """Bars of the number of a story's articles by time. They are 3 wide, 1 apart, 24 high at most,
    and drawn by two paths."""

    label: str
    """``Coverage by hour: most at 14:00, 5 articles``; with ``peak`` the part before it."""
    bars: int
    """Their number, with those of no height."""
    path: str
    own_path: str
    """The path of the bar with the page's article; empty if its hour is not known."""
    first: Moment
    """When the first article was published, labelled beside the page's article."""
    last: Moment
    peak: Moment | None = None
    """When the bar of most articles begins: ``14:00``; None if it is a day, or has only one."""
    label_end: str = ""
    """The label after ``peak``: ``, 5 articles``."""


class FullCoverage(View, frozen=True):
    """The articles of a story on the page of one of them, the best first."""

    summary: CoverageSummary
    articles: tuple[RelatedItem, ...]
    """The page's own, then the best."""
    folded: tuple[RelatedItem, ...] = ()
    """Those after ``articles``, shown when the reader clicks."""
    more: int = 0
    """The number of further articles."""
    has_times: bool = False
    """Whether there are several to put in the order of time."""
    apart: int = 0
    """The place of the first article of unknown hour; 0 if there is none."""
    chart: CoverageChart | None = None
    """None if too few hours are known."""


class MoreFrom(View, frozen=True):
    """Articles near another one in a list."""

    title: str
    """``More on Rail``, ``More from Quarto``"""
    href: str
    """The list."""
    articles: tuple[RelatedItem, ...]
    is_named: bool = True
    """Whether to name their providers."""


class Embed(View, frozen=True):
    """A player that is loaded when the reader clicks."""

    src: str
    """The player's address, on a host that the configuration allows."""
    href: str
    """A page with the same video."""
    host: str
    """``YouTube``, ``Vimeo`` or the bare host name."""
    picture: PictureView


class ArticleView(View, frozen=True):
    """A record as its own page shows it."""

    title: str
    provider: ProviderView
    published: Moment
    source_href: str
    """The provider's page, without tracking parameters."""
    updated: Moment | None = None
    authors: tuple[str, ...] = ()
    excerpt: str = ""
    body: str = ""
    """Sanitised HTML of the Markdown body; printed with ``| safe``."""
    picture: PictureView | None = None
    embed: Embed | None = None
    embed_link: Link | None = None
    """A link in place of ``embed`` if its host is not allowed."""
    topics: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    """Links to topics, pages or the search."""
    kind: str = ""
    is_video: bool = False
    """Whether the provider's page is watched rather than read."""
    lang: str = ""
    dir: str = ""


class DayGroup(View, frozen=True):
    """The cards of one day."""

    day: str
    """``Wednesday, 16 June``; ``Wednesday, 16 June 2021`` for the first day of a page or year"""
    iso: str
    """``2021-06-16``"""
    href: str
    """The day's page in the archive."""
    cards: tuple[Card, ...]


class Pager(View, frozen=True):
    """Links to the neighbours of a page of a list.

    Pages are named by the dates they span. On the front page ``newer_href`` is empty; both are
    empty if there is only one page.
    """

    span: str = ""
    """The dates of this page: ``3 – 9 June 2021``."""
    newer_href: str = ""
    older_href: str = ""
    older_span: str = ""
    """The dates of the next older page."""
    newer_span: str = ""
    """Those of the next newer one, if it is named: a period of the archive."""


class EditionDate(View, frozen=True):
    """When the newest article of the home page was published."""

    day: str
    """``Friday 18 September 2026``"""
    iso: str
    time: str = ""
    """``08:00``, empty when only the day is known."""
    zone: str = ""
    """The time zone of ``time``: ``UTC``, ``CEST``, ``GMT+5:30``."""
    iso_day: str = ""
    """``2026-09-18``: the day in the site's time zone, for machines."""


class Strip(View, frozen=True):
    """A topic on the home page with its newest records."""

    topic: Count
    cards: tuple[Card, ...]
    columns: int
    """The cards of one row; all rows have as many."""


class IndexRow(View, frozen=True):
    """A row of the topic index or of the archive."""

    link: Link
    count: int
    latest: Moment | None = None
    note: str = ""
    """A description or a headline."""
    children: tuple[Count, ...] = ()
    note_href: str = ""
    """The page of the headline; empty for a description."""
