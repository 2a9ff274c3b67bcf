"""Store → pages: which pages the site has, looking only at what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from site_gen.config import SiteConfig
from site_gen.dependencies import LIST, PART, PARTS, item
from site_gen.model import Notes, PlannedPage, Story
from site_gen.model.pages import path_of
from site_gen.plan import archive, articles, feeds, home, lists, pages, sitemaps
from site_gen.plan.list_members import Members
from site_gen.plan.mirror import documents
from site_gen.plan.page_frame import make_site
from site_gen.plan.redirects import redirect
from site_gen.plan.search import SEARCH_PATH, plan_search
from site_gen.relations.aliases import Aliases
from site_gen.relations.changes import Place, RelationChanges
from site_gen.relations.missed_stories import missed_by
from site_gen.store import Store
from site_gen.store.pages import Pages
from site_gen.store.sitemap_parts import part_key
from site_gen.urls import (
    archive_path,
    list_page_path,
    mirror_path,
    provider_path,
    record_path,
    topic_path,
)

__all__ = ["SEARCH_PATH", "Planner", "make_site"]

_story = msgspec.msgpack.Decoder(Story).decode
_RecordRow = tuple[str, str, int, bytes]
"""Id of a record, of the one that is shown for it, when that was published, and its story."""
_RECORD_PAGES = (
    "SELECT r.id, s.id, s.published, st.data FROM records r JOIN shown s ON s.n = r.main "
    "JOIN stories st ON st.n = s.story WHERE r.has_url = 1"
)


class _Named(NamedTuple):
    """A topic or provider: its number and slug."""

    number: int
    slug: str


class Planner:
    """Plans the pages of one site. ``parts`` collects the sitemaps that change with them."""

    def __init__(self, store: Store, pages: Pages, config: SiteConfig) -> None:
        self.store = store
        self.pages = pages
        self.config = config
        self.size = config.pagination.page_size
        self.parts: set[str] = set()

    def plan(self, notes: Notes, changes: RelationChanges, searched: Sequence[str]) -> None:
        """Plan what has changed; ``searched`` are the parts of the search index, newest first.

        Raises BuildError if two pages would lie at one address.
        """
        if changes.everything:
            self.pages.unplan_all()
        self._plan_records(changes)
        self._plan_fixed(notes, searched)
        self._plan_topics(changes)
        self._plan_providers(changes)
        self._plan_whole_lists(changes)
        self._plan_days(changes)
        self._plan_sitemaps(changes)

    def _put(self, found: Iterable[PlannedPage]) -> None:
        self.parts |= self.pages.plan(found)

    def _remove(self, paths: Iterable[str]) -> None:
        self.parts |= self.pages.remove(paths)

    # Articles.

    def _plan_records(self, changes: RelationChanges) -> None:
        if changes.everything:
            rows = self.store.execute(f"{_RECORD_PAGES} ORDER BY r.published DESC, r.id")
            self._put(page for row in rows.fetchall() for page in self._record(*row))
            return
        ids = self._ids(changes)
        found = {id_: self._record_row(id_) for id_ in ids}
        self._remove(path for id_, row in found.items() for path in self._gone(id_, row))
        self._put(page for row in found.values() if row for page in self._record(*row))

    def _ids(self, changes: RelationChanges) -> list[str]:
        """Records whose pages are looked at; of a record the article or where it leads on to."""
        found = set(changes.page_ids)
        with self.store.temp_table(changes.articles) as some:
            sql = f"SELECT id FROM shown WHERE n IN (SELECT x FROM {some})"  # noqa: S608
            found.update(self.store.column(sql))
        if self.config.robots.noindex_single_source:
            with self.store.temp_table(changes.stories) as some:
                sql = f"SELECT id FROM shown WHERE story IN (SELECT x FROM {some})"  # noqa: S608
                found.update(self.store.column(sql))
        return sorted(found)

    def _record_row(self, id_: str) -> _RecordRow | None:
        row: _RecordRow | None = self.store.execute(
            f"{_RECORD_PAGES} AND r.folded_id = ? AND r.id = ?", (id_.casefold(), id_)
        ).fetchone()
        return row

    def _gone(self, id_: str, row: _RecordRow | None) -> Iterator[str]:
        if row is None:
            yield path_of(record_path(id_))
        if row is None or row[1] != id_ or not self.config.mirror:
            yield path_of(mirror_path(record_path(id_)))

    def _record(self, id_: str, main: str, published: int, story: bytes) -> Iterator[PlannedPage]:
        if main != id_:
            yield redirect(record_path(id_), record_path(main))
            return
        may_hide = self.config.robots.noindex_single_source
        hidden = may_hide and len(_story(story).providers) < 2
        yield articles.plan_article(id_, published, hidden=hidden)
        if self.config.mirror:
            yield documents.plan_record(id_)

    # Lists.

    def _since(self, changes: RelationChanges, name: str, number: int = 0) -> Place | None:
        """From which place a list has changed; None for a list of which all pages are planned."""
        if changes.everything:
            return None
        return changes.lists.get((name, number), _NEWEST)

    def _html_list(
        self,
        changes: RelationChanges,
        name: tuple[str, int],
        front: str,
        kind: str,
        extra: tuple[object, ...] = (),
        extra_front: tuple[object, ...] | None = None,
    ) -> None:
        members = Members(self.store, *name)
        since = self._since(changes, *name)
        template = f"pages/{'list' if kind == 'latest' else kind}.html"
        known = self._known(front)
        self._put(
            lists.plan_list(
                members, front, kind, template, self.size, since, known, extra, extra_front
            )
        )
        if not changes.everything:
            self._remove(self._beyond(lists.beyond(members, front, self.size)))

    def _known(self, front: str) -> Callable[[int], bool]:
        def known(number: int) -> bool:
            return self.pages.is_list_page(path_of(list_page_path(front, number)))

        return known

    def _beyond(self, urls: Iterator[str]) -> Iterator[str]:
        for url in urls:
            path = path_of(url)
            if not self.pages.has(path):
                return
            yield path

    def _mirror_list(
        self, changes: RelationChanges, name: tuple[str, int], front: str, kind: str, slug: str
    ) -> None:
        if not self.config.mirror:
            return
        members = Members(self.store, *name)
        since = self._since(changes, *name)

        def known(number: int) -> bool:
            return self.pages.has(path_of(mirror_path(front, number)))

        self._put(documents.plan_list(members, front, kind, slug, self.size, since, known))
        if not changes.everything:
            number = max(0, members.count() // self.size - 1)
            urls = (mirror_path(front, each) for each in range(number + 1, 1 << 30))
            self._remove(self._beyond(urls))

    def _plan_whole_lists(self, changes: RelationChanges) -> None:
        self._html_list(changes, ("latest", 0), "/latest/", "latest")
        self._mirror_list(changes, ("latest", 0), documents.NEWS, "latest", "")
        self._mirror_list(changes, ("stories", 0), documents.STORIES, "stories", "")

    # Topics and providers.

    def _changed(
        self, table: str, column: str, changed: set[int], everything: bool
    ) -> list[_Named]:
        rows = (
            self.store.execute(
                f"SELECT {column}, slug, data IS NULL FROM {table} ORDER BY slug"  # noqa: S608
            ).fetchall()
            if everything or len(changed) > 100
            else [
                self.store.execute(
                    f"SELECT {column}, slug, data IS NULL FROM {table} WHERE {column} = ?",  # noqa: S608
                    (number,),
                ).fetchone()
                for number in sorted(changed)
            ]
        )
        found = []
        for number, slug, is_gone in rows:
            if not everything and number not in changed:
                continue
            if is_gone:
                self._remove_all(f"{table}/{slug}/")
            else:
                found.append(_Named(number, slug))
        return found

    def _remove_all(self, folder: str) -> None:
        self._remove(self.pages.below(folder))
        self._remove(self.pages.below(f"api/{folder}"))

    def _plan_topics(self, changes: RelationChanges) -> None:
        formats = self.config.feeds.formats.topics
        moved = {number for name, number in changes.lists if name in ("topic", "topic stories")}
        for number, slug in self._changed(
            "topics", "t", changes.topics | moved, changes.everything
        ):
            path = topic_path(slug)
            self._html_list(changes, ("topic stories", number), path, "topic", (slug,))
            self._put(feeds.plan_feeds_of(path, "topic", slug, formats))
            self._mirror_list(changes, ("topic", number), path, "topic", slug)

    def _plan_providers(self, changes: RelationChanges) -> None:
        formats = self.config.feeds.formats.providers
        for number, slug in self._changed("providers", "p", changes.providers, changes.everything):
            path = provider_path(slug)
            front = (slug, missed_by(self.store, number))
            self._html_list(changes, ("provider", number), path, "provider", (slug, ()), front)
            self._put(feeds.plan_feeds_of(path, "provider", slug, formats))
            self._mirror_list(changes, ("provider", number), path, "provider", slug)
        self._plan_leads()

    def _plan_leads(self) -> None:
        """Other addresses that providers were known by lead on to their pages."""
        aliases = self.store.get("aliases", Aliases) or Aliases()
        planned = {
            slug: to
            for slug, to in aliases.redirects.items()
            if self._has_provider(to) and not self._has_provider(slug)
        }
        gone = set(self.store.get("leads", tuple[str, ...]) or ()) - planned.keys()
        self._remove(path_of(provider_path(slug)) for slug in gone if not self._has_provider(slug))
        self._put(redirect(provider_path(slug), provider_path(to)) for slug, to in planned.items())
        self.store.set("leads", tuple(sorted(planned)))

    def _has_provider(self, slug: str) -> bool:
        sql = "SELECT 1 FROM providers WHERE slug = ? AND data IS NOT NULL"
        return bool(self.store.value(sql, slug))

    # The rest.

    def _plan_fixed(self, notes: Notes, searched: Sequence[str]) -> None:
        """Pages that every site has, and those that editors wrote."""
        found = [
            *home.plan_home(),
            PlannedPage("/topics/", "topic/index", "pages/topics.html", (), "topic"),
            PlannedPage("/providers/", "provider/index", "pages/providers.html", (), "provider"),
            *pages.plan_pages(notes.pages),
            *feeds.plan_feeds_of("/", "site", "", self.config.feeds.formats.site),
            *feeds.plan_choice(),
            *(documents.plan_indexes() if self.config.mirror else ()),
            *plan_search(searched),
        ]
        paths = {page.path for page in found}
        known = self.pages.paths("page") | self.pages.paths("search page")
        self._remove(sorted(known - paths))
        self._put(found)

    def _plan_days(self, changes: RelationChanges) -> None:
        """Days, months and years that have records, and those that no longer have any."""
        if changes.everything:
            days = self.store.column("SELECT day FROM days")
        else:
            days = sorted(changes.days)
        known = set(self.store.column("SELECT day FROM days"))
        there = [archive.date_of(day) for day in days if day in known]
        self._remove(
            path_of(url) for day in days if day not in known for url in self._empty(known, day)
        )
        if there or changes.everything or not self.pages.has("archive/index.html"):
            self._put(archive.plan_archive(there))

    def _empty(self, known: set[int], day: int) -> Iterator[str]:
        gone = archive.date_of(day)
        yield archive_path(gone.year, gone.month, gone.day)
        left = [archive.date_of(each) for each in known]
        if all((each.year, each.month) != (gone.year, gone.month) for each in left):
            yield archive_path(gone.year, gone.month)
        if all(each.year != gone.year for each in left):
            yield archive_path(gone.year)

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
            number = -(-counts.get(part, 0) // sitemaps.MOST) + 1
            self._remove(self._sitemaps_from(part, number))
        self._put(planned)

    def _sitemaps_from(self, part: str, number: int) -> Iterator[str]:
        """Sitemaps of a part that the site has, from this one on."""
        while self.pages.has(path := path_of(sitemaps.path_of(part, number))):
            yield path
            number += 1


_NEWEST: Place = (1 << 62, "")
"""Newer than anything: only the front of a list is looked at."""
