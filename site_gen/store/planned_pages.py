"""Planning in the store: which files the site has, and what each is made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from site_gen.errors import BuildError
from site_gen.model import PlannedPage
from site_gen.store import Store, encode

CHUNK = 256
"""Pages that are written to the store at once: one statement for many takes two thirds of the
time."""

_PAGE = """
INSERT INTO pages (path, folded_path, kind, template, args, part, state, why)
VALUES (?, ?, ?, ?, ?, ?, 1, 'new') ON CONFLICT (path) DO UPDATE SET
  kind = excluded.kind, template = excluded.template, args = excluded.args, part = excluded.part,
  state = 1, why = CASE state WHEN 2 THEN 'new' ELSE 'its arguments have changed' END
WHERE state = 2 OR kind <> excluded.kind OR template <> excluded.template OR args <> excluded.args
  OR part IS NOT excluded.part
"""


class PlannedPages:
    """Adds and removes files of the site. Methods that return sitemap parts return those that list
    a page more or less than before."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def plan(self, pages: Iterable[PlannedPage]) -> set[str]:
        """Add pages; one that exists is only changed if it differs. Returns sitemap parts.

        Raises BuildError if two pages have one path when case is ignored.
        """
        parts: set[str] = set()
        remaining = iter(pages)
        while chunk := list(islice(remaining, CHUNK)):
            parts |= self._plan_chunk(chunk)
        return parts

    def _plan_chunk(self, pages: Sequence[PlannedPage]) -> set[str]:
        old_parts = self._parts([page.path for page in pages])
        parts: set[str] = set()
        rows = []
        for page in pages:
            path = page.path
            old = old_parts.get(path)
            if old != page.part:
                parts.update(part for part in (old, page.part) if part)
            args = encode(page.args)
            rows.append((path, path.casefold(), page.kind, page.template, args, page.part))
        try:
            self.store.executemany(_PAGE, rows)
        except sqlite3.IntegrityError:  # one by one, to find out which page it is
            for page, row in zip(pages, rows, strict=True):
                self._plan_one(page, row)
        return parts

    def _plan_one(self, page: PlannedPage, row: tuple[object, ...]) -> None:
        try:
            self.store.execute(_PAGE, row)
        except sqlite3.IntegrityError:
            kind = self.store.value(
                "SELECT kind FROM pages WHERE folded_path = ? AND state <> 2", page.path.casefold()
            )
            raise BuildError(
                f"{page.url}: a {label(page.kind)} page and a {label(kind)} page claim one address",
                hint="rename the file in content/pages/ or content/topics/",
            ) from None

    def _parts(self, paths: Sequence[str]) -> dict[str, str | None]:
        """Path of each of these pages that exists → the sitemap part that it is in."""
        marks = ", ".join("?" * len(paths))
        sql = f"SELECT path, part FROM pages WHERE path IN ({marks}) AND state <> 2"  # noqa: S608
        return dict(self.store.execute(sql, paths))

    def plan_files(self, kind: str, files: Mapping[str, bytes]) -> None:
        """Replace all files of a kind that are not pages; path → a key of the file's bytes.

        Raises BuildError if two files have one path when case is ignored.
        """
        sql = "SELECT path, args FROM pages WHERE kind = ? AND state <> 2"
        existing = dict(self.store.execute(sql, (kind,)))
        self.remove(path for path in existing if path not in files)
        for path, key in files.items():
            # A page at the path is an error that is reported elsewhere.
            if existing.get(path) == key or self.is_page(path):
                continue
            try:
                self.store.execute(_PAGE, (path, path.casefold(), kind, "", key, None))
            except sqlite3.IntegrityError:
                raise BuildError(
                    f"{path}: another file lies at this address but for capital letters",
                    hint="rename one of them: many servers and disks take them for one",
                ) from None

    def remove(self, paths: Iterable[str]) -> set[str]:
        """The site no longer has these files. Returns sitemap parts."""
        parts: set[str] = set()
        for path in paths:
            part = self._parts([path]).get(path)
            parts.update((part,) if part else ())
            self.store.execute(
                "UPDATE pages SET state = 2, why = NULL, part = NULL WHERE path = ? AND state <> 2",
                (path,),
            )
        return parts

    def unplan_all(self) -> None:
        """Remove all pages that are not planned again; static files and the search index stay."""
        self.store.execute(
            "UPDATE pages SET state = 2, part = NULL WHERE kind NOT IN ('static', 'search')"
        )

    def add_unplanned(self, paths: Iterable[str]) -> None:
        """Files that an earlier build wrote and the store does not know: remove them unless they
        are planned."""
        self.store.executemany(
            "INSERT OR IGNORE INTO pages (path, folded_path, kind, template, args, state) "
            "VALUES (?, ?, 'page', '', x'', 2)",
            ((path, path.casefold()) for path in sorted(paths)),
        )

    # Which files there are.

    def has(self, path: str) -> bool:
        return bool(self.store.value("SELECT 1 FROM pages WHERE path = ? AND state <> 2", path))

    def is_page(self, path: str) -> bool:
        """Whether there is a page at a path, ignoring case."""
        return bool(
            self.store.value(
                "SELECT 1 FROM pages WHERE folded_path = ? AND state <> 2 "
                "AND kind NOT IN ('static', 'search')",
                path.casefold(),
            )
        )

    def is_list_page(self, path: str) -> bool:
        """Whether there is a page at a path that is not a redirect."""
        return bool(
            self.store.value(
                "SELECT 1 FROM pages WHERE path = ? AND state <> 2 AND kind <> 'redirect'", path
            )
        )

    def paths(self, kind: str) -> set[str]:
        """Paths of all files of a kind."""
        return {*self.store.column("SELECT path FROM pages WHERE kind = ? AND state <> 2", kind)}

    def below(self, folder: str) -> list[str]:
        """Paths of the files in a folder of the site, whose name ends with a slash."""
        return self.store.column(
            "SELECT path FROM pages WHERE path >= ? AND path < ? AND state <> 2",
            folder,
            folder[:-1] + "0",  # the character after the slash
        )


def label(kind: str) -> str:
    """What the report calls pages of a kind: ``topic/index`` is a ``topic``."""
    return kind.partition("/")[0]
