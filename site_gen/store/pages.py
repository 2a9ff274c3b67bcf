"""The files of the site: which there are, what each was made from, and what is to be done.

A page is made again if it is planned with other arguments, if an item that it depends on has
changed, if its template has, or if its file is no longer as it was written.
"""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import BuildError
from site_gen.file_signature import (
    Signature,
    is_open_folder,
    is_plain_file,
    now,
    signature_of,
    trusted,
)
from site_gen.model import PlannedPage
from site_gen.store import Store, encode

DONE, TO_MAKE, TO_REMOVE = range(3)
"""States of a file."""
STATIC, SEARCH = "static", "search"
"""Kinds of files that are no pages: their bytes lie elsewhere, and their digest is an argument."""

_PAGE = """
INSERT INTO pages (path, fold, kind, template, args, part, state, why)
VALUES (?, ?, ?, ?, ?, ?, 1, 'new') ON CONFLICT (path) DO UPDATE SET
  kind = excluded.kind, template = excluded.template, args = excluded.args, part = excluded.part,
  state = 1, why = CASE state WHEN 2 THEN 'new' ELSE 'its arguments have changed' END
WHERE state = 2 OR kind <> excluded.kind OR template <> excluded.template OR args <> excluded.args
  OR part IS NOT excluded.part
"""

_KEEP = (
    "UPDATE pages SET state = 0, why = NULL, changed = ?, size = ?, mtime = ?, ctime = ?, "
    "inode = ?, digest = ?, items = ? WHERE page = ?"
)
_DEPEND = "INSERT INTO dependencies VALUES (?, ?)"
_UNDEPEND = "DELETE FROM dependencies WHERE item = ? AND page = ?"
_CHUNK = 256
"""Pages that are planned or remembered at once: one statement for many takes two thirds of the
time."""


class MadePage(NamedTuple):
    """A file as it was made."""

    page: int
    size: int
    digest: bytes
    signature: Signature
    is_new: bool
    """Whether its bytes are others than those that were there."""
    items: Collection[int]
    """What it depends on."""
    changed: int | None
    """When the newest of what it shows was published or changed, for sitemaps."""


class Pages:
    """The files of one site in its store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # Planning.

    def plan(self, pages: Iterable[PlannedPage]) -> set[str]:
        """Take pages that the site has now; returns the sitemaps that must change with them.

        Raises BuildError if two pages would lie at one address, case aside.
        """
        parts: set[str] = set()
        planned = iter(pages)
        while some := list(islice(planned, _CHUNK)):
            parts |= self._plan(some)
        return parts

    def _plan(self, pages: Sequence[PlannedPage]) -> set[str]:
        """The same for a few hundred pages."""
        known = self._parts([page.path for page in pages])
        parts: set[str] = set()
        rows = []
        for page in pages:
            path = page.path
            part = known.get(path)
            if part != page.part:
                parts.update(each for each in (part, page.part) if each)
            args = encode(page.args)
            rows.append((path, path.casefold(), page.kind, page.template, args, page.part))
        try:
            self.store.executemany(_PAGE, rows)
        except sqlite3.IntegrityError:
            for page, row in zip(pages, rows, strict=True):
                self._put(page, row)
        return parts

    def _put(self, page: PlannedPage, row: tuple[object, ...]) -> None:
        try:
            self.store.execute(_PAGE, row)
        except sqlite3.IntegrityError:
            raise self._clash(page) from None

    def _parts(self, paths: Sequence[str]) -> dict[str, str | None]:
        """Of each page that the site has, the sitemap that it is in."""
        marks = ", ".join("?" * len(paths))
        sql = f"SELECT path, part FROM pages WHERE path IN ({marks}) AND state <> 2"  # noqa: S608
        return dict(self.store.execute(sql, paths))

    def _clash(self, page: PlannedPage) -> BuildError:
        kind = self.store.value(
            "SELECT kind FROM pages WHERE fold = ? AND state <> 2", page.path.casefold()
        )
        return BuildError(
            f"{page.url}: a {label(page.kind)} page and a {label(kind)} page claim one address",
            hint="rename the file in content/pages/ or content/topics/",
        )

    def remove(self, paths: Iterable[str]) -> set[str]:
        """The site no longer has these; returns the sitemaps that must change with them."""
        parts: set[str] = set()
        for path in paths:
            part = self._parts([path]).get(path)
            parts.update((part,) if part else ())
            self.store.execute(
                "UPDATE pages SET state = 2, why = NULL, part = NULL WHERE path = ? AND state <> 2",
                (path,),
            )
        return parts

    def below(self, folder: str) -> list[str]:
        """Paths of the files in a folder of the site, which ends with a slash."""
        return self.store.column(
            "SELECT path FROM pages WHERE path >= ? AND path < ? AND state <> 2",
            folder,
            folder[:-1] + "0",
        )

    def retire(self) -> None:
        """All pages are to be removed unless they are planned again."""
        self.store.execute(
            "UPDATE pages SET state = 2, part = NULL WHERE kind NOT IN ('static', 'search')"
        )

    def is_list_page(self, path: str) -> bool:
        """Whether there is a page that only a redirect may stand in for."""
        return bool(
            self.store.value(
                "SELECT 1 FROM pages WHERE path = ? AND state <> 2 AND kind <> 'redirect'", path
            )
        )

    def has(self, path: str) -> bool:
        return bool(self.store.value("SELECT 1 FROM pages WHERE path = ? AND state <> 2", path))

    def paths(self, kind: str) -> set[str]:
        """Paths of all files of a kind."""
        return {*self.store.column("SELECT path FROM pages WHERE kind = ? AND state <> 2", kind)}

    def plan_files(self, kind: str, files: Mapping[str, bytes]) -> None:
        """Take all files of a kind that the site has, each with what its bytes are known by."""
        known = dict(
            self.store.execute(
                "SELECT path, args FROM pages WHERE kind = ? AND state <> 2", (kind,)
            )
        )
        self.remove(path for path in known if path not in files)
        for path, key in files.items():
            if known.get(path) == key:
                continue
            if self.is_page(path):
                continue  # a clash that is refused elsewhere
            row = (path, path.casefold(), kind, "", key, None)
            try:
                self.store.execute(_PAGE, row)
            except sqlite3.IntegrityError:
                raise BuildError(
                    f"{path}: another file lies at this address but for capital letters",
                    hint="rename one of them: many servers and disks take them for one",
                ) from None

    def is_page(self, path: str) -> bool:
        """Whether a page lies at a path, case aside."""
        return bool(
            self.store.value(
                "SELECT 1 FROM pages WHERE fold = ? AND state <> 2 "
                "AND kind NOT IN ('static', 'search')",
                path.casefold(),
            )
        )

    # Finding out what is to be made.

    def touch_all(self, why: str) -> None:
        """All pages are to be made again; static files and the search index are not."""
        self.store.execute(
            "UPDATE pages SET state = 1, why = ? WHERE state = 0 AND kind NOT IN ('static', "
            "'search')",
            (why,),
        )

    def touch_template(self, template: str) -> None:
        """The template of these pages has changed."""
        self.store.execute(
            "UPDATE pages SET state = 1, why = ? WHERE state = 0 AND template = ?",
            (f"the template {template}, or one that it uses, has changed", template),
        )

    def touch_dependents(self, items: Iterable[int]) -> None:
        """Pages that depend on one of these items are to be made again."""
        with self.store.set_of(items) as changed:
            self.store.execute(
                "UPDATE pages SET state = 1, why = 'item ' || d.item FROM "  # noqa: S608
                "(SELECT page AS number, MIN(item) AS item FROM dependencies "
                f"WHERE item IN (SELECT x FROM {changed}) GROUP BY page) AS d "
                "WHERE pages.page = d.number AND state = 0"
            )

    def touch(self, page: int, why: str) -> None:
        self.store.execute("UPDATE pages SET state = 1, why = ? WHERE page = ?", (why, page))

    def look(self, root: Path) -> Iterator[tuple[int, Signature | None]]:
        """Files that are no longer as they were written: None for the signature, or the signature
        that they have now, if their bytes are still the same."""
        rows = self.store.execute(
            "SELECT page, path, size, mtime, ctime, inode, digest FROM pages WHERE state = 0"
        )
        base = f"{root}/"
        folders: dict[str, bool] = {"": is_open_folder(str(root))}
        for page, path, size, mtime, ctime, inode, digest in rows.fetchall():
            if not _is_reached(base, path.rpartition("/")[0], folders):
                yield page, None
                continue
            found = signature_of(base + path)
            if found == (size, mtime, ctime, inode):
                continue
            yield page, found if _has_digest(base + path, digest) else None

    def keep_signatures(self, found: Iterable[tuple[int, Signature]], time: int) -> None:
        """These files have other signatures, taken at ``time``, and the same bytes."""
        self.store.executemany(
            "UPDATE pages SET size = ?, mtime = ?, ctime = ?, inode = ? WHERE page = ?",
            ((signature[0], *trusted(signature, time)[1:], page) for page, signature in found),
        )

    def to_make(self, which: str) -> list[int]:
        """Pages that are to be made, of those for which an SQL condition holds."""
        return self.store.column(
            "SELECT page FROM pages WHERE state = 1 AND kind NOT IN ('static', 'search') "  # noqa: S608
            f"AND {which} ORDER BY page"
        )

    def examples(self) -> list[int]:
        """One page that is to be made of each template."""
        return self.store.column(
            "SELECT MIN(page) FROM pages WHERE state = 1 AND template <> '' GROUP BY template"
        )

    def to_copy(self) -> list[tuple[int, str, str, bytes]]:
        """Static files and those of the search index that are to be written: number, path, kind and
        arguments."""
        return self.store.execute(
            "SELECT page, path, kind, args FROM pages WHERE state = 1 "
            "AND kind IN ('static', 'search') ORDER BY page"
        ).fetchall()

    def to_remove(self) -> list[str]:
        return self.store.column("SELECT path FROM pages WHERE state = 2 ORDER BY path")

    def is_done(self) -> bool:
        """Whether no file is to be made or removed."""
        return not (
            self.store.value("SELECT 1 FROM pages WHERE state = 1 LIMIT 1")
            or self.store.value("SELECT 1 FROM pages WHERE state = 2 LIMIT 1")
        )

    # What became of it.

    def keep(self, made: Iterable[MadePage]) -> set[str]:
        """Remember files that were made; returns the sitemaps that must change with them."""
        time = now()  # before their signatures are taken
        parts: set[str] = set()
        files = iter(made)
        while some := list(islice(files, _CHUNK)):
            parts |= self._keep(some, time)
        return parts

    def _keep(self, made: Sequence[MadePage], time: int) -> set[str]:
        """The same for a few hundred files."""
        parts: set[str] = set()
        known = self._known([each.page for each in made])
        rows, gone, new = [], [], []
        for each in made:
            before, part, changed = known[each.page]
            if part and changed != each.changed:
                parts.add(part)
            items = array("q", sorted(each.items)).tobytes()
            times = trusted(each.signature, time)[1:]
            rows.append((each.changed, each.size, *times, each.digest, items, each.page))
            if items != before:
                old = set(array("q", before or b""))
                gone += [(item, each.page) for item in old.difference(each.items)]
                new += [(item, each.page) for item in set(each.items) - old]
        self.store.executemany(_KEEP, rows)
        self.store.executemany(_UNDEPEND, gone)
        self.store.executemany(_DEPEND, sorted(new))
        return parts

    def _known(
        self, pages: Sequence[int]
    ) -> dict[int, tuple[bytes | None, str | None, int | None]]:
        """Of each page what it depends on, its sitemap, and when the newest of it changed."""
        marks = ", ".join("?" * len(pages))
        sql = f"SELECT page, items, part, changed FROM pages WHERE page IN ({marks})"  # noqa: S608
        return {row[0]: row[1:] for row in self.store.execute(sql, pages)}

    def forget_removed(self) -> None:
        """The files that were to be removed are gone."""
        rows = self.store.execute("SELECT page, items FROM pages WHERE state = 2").fetchall()
        self.store.executemany(
            _UNDEPEND, [(item, page) for page, items in rows for item in array("q", items or b"")]
        )
        self.store.execute("DELETE FROM pages WHERE state = 2")

    def own(self, paths: Iterable[str]) -> None:
        """Files in the folder that an earlier build made, of which nothing is known: unless they
        are planned they are to be removed."""
        self.store.executemany(
            "INSERT OR IGNORE INTO pages (path, fold, kind, template, args, state) "
            "VALUES (?, ?, 'page', '', x'', 2)",
            ((path, path.casefold()) for path in sorted(paths)),
        )

    def sizes(self) -> tuple[dict[str, int], dict[str, int]]:
        """Files and bytes by kind, as the report has them."""
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


def label(kind: str) -> str:
    """What the report calls pages of a kind: ``topic/index`` is a ``topic``."""
    return kind.partition("/")[0]


def digest_of(data: bytes) -> bytes:
    """BLAKE2b-128, by which the bytes of a file are known."""
    return hashlib.blake2b(data, digest_size=16).digest()


def _is_reached(base: str, folder: str, known: dict[str, bool]) -> bool:
    """Whether a web server gets to the files of a folder, without following a link."""
    found = known.get(folder)
    if found is None:
        above = _is_reached(base, folder.rpartition("/")[0], known)
        found = known[folder] = above and is_open_folder(base + folder)
    return found


def _has_digest(path: str, digest: bytes | None) -> bool:
    if not is_plain_file(path):
        return False
    try:
        return digest_of(Path(path).read_bytes()) == digest
    except OSError:
        return False
