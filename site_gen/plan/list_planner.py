"""Plan the pages of lists, as HTML and in the JSON mirror."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from site_gen.config import SiteConfig
from site_gen.model import PlannedPage
from site_gen.model.pages import path_of
from site_gen.plan import lists
from site_gen.plan.list_members import ListMembers
from site_gen.plan.mirror import documents
from site_gen.relations.changes import Place, RelationChanges
from site_gen.store import Store
from site_gen.store.pages import Pages
from site_gen.urls import list_page_path, mirror_path

_NEWEST: Place = (1 << 62, "")
"""Newer than any record: only the front of a list is planned again."""


class ListPlanner:
    """Plans the changed pages of lists. ``parts`` collects the sitemaps that change with them."""

    def __init__(
        self, store: Store, pages: Pages, config: SiteConfig, changes: RelationChanges
    ) -> None:
        self.store = store
        self.pages = pages
        self.changes = changes
        self.size = config.pagination.page_size
        self.has_mirror = config.mirror
        self.parts: set[str] = set()

    def plan_html(
        self,
        name: tuple[str, int],
        front: str,
        kind: str,
        extra: tuple[object, ...] = (),
        extra_front: tuple[object, ...] | None = None,
    ) -> None:
        """Plan the pages of the list with the front page ``front``.

        ``name`` is the list's name and the row id of its topic or provider. ``extra`` are further
        arguments of its pages, ``extra_front`` those of the front page if they differ.
        """
        members = ListMembers(self.store, *name)
        template = f"pages/{'list' if kind == 'latest' else kind}.html"

        def is_planned(number: int) -> bool:
            return self.pages.is_list_page(path_of(list_page_path(front, number)))

        self._plan(
            lists.plan_list(
                members,
                front,
                kind,
                template,
                self.size,
                self._first_change(name),
                is_planned,
                extra,
                extra_front,
            )
        )
        last = lists.last_page_number(members, self.size)
        # The number after the last page is a redirect to the front.
        first_removed = last + 2 if last else 1
        self._remove_from(list_page_path(front, number) for number in count(first_removed))

    def plan_mirror(self, name: tuple[str, int], front: str, kind: str, slug: str) -> None:
        """Plan the JSON documents of the same list."""
        if not self.has_mirror:
            return
        members = ListMembers(self.store, *name)

        def is_planned(number: int) -> bool:
            return self.pages.has(path_of(mirror_path(front, number)))

        since = self._first_change(name)
        self._plan(documents.plan_list(members, front, kind, slug, self.size, since, is_planned))
        first_removed = lists.last_page_number(members, self.size) + 1
        self._remove_from(mirror_path(front, number) for number in count(first_removed))

    def _first_change(self, name: tuple[str, int]) -> Place | None:
        """The place of the oldest change in a list; None to plan all of its pages."""
        if self.changes.everything:
            return None
        return self.changes.lists.get(name, _NEWEST)

    def _plan(self, pages: Iterable[PlannedPage]) -> None:
        self.parts |= self.pages.plan(pages)

    def _remove_from(self, urls: Iterator[str]) -> None:
        """Remove pages at these consecutive addresses up to the first that does not exist."""
        if self.changes.everything:
            return
        for url in urls:
            path = path_of(url)
            if not self.pages.has(path):
                return
            self.parts |= self.pages.remove([path])
