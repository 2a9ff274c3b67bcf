"""The files of the site in the store: which ones have to be written or removed.

A page is written again if it is planned with other arguments, if an item that it depends on or its
template has changed, or if its file is no longer as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable

from site_gen.store.planned_pages import PlannedPages, label
from site_gen.store.written_pages import MadePage, WrittenPages, digest_of

__all__ = ["SEARCH", "STATIC", "MadePage", "Pages", "digest_of"]

STATIC, SEARCH = "static", "search"
"""Kinds of files that are not pages. They are copied; their argument is a digest of their bytes."""

_RECORDS = "kind IN ('article', 'api/record')"
_GROUPS = (f"{_RECORDS} AND why = 'new'", f"{_RECORDS} AND why IS NOT 'new'", f"NOT {_RECORDS}")


class Pages(PlannedPages, WrittenPages):
    """The files of one site. Column ``state``: 0 for a file that is up to date, 1 for one that has
    to be written, 2 for one that has to be removed."""

    # Marking what has to be written.

    def touch_all(self, why: str) -> None:
        """All pages have to be written; static files and the search index do not."""
        self.store.execute(
            "UPDATE pages SET state = 1, why = ? WHERE state = 0 AND kind NOT IN ('static', "
            "'search')",
            (why,),
        )

    def touch_template(self, template: str) -> None:
        """Pages of this template have to be written."""
        self.store.execute(
            "UPDATE pages SET state = 1, why = ? WHERE state = 0 AND template = ?",
            (f"the template {template}, or one that it uses, has changed", template),
        )

    def touch_dependents(self, items: Iterable[int]) -> None:
        """Pages that depend on one of these items have to be written.

        Their reason is the number of the item; ``update_reasons.py`` makes words of it.
        """
        with self.store.temp_table(items) as changed:
            self.store.execute(
                "UPDATE pages SET state = 1, why = 'item ' || d.item FROM "  # noqa: S608
                "(SELECT page AS number, MIN(item) AS item FROM dependencies "
                f"WHERE item IN (SELECT x FROM {changed}) GROUP BY page) AS d "
                "WHERE pages.page = d.number AND state = 0"
            )

    def touch(self, page: int, why: str) -> None:
        """One page, static file or file of the search index has to be written."""
        self.store.execute("UPDATE pages SET state = 1, why = ? WHERE page = ?", (why, page))

    def touch_paths(self, paths: Iterable[str], why: str) -> None:
        """The files at these paths have to be written, if they are planned."""
        self.store.executemany(
            "UPDATE pages SET state = 1, why = ? WHERE state = 0 AND path = ?",
            ((why, path) for path in paths),
        )

    # What has to be done.

    def to_make(self, condition: str) -> list[int]:
        """Pages that have to be written and for which an SQL condition holds."""
        return self.store.column(
            "SELECT page FROM pages WHERE state = 1 AND kind NOT IN ('static', 'search') "  # noqa: S608
            f"AND {condition} ORDER BY page"
        )

    def to_make_by_group(self, condition: str) -> list[list[int]]:
        """The same in the order in which they are written: new pages of records, which nothing
        refers to yet; other pages of records; lists, and whatever else refers to them."""
        return [self.to_make(f"{condition} AND {group}") for group in _GROUPS]

    def examples(self) -> list[int]:
        """For each template one of the pages that have to be written.

        They are rendered first, to find broken templates before anything is written.
        """
        return self.store.column(
            "SELECT MIN(page) FROM pages WHERE state = 1 AND template <> '' GROUP BY template"
        )

    def to_copy(self) -> list[tuple[int, str, str, bytes]]:
        """Number, path, kind and argument of the static files and search index files that have to
        be written."""
        return self.store.execute(
            "SELECT page, path, kind, args FROM pages WHERE state = 1 "
            "AND kind IN ('static', 'search') ORDER BY page"
        ).fetchall()

    def to_remove(self) -> list[str]:
        return self.store.column("SELECT path FROM pages WHERE state = 2 ORDER BY path")

    def is_done(self) -> bool:
        """Whether no file has to be written or removed."""
        return not (
            self.store.value("SELECT 1 FROM pages WHERE state = 1 LIMIT 1")
            or self.store.value("SELECT 1 FROM pages WHERE state = 2 LIMIT 1")
        )

    def sizes(self) -> tuple[dict[str, int], dict[str, int]]:
        """Numbers of files and of bytes by kind, for the report."""
        counts: dict[str, int] = {}
        sizes: dict[str, int] = {}
        rows = self.store.execute(
            "SELECT kind, COUNT(*), SUM(MAX(size, 0)), MIN(page) FROM pages WHERE state = 0 "
            "GROUP BY kind ORDER BY MIN(page)"
        )
        for kind, count, size, _ in rows:
            name = label(kind)
            counts[name] = counts.get(name, 0) + count
            sizes[name] = sizes.get(name, 0) + (size or 0)
        return counts, sizes
