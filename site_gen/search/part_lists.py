"""The store's digests of search documents, and the index parts that they belong to.

Years and months of parts are those of UTC in every time zone: no reader sees them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from site_gen.dependencies import RECORD
from site_gen.relations.changes import RelationChanges
from site_gen.search.documents import SearchDocument, make_document
from site_gen.search.index_parts import PartDocuments
from site_gen.search.words import UNSPACED
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.zones import Zone

LARGE = 2_000
"""Records of the newest year above which it is divided; indexing them takes a second."""
MOST = 10_000
"""Records of a part of several months; indexing them takes five seconds."""
_RECENT = 2
"""Months of a divided year that have a part each: nearly all new and changed records are theirs."""
_AFTER = "~"
"""A character that sorts after all digits."""


def update(store: Store, library: Library, changes: RelationChanges, zone: Zone) -> None:
    """Bring the stored digests of documents up to date."""
    if changes.everything or not store.get("documents", bool):
        store.clear("documents", "unspaced")
        for article in library.articles():
            _store(store, article.row_id, make_document(library, article, zone))
        store.set("documents", value=True)
        return
    changed = {item >> 4 for item in changes.items if item & 15 == RECORD}
    for story in changes.stories:  # documents have the size of their story
        changed.update(store.column("SELECT n FROM shown WHERE story = ?", story))
    for n in changed:
        id_ = store.value("SELECT id FROM shown WHERE n = ?", n)
        if id_ is None:
            store.execute("DELETE FROM documents WHERE n = ?", (n,))
            store.execute("DELETE FROM unspaced WHERE n = ?", (n,))
        else:
            _store(store, n, make_document(library, library.article(id_), zone))


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
    store: Store, library: Library, zone: Zone, *, separate_unspaced: bool = False
) -> Iterator[PartDocuments]:
    """The parts of the index from new to old: years, or months of the newest year if it is large.

    A search asks every part, so there are few: the two newest months have one each, earlier months
    of that year share parts of at most ``MOST`` records.

    With ``separate_unspaced`` documents without spaces between words are in separate parts. These
    come last: the first part has the program, with a stemmer for the site's language.
    """
    spans = _spans(store)
    if not separate_unspaced:
        for span in spans:
            yield _part(store, library, zone, span, None)
        return
    for language in ("", UNSPACED):
        for span in spans:
            if store.column(_select("1", language) + " LIMIT 1", *span.bounds):
                yield _part(store, library, zone, span, language)


class _Span(NamedTuple):
    """The time of a part; its name is the year, or the first month."""

    name: str
    last: str

    @property
    def bounds(self) -> tuple[str, str]:
        """Texts before and after its times of publication."""
        return self.name, self.last + _AFTER


def _spans(store: Store) -> list[_Span]:
    """The times of the parts, from new to old."""
    years = _counts(store, 4, "")
    if not years or years[0][1] <= LARGE:
        return [_Span(year, year) for year, _ in years]
    months = _counts(store, 7, years[0][0])
    recent, earlier = months[:_RECENT], months[_RECENT:]
    spans: list[_Span] = []
    size = 0
    for month, count in reversed(earlier):  # from old to new, as the older ones stay as they are
        size += count
        if spans and size <= MOST:
            spans[-1] = spans[-1]._replace(last=month)
        else:
            spans.append(_Span(month, month))
            size = count
    return [
        *(_Span(month, month) for month, _ in recent),
        *reversed(spans),
        *(_Span(year, year) for year, _ in years[1:]),
    ]


def _counts(store: Store, length: int, since: str) -> list[tuple[str, int]]:
    """Years (length 4) or months (7), newest first, and how many records each has."""
    return store.execute(
        "SELECT substr(published, 1, ?) AS time, COUNT(*) FROM documents WHERE published >= ? "
        "GROUP BY time ORDER BY time DESC",
        (length, since),
    ).fetchall()


def _part(
    store: Store, library: Library, zone: Zone, span: _Span, language: str | None
) -> PartDocuments:
    """A part; ``language`` is None if it has texts with and without spaces."""
    digest = hashlib.blake2b(digest_size=16)
    for document_digest in store.column(_select("digest", language) + _BY_PATH, *span.bounds):
        digest.update(document_digest)
    documents = partial(_documents, store, library, zone, span, language)
    name = f"{span.name}.{language}" if language else span.name
    return PartDocuments(name, digest.digest(), documents, language or "")


_BY_PATH = " ORDER BY path"


def _select(column: str, language: str | None) -> str:
    """A query for documents of a span of time: all, or only those with or without spaces."""
    condition = {None: "", "": " AND n NOT IN unspaced", UNSPACED: " AND n IN unspaced"}[language]
    return f"SELECT {column} FROM documents WHERE published >= ? AND published < ?{condition}"  # noqa: S608


def _documents(
    store: Store, library: Library, zone: Zone, span: _Span, language: str | None
) -> Iterator[SearchDocument]:
    for path in store.column(_select("path", language) + _BY_PATH, *span.bounds):
        yield make_document(library, library.article(path.split("/")[1]), zone)
