"""The documents of the index in the store: a digest for each, and the parts that they are in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from site_gen.dependencies import RECORD
from site_gen.relations.changes import RelationChanges
from site_gen.search.documents import SearchDocument, make_document
from site_gen.search.index_parts import PartDocuments
from site_gen.search.words import UNSPACED
from site_gen.store import Store
from site_gen.store.library import Library

LARGE = 2_000
"""Records of a year that take a second to be indexed."""
_AFTER = "~"
"""Greater than any digit."""


def update(store: Store, library: Library, changes: RelationChanges) -> None:
    """Bring the digests of documents up to date."""
    if changes.everything or not store.get("documents", bool):
        store.clear("documents", "unspaced")
        for article in library.articles():
            _put(store, article.row_id, make_document(library, article))
        store.set("documents", value=True)
        return
    for item in changes.items:
        if item & 15 != RECORD:
            continue
        n = item >> 4
        id_ = store.value("SELECT id FROM shown WHERE n = ?", n)
        if id_ is None:
            store.execute("DELETE FROM documents WHERE n = ?", (n,))
            store.execute("DELETE FROM unspaced WHERE n = ?", (n,))
        else:
            _put(store, n, make_document(library, library.article(id_)))


def _put(store: Store, n: int, document: SearchDocument) -> None:
    data = repr(document).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(data, digest_size=16).digest()
    store.execute(
        "REPLACE INTO documents VALUES (?, ?, ?, ?)",
        (n, document.published, document.path, digest),
    )
    if document.is_unspaced:
        store.execute("REPLACE INTO unspaced VALUES (?)", (n,))
    else:
        store.execute("DELETE FROM unspaced WHERE n = ?", (n,))


def has_unspaced(store: Store) -> bool:
    """Whether any document is written without spaces between words."""
    return bool(store.value("SELECT EXISTS (SELECT * FROM unspaced)"))


def parts(store: Store, library: Library, *, apart: bool = False) -> Iterator[PartDocuments]:
    """The parts of the index from new to old: years, and months of the newest if it is large.

    With ``apart`` documents written without spaces are in parts of their own, which come last:
    the first part brings the program, whose stemmer is that of the site's language.
    """
    names = _names(store)
    if not apart:
        for name in names:
            yield _part(store, library, name, "")
        return
    for language in ("", UNSPACED):
        for name in names:
            if store.column(_in("1", language) + " LIMIT 1", name, name + _AFTER):
                yield _part(store, library, name, language, apart=True)


def _names(store: Store) -> list[str]:
    years = store.execute(
        "SELECT substr(published, 1, 4) AS year, COUNT(*) FROM documents "
        "GROUP BY year ORDER BY year DESC"
    ).fetchall()
    names = [year for year, _ in years]
    if years and years[0][1] > LARGE:
        names[:1] = store.column(
            "SELECT DISTINCT substr(published, 1, 7) AS month FROM documents "
            "WHERE published >= ? ORDER BY month DESC",
            years[0][0],
        )
    return names


def _part(
    store: Store, library: Library, name: str, language: str, *, apart: bool = False
) -> PartDocuments:
    within = language if apart else None
    whole = hashlib.blake2b(digest_size=16)
    for digest in store.column(_in("digest", within) + _BY_PATH, name, name + _AFTER):
        whole.update(digest)
    documents = partial(_documents, store, library, name, within)
    return PartDocuments(
        f"{name}.{language}" if language else name, whole.digest(), documents, language
    )


_BY_PATH = " ORDER BY path"


def _in(column: str, language: str | None) -> str:
    """A query for documents of a time: all, or those with spaces or without."""
    of = {None: "", "": " AND n NOT IN unspaced", UNSPACED: " AND n IN unspaced"}[language]
    return f"SELECT {column} FROM documents WHERE published >= ? AND published < ?{of}"  # noqa: S608


def _documents(
    store: Store, library: Library, name: str, language: str | None
) -> Iterator[SearchDocument]:
    for path in store.column(_in("path", language) + _BY_PATH, name, name + _AFTER):
        yield make_document(library, library.article(path.split("/")[1]))
