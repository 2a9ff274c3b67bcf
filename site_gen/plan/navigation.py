"""The links of the masthead: those of ``nav``; by default the busiest topics and the sections.

They are on every page, so a change of them makes all pages again. The default therefore compares
only the magnitude of topics: how many records a topic has is rounded down to a half power of two
(3, 4, 6, 8, 12, 16, 23, 32 …), and topics of one magnitude are in the order of their names. A topic
with fewer than three records is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from site_gen.config import NavItem, NavSection, SiteConfig, root_url
from site_gen.i18n.language import Language
from site_gen.language_matching import nearest_language
from site_gen.model import PageNote, Problem, Severity, Topic
from site_gen.model.problems import SETTINGS
from site_gen.plan.named_topics import close_topic, topic_named
from site_gen.plan.views import Link
from site_gen.relations.aliases import Aliases
from site_gen.urls import Urls, fold_name, topic_path

_DEFAULT: Sequence[NavSection] = ("latest", "outlets", "archive")
"""The sections that follow the topics, if the site has no ``nav``."""
_TOPICS = 5
_MIN_RECORDS = 3


def sections(config: SiteConfig, language: Language) -> Mapping[NavSection, tuple[str, str]]:
    """Section → label and path, of the sections that the site has."""
    # Translators: a section of the site: the most important stories.
    top = language.pgettext("section", "Top"), "/top/"
    return {
        "latest": (language.gettext("Latest"), "/latest/"),
        **({"top": top} if config.lists.top else {}),
        "topics": (language.gettext("Topics"), "/topics/"),
        "outlets": (language.gettext("Outlets"), "/providers/"),
        "archive": (language.gettext("Archive"), "/archive/"),
    }


class Navigation:
    """Finds what the items of ``nav`` lead to.

    ``pages`` are those of ``content/pages/``, ``topics`` all topics that have a page.
    """

    def __init__(
        self,
        config: SiteConfig,
        pages: Iterable[PageNote],
        topics: Iterable[Topic],
        aliases: Aliases,
        language: Language | None = None,
    ) -> None:
        self._language = language or Language()
        self._sections = sections(config, self._language)
        self._items = config.nav
        self._urls = Urls.of(config.base_url, root_url(config))
        self._pages = {page.slug: page.title for page in pages}
        self._topics = {topic.slug: topic for topic in topics}
        self._aliases = aliases

    def links(self) -> tuple[Link, ...]:
        """The links of the masthead; items without a target are left out."""
        if self._items:
            found = (self._link(item) for item in self._items)
            return tuple(link for link in found if link)
        topics = [Link(topic.name, self._topic_href(topic)) for topic in self._busiest()]
        return (*(topics or [self._section("topics")]), *map(self._section, _DEFAULT))

    def other_sections(self, links: Iterable[Link]) -> Iterator[Link]:
        """Sections that are not among ``links``; the foot of each page has them."""
        hrefs = {link.href for link in links}
        return (link for link in map(self._section, self._sections) if link.href not in hrefs)

    def problems(self) -> Iterator[Problem]:
        """The items of ``nav`` that lead to a topic or page which the site has not."""
        for index, item in enumerate(self._items):
            if isinstance(item, NavItem) and self._link(item) is None:
                yield self._no_page(index, item) if item.page else self._no_topic(index, item)
            elif not isinstance(item, NavItem) and item not in self._sections:
                message = f"“{item}”, whose pages lists.{item} turns off"
                yield _problem(index, "", message, f"remove it from nav, or set lists.{item}: true")

    def _link(self, item: NavItem | NavSection) -> Link | None:
        if not isinstance(item, NavItem):
            return self._section(item) if item in self._sections else None
        link = self._page(item.page) or self._topic(item.topic) or self._address(item.url)
        return Link(self._label(item) or link.label, link.href, link.external) if link else None

    def _label(self, item: NavItem) -> str:
        """The label for readers of this language; empty for the name of the target."""
        if isinstance(item.label, str):
            return item.label
        return item.label.get(nearest_language(self._language.tag, item.label), "")

    def _section(self, name: NavSection) -> Link:
        label, path = self._sections[name]
        return Link(label, self._urls.href(path))

    def _page(self, slug: str) -> Link | None:
        title = self._pages.get(slug)
        return Link(title, self._urls.href(f"/{slug}/")) if title else None

    def _topic(self, name: str) -> Link | None:
        topic = topic_named(name, self._topics, self._aliases)
        return Link(topic.name, self._topic_href(topic)) if topic else None

    def _topic_href(self, topic: Topic) -> str:
        return self._urls.href(topic_path(topic.slug))

    def _address(self, url: str) -> Link | None:
        if not url:
            return None
        if url.startswith("/"):
            label = url.strip("/") or self._language.gettext("Home")
            return Link(label, self._urls.inside(url))
        return Link((urlsplit(url).hostname or url).removeprefix("www."), url, external=True)

    def _busiest(self) -> list[Topic]:
        """The topics at the top of the tree with most records, also those of topics below."""
        counts: dict[str, int] = {}
        for topic in self._topics.values():
            above = topic
            while above.parent in self._topics:
                above = self._topics[above.parent]
            counts[above.slug] = counts.get(above.slug, 0) + topic.count

        def order(slug: str) -> tuple[int, str, str]:
            return -magnitude(counts[slug]), fold_name(self._topics[slug].name), slug

        busy = [slug for slug, count in counts.items() if count >= _MIN_RECORDS]
        return [self._topics[slug] for slug in sorted(busy, key=order)[:_TOPICS]]

    def _no_topic(self, index: int, item: NavItem) -> Problem:
        message = f"“{item.topic}”, which no published record has as a topic"
        return _problem(index, "topic", message, close_topic(item.topic, self._topics.values()))

    def _no_page(self, index: int, item: NavItem) -> Problem:
        slugs = ", ".join(sorted(self._pages)) or "none"
        message = f"“{item.page}”, which is not a page in content/pages/ (there are: {slugs})"
        return _problem(index, "page", message)


def magnitude(count: int) -> int:
    """``count`` on a logarithmic scale of half powers of two, rounded down."""
    return (count * count).bit_length()


def _problem(index: int, key: str, message: str, hint: str = "") -> Problem:
    """A problem with a key of an item, or with an item that is one word."""
    field = f"nav[{index}].{key}" if key else f"nav[{index}]"
    return Problem(
        SETTINGS,
        f"{field} is {message}",
        Severity.WARNING,
        f"nav-{key or 'section'}",
        field=field,
        hint=hint or "the link is left out until it leads somewhere",
    )
