"""Plan the pages of a site: which pages it has, considering only what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from site_gen.config import SiteConfig
from site_gen.dependencies import LATEST, LIST, PART, PARTS, STORIES, item
from site_gen.language_tags import language_tag
from site_gen.model import Notes, PlannedPage
from site_gen.model.pages import path_of
from site_gen.plan import (
    archive,
    digests,
    feed_index,
    feeds,
    home,
    offline,
    orders,
    pages,
    provider_index,
    record_pages,
    redirects,
    saved,
    sitemaps,
    top,
)
from site_gen.plan.filing import filing_in
from site_gen.plan.list_planner import ListPlanner
from site_gen.plan.mirror import documents
from site_gen.plan.page_frame import make_site
from site_gen.plan.search import SEARCH_PATH, plan_search
from site_gen.relations.changes import RelationChanges
from site_gen.relations.missed_stories import missed_by
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.store.pages import Pages
from site_gen.store.sitemap_parts import part_key
from site_gen.urls import archive_path, digest_path, provider_path, topic_path
from site_gen.zones import date_of

__all__ = ["SEARCH_PATH", "Planner", "make_site"]

_READ_ALL = 100
"""With more changed topics or providers than this, one query reads all of them."""


class _Named(msgspec.Struct):
    """The part of a topic or provider that places it in an index."""

    name: str


_decode_named = msgspec.msgpack.Decoder(_Named).decode


class Planner:
    """Plans the pages of one site. ``parts`` collects the sitemaps that change with them."""

    def __init__(self, store: Store, pages: Pages, config: SiteConfig) -> None:
        self.store = store
        self.pages = pages
        self.config = config
        self.parts: set[str] = set()

    def plan(
        self,
        notes: Notes,
        changes: RelationChanges,
        index_parts: Sequence[str],
        index_files: Sequence[str] = (),
    ) -> None:
        """Plan what has changed.

        ``index_parts`` are names of parts of the search index, ``index_files`` the paths of the
        files that its page loads first.

        Raises BuildError if two pages would have the same address.
        """
        if changes.everything:
            self.pages.unplan_all()
        list_planner = ListPlanner(self.store, self.pages, self.config, changes)
        self._plan_records(changes)
        self._plan_fixed(notes, plan_search(index_parts, index_files))
        self._plan_topics(changes, list_planner)
        self._plan_providers(changes, list_planner)
        if changes.everything or changes.topics or changes.providers:
            self._plan_letters()
        self._plan_top(changes)
        has_orders = self._plan_orders("/latest/")
        list_planner.plan_html(("latest", 0), "/latest/", "latest", (), (has_orders,))
        list_planner.plan_mirror(("latest", 0), documents.NEWS, "latest", "")
        list_planner.plan_mirror(("stories", 0), documents.STORIES, "stories", "")
        self.parts |= list_planner.parts
        self._plan_days(changes)
        self._plan_digests(changes)
        self._plan_sitemaps(changes)

    def _add(self, pages: Iterable[PlannedPage]) -> None:
        self.parts |= self.pages.plan(pages)

    def _remove(self, paths: Iterable[str]) -> None:
        self.parts |= self.pages.remove(paths)

    def _plan_records(self, changes: RelationChanges) -> None:
        config = self.config
        if changes.everything:
            rows = record_pages.all_rows(self.store)
        else:
            changed = record_pages.changed_rows(self.store, config, changes)
            for record_id, row in changed.items():
                self._remove(record_pages.removed_paths(config, record_id, row))
            rows = [row for row in changed.values() if row]
        self._add(page for row in rows for page in record_pages.pages_of_row(config, row))

    def _plan_fixed(self, notes: Notes, search: Iterable[PlannedPage]) -> None:
        """Plan pages that every site has, and those in content/pages/."""
        planned = [
            *home.plan_home(),
            PlannedPage("/topics/", "topic/index", "pages/topics.html", (), "topic"),
            PlannedPage("/providers/", "provider/index", "pages/providers.html", (), "provider"),
            *pages.plan_pages(notes.pages),
            *feeds.plan_feeds("/", "site", "", self.config.feeds.formats.site),
            *feed_index.plan_feeds_page(),
            *offline.plan_offline(self.config),
            *saved.plan_saved(self.config),
            *(documents.plan_indexes() if self.config.mirror else ()),
            *search,
        ]
        kinds = ("page", "search page", *saved.KINDS)
        before = {path for kind in kinds for path in self.pages.paths(kind)}
        self._remove(sorted(before - {page.path for page in planned}))
        self._add(planned)

    def _plan_top(self, changes: RelationChanges) -> None:
        stories = {item(LIST, LATEST), item(LIST, STORIES)}
        if self.config.lists.top and (changes.everything or not stories.isdisjoint(changes.items)):
            self._add(top.plan_top(Library(self.store.db), self.config.ranking))

    def _plan_orders(self, front: str, number: int | None = None, slug: str = "") -> bool:
        """Plan the other orders of the list of a topic or of all records, or remove them; returns
        whether there are any."""
        if self.config.lists.orders and orders.has_orders(self.store, number):
            self._add(orders.plan_orders(front, slug))
            return True
        self._remove(page.path for page in orders.plan_orders(front))
        return False

    # Topics and providers.

    def _plan_topics(self, changes: RelationChanges, list_planner: ListPlanner) -> None:
        formats = self.config.feeds.formats.topics
        changed = {number for name, number in changes.lists if name in ("topic", "topic stories")}
        changed |= changes.topics
        if self.config.lists.orders and not changes.everything:
            changed |= orders.topics_of(self.store, changes.stories)
        for number, slug in self._changed("topics", "t", changed, everything=changes.everything):
            path = topic_path(slug)
            has_orders = self._plan_orders(path, number, slug)
            front = (slug, has_orders)
            list_planner.plan_html(("topic stories", number), path, "topic", (slug,), front)
            self._add(feeds.plan_feeds(path, "topic", slug, formats))
            list_planner.plan_mirror(("topic", number), path, "topic", slug)
        self._replace(*redirects.topic_redirects(self.store))

    def _plan_providers(self, changes: RelationChanges, list_planner: ListPlanner) -> None:
        formats = self.config.feeds.formats.providers
        changed, everything = changes.providers, changes.everything
        for number, slug in self._changed("providers", "p", changed, everything=everything):
            path = provider_path(slug)
            front = (slug, missed_by(self.store, number))
            list_planner.plan_html(("provider", number), path, "provider", (slug, ()), front)
            self._add(feeds.plan_feeds(path, "provider", slug, formats))
            list_planner.plan_mirror(("provider", number), path, "provider", slug)
        self._replace(*redirects.provider_redirects(self.store))

    def _changed(
        self, table: str, column: str, changed: set[int], *, everything: bool
    ) -> list[tuple[int, str]]:
        """Row id and slug of changed topics or providers; pages of removed ones are removed."""
        sql = f"SELECT {column}, slug, data IS NULL FROM {table}"  # noqa: S608
        if everything or len(changed) > _READ_ALL:
            rows = self.store.execute(f"{sql} ORDER BY slug").fetchall()
        else:
            one = f"{sql} WHERE {column} = ?"
            rows = [self.store.execute(one, (number,)).fetchone() for number in sorted(changed)]
        existing = []
        for number, slug, is_removed in rows:
            if not everything and number not in changed:
                continue
            if is_removed:
                self._remove(self.pages.below(f"{table}/{slug}/"))
                self._remove(self.pages.below(f"api/{table}/{slug}/"))
            else:
                existing.append((number, slug))
        return existing

    def _replace(self, removed: Iterable[str], planned: Iterable[PlannedPage]) -> None:
        self._remove(removed)
        self._add(planned)

    def _plan_letters(self) -> None:
        """Plan the pages of letters of the indexes of providers and feeds."""
        topics, providers = self._names("topics"), self._names("providers")
        files = filing_in(language_tag(self.config.locale) or "en")
        planned = [
            *provider_index.plan_letters(files, providers),
            *feed_index.plan_letters(self.config, files, topics, providers),
        ]
        before = self.pages.paths("provider/letter") | self.pages.paths("feeds/letter")
        self._remove(sorted(before - {page.path for page in planned}))
        self._add(planned)

    def _names(self, table: str) -> list[str]:
        """The names of all topics or providers."""
        rows = self.store.column(f"SELECT data FROM {table} WHERE data IS NOT NULL")  # noqa: S608
        return [_decode_named(row).name for row in rows]

    # Archive and sitemaps.

    def _plan_days(self, changes: RelationChanges) -> None:
        """Plan days, months and years that have records, and remove the others."""
        with_records = set(self.store.column("SELECT day FROM days"))
        days = sorted(with_records if changes.everything else changes.days)
        planned = [date_of(day) for day in days if day in with_records]
        self._remove(
            path_of(url)
            for day in days
            if day not in with_records
            for url in self._empty_archive_urls(with_records, day)
        )
        if planned or changes.everything or not self.pages.has("archive/index.html"):
            self._add(archive.plan_archive(planned))

    def _empty_archive_urls(self, days: set[int], removed: int) -> Iterator[str]:
        """Addresses of a removed day, and of its month and year if they have no other days."""
        day = date_of(removed)
        yield archive_path(day.year, day.month, day.day)
        others = [date_of(other) for other in days]
        if all((other.year, other.month) != (day.year, day.month) for other in others):
            yield archive_path(day.year, day.month)
        if all(other.year != day.year for other in others):
            yield archive_path(day.year)

    def _plan_digests(self, changes: RelationChanges) -> None:
        """Plan changed digests and those beside them; the list and the feed if there are any."""
        changed = changes.digests
        if not changed and not changes.everything:
            return
        for weekly, number in changed:
            path = path_of(digest_path(date_of(number), weekly=bool(weekly)))
            self._remove([path])
        self._add(digests.plan_digests(self.store, None if changes.everything else changed))
        if self.store.value("SELECT 1 FROM digests LIMIT 1"):
            self._add(digests.plan_front())
        else:
            self._remove(path_of(page.url) for page in digests.plan_front())

    def _plan_sitemaps(self, changes: RelationChanges) -> None:
        counts: dict[str, int] = dict(
            self.store.execute(
                "SELECT part, COUNT(*) FROM pages WHERE part IS NOT NULL AND state <> 2 "
                "GROUP BY part"
            )
        )
        parts = {*counts} if changes.everything else self.parts
        for part in self.parts:
            changes.add(PART, part_key(part))
            changes.items.add(item(LIST, PARTS))
        planned = list(sitemaps.plan_sitemaps(self.config, counts, parts))
        for part in parts:
            first_removed = sitemaps.sitemap_count(counts.get(part, 0)) + 1
            self._remove(self._sitemaps_from(part, first_removed))
        self._add(planned)

    def _sitemaps_from(self, part: str, number: int) -> Iterator[str]:
        """Paths of the existing sitemaps of a part from this number on."""
        while self.pages.has(path := path_of(sitemaps.sitemap_path(part, number))):
            yield path
            number += 1
