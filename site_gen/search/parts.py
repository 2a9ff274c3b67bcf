"""The documents of the index in the store: a digest for each, and the parts that they are in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from site_gen.dependencies import RECORD
from site_gen.relations.changes import Changes
from site_gen.search.documents import Document, make_document
from site_gen.search.shards import Part
from site_gen.store import Store
from site_gen.store.library import Library

LARGE = 2_000
"""Records of a year that take a second to be indexed."""
_AFTER = "~"
"""Greater than any digit."""


def update(store: Store, library: Library, changes: Changes) -> None:
    """Bring the digests of documents up to date."""
    if changes.everything or not store.get("documents", bool):
        store.forget("documents")
        for article in library.articles():
            _put(store, article.n, make_document(library, article))
        store.set("documents", value=True)
        return
    for item in changes.items:
        if item & 15 != RECORD:
            continue
        n = item >> 4
        id_ = store.value("SELECT id FROM shown WHERE n = ?", n)
        if id_ is None:
            store.execute("DELETE FROM documents WHERE n = ?", (n,))
        else:
            _put(store, n, make_document(library, library.article(id_)))


def _put(store: Store, n: int, document: Document) -> None:
    data = repr(document).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(data, digest_size=16).digest()
    store.execute(
        "REPLACE INTO documents VALUES (?, ?, ?, ?)",
        (n, document.published, document.path, digest),
    )


def parts(store: Store, library: Library) -> Iterator[Part]:
    """The parts of the index from new to old: years, and months of the newest if it is large."""
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
    for name in names:
        whole = hashlib.blake2b(digest_size=16)
        for digest in store.column(_OF_PART.format("digest"), name, name + _AFTER):
            whole.update(digest)
        yield Part(name, whole.digest(), partial(_documents, store, library, name))


_OF_PART = "SELECT {} FROM documents WHERE published >= ? AND published < ? ORDER BY path"


def _documents(store: Store, library: Library, name: str) -> Iterator[Document]:
    for path in store.column(_OF_PART.format("path"), name, name + _AFTER):
        yield make_document(library, library.article(path.split("/")[1]))
