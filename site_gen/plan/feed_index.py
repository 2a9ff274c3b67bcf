"""The page that lists all feeds, and the lists of feeds in OPML.

If there are many, the page has links to a page of feeds for each letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from site_gen.config import SiteConfig
from site_gen.model import PlannedPage, ProviderSummary, TopicSummary
from site_gen.plan import filing
from site_gen.plan.feed_links import digest_feeds, provider_feeds, site_feeds, topic_feeds
from site_gen.plan.feed_views import FeedGroup, FeedRow, OutlineView
from site_gen.plan.filing import Filing
from site_gen.plan.letter_pages import letter_links, letter_path, page_label
from site_gen.plan.lists import collection
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.views import Link
from site_gen.urls import digest_path, provider_path, topic_path

PATH = "/feeds/"


def plan_feeds_page() -> Iterator[PlannedPage]:
    """Plan the page that lists all feeds, and the two lists in OPML."""
    yield PlannedPage(PATH, "feeds/choice", "pages/feeds.html", (), "page")
    yield PlannedPage("/feeds.opml", "feeds/own", "feeds/opml.xml")
    yield PlannedPage("/providers.opml", "feeds/providers", "feeds/opml.xml")


def plan_letters(
    config: SiteConfig, files: Filing, topics: Collection[str], providers: Collection[str]
) -> Iterator[PlannedPage]:
    """Plan the pages of letters for topics and providers of these names; none if few have feeds."""
    formats = config.feeds.formats
    split = _split(topics if formats.topics else (), providers if formats.providers else ())
    for page in files.pages_of(split):
        path = letter_path(PATH, page)
        yield PlannedPage(path, "feeds/letter", "pages/feeds.html", (page,), "page")


def _split(topics: Collection[str], providers: Collection[str]) -> list[str]:
    """The names whose feeds are on pages of letters: of too many, first those of providers."""
    if len(topics) + len(providers) <= filing.SPLIT:
        return []
    return [*(topics if len(topics) > filing.SPLIT else ()), *providers]


class _FeedRows:
    """The rows of the page; each list is empty if its pages have no feeds."""

    def __init__(self, frame: PageFrame) -> None:
        maker = frame.maker
        self._frame = frame
        self._filing = maker.filing
        formats = maker.config.feeds.formats
        self._topics = maker.library.topic_summaries() if formats.topics else []
        self._providers = maker.library.provider_summaries() if formats.providers else []
        self.count = len(self._topics) + len(self._providers)
        self.has_many_topics = len(self._topics) > filing.SPLIT
        names = [[each.name for each in kind] for kind in (self._topics, self._providers)]
        self.pages = maker.filing.pages_of(_split(*names))

    def site(self) -> list[FeedRow]:
        maker = self._frame.maker
        feeds = site_feeds(self._frame)
        rows = [FeedRow(maker.link(maker.config.title, "/"), feeds)] if feeds else []
        if maker.library.has_digests():
            link = maker.link(maker.language.gettext("Digest"), digest_path())
            rows.append(FeedRow(link, digest_feeds(self._frame)))
        return rows

    def topics(self, page: str = "") -> list[FeedRow]:
        """The topics on the page of a letter; without one, all."""
        link = self._frame.maker.link
        return [
            FeedRow(link(topic.name, topic_path(topic.slug)), topic_feeds(self._frame, topic))
            for topic in sorted(self._topics, key=self._order)
            if self._is_on(page, topic.name)
        ]

    def providers(self, page: str = "") -> list[FeedRow]:
        """The same for providers."""
        link = self._frame.maker.link
        return [
            FeedRow(
                link(provider.name, provider_path(provider.slug)),
                provider_feeds(self._frame, provider),
            )
            for provider in sorted(self._providers, key=self._order)
            if self._is_on(page, provider.name)
        ]

    def _order(self, summary: TopicSummary | ProviderSummary) -> tuple[Any, ...]:
        return self._filing.key(summary.name), summary.slug

    def _is_on(self, page: str, name: str) -> bool:
        return not page or self._filing.page_of(name) == page


def prepare_feeds_page(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the page that lists all feeds."""
    feeds, gettext = _FeedRows(frame), frame.maker.language.gettext
    topics, providers = feeds.topics(), feeds.providers()
    letters = letter_links(frame, PATH, feeds.pages, _letters(frame, providers), len(providers))
    site = feeds.site()
    opml = tuple(
        frame.maker.link(label, path)
        for label, path, rows in (
            (gettext("The site and its topics"), "/feeds.opml", site + topics),
            (gettext("All outlets"), "/providers.opml", providers),
        )
        if rows
    )
    if feeds.pages:
        providers = []
    if feeds.has_many_topics:
        topics = []
    return {
        **_context(frame, PATH, gettext("Feeds"), ()),
        "groups": (
            FeedGroup(gettext("Everything"), tuple(site)),
            FeedGroup(gettext("Topics"), tuple(topics)),
            FeedGroup(
                gettext("Outlets"),
                _with_anchors(frame, providers) if letters else tuple(providers),
                letters,
            ),
        ),
        "opml": opml,
        "filtered": feeds.count > filing.MANY,
        "split": bool(feeds.pages),
    }


def prepare_letter(frame: PageFrame, page: str) -> Mapping[str, Any]:
    """The data of the page of a letter."""
    feeds, gettext = _FeedRows(frame), frame.maker.language.gettext
    topics = feeds.topics(page) if feeds.has_many_topics else []
    providers = feeds.providers(page)
    letters = letter_links(frame, PATH, feeds.pages, (), feeds.count, page)
    path, crumbs = letter_path(PATH, page), (frame.maker.link(gettext("Feeds"), PATH),)
    letter = page_label(frame.maker.language, page)
    return {
        **_context(frame, path, gettext("Feeds: %(letter)s", letter=letter), crumbs),
        "groups": (
            FeedGroup(gettext("Topics"), tuple(topics)),
            FeedGroup(gettext("Outlets"), tuple(providers), letters),
        ),
        "opml": (),
        "filtered": len(topics) + len(providers) > filing.MANY,
        "split": False,
    }


def _context(frame: PageFrame, path: str, title: str, crumbs: tuple[Link, ...]) -> dict[str, Any]:
    description = frame.maker.language.gettext(
        "Follow %(site)s in a feed reader.", site=frame.maker.config.title
    )
    about = collection(frame.maker, title, path)
    head = frame.head_and_crumbs(path, title, crumbs, description=description, about=about)
    return {**head, "title": title}


def _letters(frame: PageFrame, rows: Sequence[FeedRow]) -> list[str]:
    return list(dict.fromkeys(frame.maker.filing.letter(row.link.label) for row in rows))


def _with_anchors(frame: PageFrame, rows: Sequence[FeedRow]) -> tuple[FeedRow, ...]:
    """The rows, the first of each letter with an id."""
    grouped = frame.maker.filing.by_letter(rows, lambda row: row.link.label)
    return tuple(
        row if index else replace(row, anchor=filing.anchor_of(letter))
        for letter, group in grouped
        for index, row in enumerate(group)
    )


def _outlines(
    frame: PageFrame, rows: Sequence[FeedRow], homes: Mapping[str, str]
) -> list[OutlineView]:
    """``homes`` maps addresses of our pages to the home pages to name in their place."""
    on_host = frame.maker.urls.on_host
    return [
        OutlineView(
            row.link.label,
            on_host(row.feeds[0].href),
            homes.get(row.link.href) or on_host(row.link.href),
        )
        for row in rows
    ]


def prepare_site_opml(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the OPML list of the site's and its topics' feeds."""
    feeds, site = _FeedRows(frame), frame.maker.config.title
    return {
        "title": frame.maker.language.gettext("Feeds of %(site)s", site=site),
        "outlines": tuple(_outlines(frame, feeds.site() + feeds.topics(), {})),
    }


def prepare_providers_opml(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the OPML list of providers: their home pages, and our feed of each."""
    href = frame.maker.urls.href
    homes = {
        href(provider_path(provider.slug)): f"https://{provider.domain}/"
        for provider in frame.maker.library.provider_summaries()
        if provider.domain
    }
    site = frame.maker.config.title
    return {
        "title": frame.maker.language.gettext("Outlets of %(site)s", site=site),
        "outlines": tuple(_outlines(frame, _FeedRows(frame).providers(), homes)),
    }
