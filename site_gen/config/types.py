"""Every key of site.yaml, its type and its default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from site_gen.config.base import LanguageTag, Positive, Section, Whole
from site_gen.config.fetch import Fetch, Rule, Source, TopicMapping
from site_gen.config.navigation import NavItem, NavSection
from site_gen.config.storage import Storage

ReferrerPolicy = Literal[
    "no-referrer", "origin", "strict-origin", "strict-origin-when-cross-origin", "same-origin"
]
Markdown = Literal["commonmark", "python"]
Density = Literal["compact", "comfortable"]
ACCENTS = ("red", "blue", "green", "plum")
"""Accents of the theme's palette."""


class AccentColours(Section, frozen=True):
    light: str = ""
    """On light pages; made from ``dark`` if empty."""
    dark: str = ""
    """On dark pages; made from ``light`` if empty."""


class LogoFiles(Section, frozen=True):
    light: str
    """A path within static/, or an http(s) URL."""
    dark: str = ""
    """The logo on dark pages."""
    width: Positive | None = None
    """In pixels; read from the file if None."""
    height: Positive | None = None


class FontFiles(Section, frozen=True):
    regular: str
    """A path within static/."""
    bold: str = ""
    italic: str = ""
    bold_italic: str = ""


class Fonts(Section, frozen=True):
    headline: str | FontFiles = ""
    """The font of headlines: one file, or one for each style."""
    text: str | FontFiles = ""
    """The font of excerpts and of running text."""
    interface: str | FontFiles = ""
    """The font of everything else."""


class Theme(Section, frozen=True):
    name: str = "broadsheet"
    """The look: a folder of ``static/css/looks/``."""
    accent: str | AccentColours = ""
    """The colour of section labels and links; that of the look if empty."""
    logo: str | LogoFiles = ""
    """A picture in place of the title in the masthead."""
    fonts: Fonts = Fonts()


FrontBlock = Literal["top", "latest", "more", "topics"]
Few = Annotated[int, msgspec.Meta(ge=1, le=30)]
"""A number of stories or topics on the front page."""


class Front(Section, frozen=True):
    """The front page."""

    blocks: tuple[FrontBlock, ...] = ("top", "latest", "more", "topics")
    """Its blocks in their order; ``latest`` right after ``top`` is a column beside it."""
    density: Density = "compact"
    """How close its cards are, and how many have an excerpt."""
    top: Few = 6
    """The top stories, the lead among them."""
    more: Few = 9
    """Further top stories."""
    latest: Few = 12
    """The newest articles: at most this many in a column beside the top stories."""
    topics: Few | tuple[str, ...] = 4
    """How many of the busiest topics, or the names of topics."""
    topic_stories: Few = 4
    """Stories of a topic."""


class Pagination(Section, frozen=True):
    page_size: Positive = 20
    """Records on a closed page of a list; the front has one to two times as many."""


class ListStyle(Section, frozen=True):
    """How the articles or stories of a list look."""

    density: Density = "comfortable"
    """``compact``: one line each; ``comfortable``: rows with room for pictures and excerpts."""
    pictures: bool = True
    """Show the pictures of all that have one."""
    excerpts: bool = True
    """Show excerpts."""


LINES = ListStyle("compact", pictures=False, excerpts=False)
"""The days of the archive: headlines only."""


class LatestStyle(ListStyle, frozen=True):
    density: Density = "compact"
    pictures: bool = False
    excerpts: bool = False


class ProviderStyle(ListStyle, frozen=True):
    pictures: bool = False


class Lists(Section, frozen=True):
    latest: LatestStyle = LatestStyle()
    """The list of all articles."""
    topics: ListStyle = ListStyle()
    """The lists of the stories of topics."""
    providers: ProviderStyle = ProviderStyle()
    """The lists of the articles of providers."""
    top: bool = True
    """Make the pages of the top stories of the last 24 hours and of the last 7 days."""
    orders: bool = True
    """Make pages of the newest stories of lists by outlets and by heat."""


class Admission(Section, frozen=True):
    min_quality: Whole = 0
    """Records of lower quality are left out."""
    max_age_days: Positive | None = None
    """Records older than this, counted from the newest published one, are left out."""


class Ranking(Section, frozen=True):
    half_life_hours: Annotated[float, msgspec.Meta(gt=0)] = 24.0
    """The age at which a record needs twice the heat to rank like a new one."""
    per_provider: Positive = 2
    """At most this many of one provider in a row among the top stories."""


class Stories(Section, frozen=True):
    window_hours: Annotated[float, msgspec.Meta(gt=0)] = 96.0
    """Articles this far apart do not influence each other's stories."""
    max_days: Annotated[float, msgspec.Meta(gt=0)] = 14.0
    """The longest time that a story goes on."""
    threshold: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.17
    """How alike two groups of articles must be to be one story; 0: only related lists group."""
    semantic: bool = False
    """Compare headlines also by meaning; needs the extra ``semantic``."""


FeedFormat = Literal["atom", "rss", "json"]


class FeedFormats(Section, frozen=True):
    site: tuple[FeedFormat, ...] = ("atom", "rss", "json")
    """Formats of the feed of all records."""
    topics: tuple[FeedFormat, ...] = ("atom", "rss", "json")
    """Formats of the feed of each topic."""
    providers: tuple[FeedFormat, ...] = ("atom",)
    """Formats of the feed of each provider."""


class Feeds(Section, frozen=True):
    limit: Positive = 20
    """Records in a feed, the newest."""
    formats: FeedFormats = FeedFormats()
    id_url: str = ""
    """The first ``base_url`` of a site that has moved, which ids in feeds are made from."""


class Digest(Section, frozen=True):
    """The digest: pages and an e-mail with the top stories of each day and week."""

    pages: bool = True
    """Write the pages and the feed of digests."""
    stories: Few = 10
    """Stories of a digest."""
    sender: str = ""
    """The sender of the e-mail: ``The Quay <news@example.org>``."""
    postal: str = ""
    """A line at the end of the e-mail that says who sends it: name and postal address."""


class ReaderFeatures(Section, frozen=True):
    """What readers' browsers do and keep; nothing of it leaves them."""

    visits: bool = True
    """Mark what is new since the reader's last visit, and what was read."""
    saved: bool = True
    """Let readers save articles and follow topics and outlets."""
    keys: bool = True
    """Keyboard shortcuts."""
    share: bool = True
    """Offer to share an article and to copy its address."""
    offline: bool = True
    """Keep pages that were read, saved articles and the front page for use without a network."""


class Robots(Section, frozen=True):
    refuse: tuple[str, ...] = ()
    """Names of crawlers that robots.txt disallows."""
    noindex_single_source: bool = False
    """Mark articles that no other provider covers as ``noindex``."""


class Embeds(Section, frozen=True):
    hosts: tuple[str, ...] = ("www.youtube-nocookie.com", "player.vimeo.com")
    """Hosts whose players may be loaded when the reader clicks."""


class Images(Section, frozen=True):
    referrer_policy: ReferrerPolicy = "no-referrer"
    """The referrer policy of images."""
    referrer_policies: Mapping[str, ReferrerPolicy] = {}
    """Host → policy, for hosts that refuse the default, and their subdomains."""


class SiteLanguage(Section, frozen=True):
    """A language that has a site of its own."""

    tag: LanguageTag
    """The language; in lower case it is the folder of its site."""
    title: str = ""
    """The name of its site; the common title if empty."""
    description: str = ""
    """The line under the name; the common description if empty."""
    records: Literal["own", "all"] = "own"
    """``own``: the records in this language; ``all``: those in every language."""


class Limits(Section, frozen=True):
    record_bytes: Positive = 1_048_576
    """Larger files are errors."""
    site_bytes: Positive = 1_000_000_000
    """``build`` warns of a larger site, ``check`` fails; GitHub Pages publishes at most 1 GB."""


class SiteConfig(Section, frozen=True, kw_only=True):
    """The settings of ``site.yaml``."""

    title: Annotated[str, msgspec.Meta(min_length=1)]
    """The site's name."""
    base_url: Annotated[str, msgspec.Meta(min_length=1)]
    """Where the site is published, path included: ``https://example.org/news/``."""
    description: str = ""
    """One line under the name, and the description of the home page."""
    locale: LanguageTag = "en"
    """The language of the site, and of records without ``locale``."""
    languages: tuple[LanguageTag | SiteLanguage, ...] = ()
    """The languages that have a site each; ``locale`` is one of them, and its site is at the root.
    """
    timezone: str = "UTC"
    """The time zone of days and times on pages: a name of the IANA database."""
    author: str = ""
    """Who runs the site; named at the foot of every page."""
    repository: str = ""
    """Where the site's files are kept; linked at the foot of every page."""
    markdown: Markdown = "commonmark"
    """The dialect of all texts: CommonMark as on GitHub, or that of Python-Markdown."""
    shared_hosts: tuple[str, ...] = ()
    """Hosts that many providers publish on, with the path of the channel's name."""
    nav: tuple[NavItem | NavSection, ...] = ()
    """The links of the masthead, in order; if empty, the busiest topics and sections."""
    theme: Theme = Theme()
    front: Front = Front()
    pagination: Pagination = Pagination()
    lists: Lists = Lists()
    admission: Admission = Admission()
    ranking: Ranking = Ranking()
    stories: Stories = Stories()
    feeds: Feeds = Feeds()
    reader: ReaderFeatures = ReaderFeatures()
    digest: Digest = Digest()
    mirror: bool = True
    """Write the JSON mirror, ``/api/``."""
    sitemaps: bool = True
    """Write sitemaps of all pages."""
    news_sitemap: bool = False
    """Write a news sitemap; for sites that publish their own articles."""
    robots: Robots = Robots()
    search: bool = True
    """Write a search page and its index; needs the extra ``search``."""
    embeds: Embeds = Embeds()
    images: Images = Images()
    limits: Limits = Limits()
    storage: Storage = Storage()
    sources: tuple[Source, ...] = ()
    """Feeds from which ``fetch`` writes records."""
    fetch: Fetch = Fetch()
    topics: TopicMapping = TopicMapping()
    rules: tuple[Rule, ...] = ()
    """Fields that ``fetch`` sets for some articles, or articles that it drops; applied in order."""

    def for_build(self) -> SiteConfig:
        """The settings with those that change no byte of a site reset to their defaults."""
        return msgspec.structs.replace(
            self,
            sources=(),
            fetch=Fetch(),
            topics=TopicMapping(),
            rules=(),
            storage=Storage(),
            digest=Digest(pages=self.digest.pages, stories=self.digest.stories),
        )
