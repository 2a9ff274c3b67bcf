"""The store's digests of search documents, and the index parts that they belong to."""

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
"""Records of a year above which each month has its own part; indexing them takes a second."""
_AFTER = "~"
"""A character that sorts after all digits."""


def update(store: Store, library: Library, changes: RelationChanges) -> None:
    """Bring the stored digests of documents up to date."""
    if changes.everything or not store.get("documents", bool):
        store.clear("documents", "unspaced")
        for article in library.articles():
            _store(store, article.row_id, make_document(library, article))
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
            _store(store, n, make_document(library, library.article(id_)))


def _store(store: Store, n: int, document: SearchDocument) -> None:
    """``n`` is the row id of the record."""
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


def has_unspaced_documents(store: Store) -> bool:
    """Whether any document is in a script without spaces between words."""
    return bool(store.value("SELECT EXISTS (SELECT * FROM unspaced)"))


def parts(
    store: Store, library: Library, *, separate_unspaced: bool = False
) -> Iterator[PartDocuments]:
    """The parts of the index from new to old: years, and months of the newest year if it is large.

    With ``separate_unspaced`` documents without spaces between words are in separate parts. These
    come last: the first part has the program, with a stemmer for the site's language.
    """
    names = _names(store)
    if not separate_unspaced:
        for name in names:
            yield _part(store, library, name, "")
        return
    for language in ("", UNSPACED):
        for name in names:
            if store.column(_select("1", language) + " LIMIT 1", name, name + _AFTER):
                yield _part(store, library, name, language, separate_unspaced=True)


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
    store: Store, library: Library, name: str, language: str, *, separate_unspaced: bool = False
) -> PartDocuments:
    only = language if separate_unspaced else None
    digest = hashlib.blake2b(digest_size=16)
    for document_digest in store.column(_select("digest", only) + _BY_PATH, name, name + _AFTER):
        digest.update(document_digest)
    documents = partial(_documents, store, library, name, only)
    return PartDocuments(
        f"{name}.{language}" if language else name, digest.digest(), documents, language
    )


_BY_PATH = " ORDER BY path"


def _select(column: str, language: str | None) -> str:
    """A query for documents of a span of time: all, or only those with or without spaces."""
    condition = {None: "", "": " AND n NOT IN unspaced", UNSPACED: " AND n IN unspaced"}[language]
    return f"SELECT {column} FROM documents WHERE published >= ? AND published < ?{condition}"  # noqa: S608


def _documents(
    store: Store, library: Library, name: str, language: str | None
) -> Iterator[SearchDocument]:
    for path in store.column(_select("path", language) + _BY_PATH, name, name + _AFTER):
        yield make_document(library, library.article(path.split("/")[1]))
