"""Reasons why pages are rendered, for ``--explain-updates``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from site_gen.dependencies import parts, placed_record
from site_gen.store import Store

_ITEM = "item "
"""Prefix of the stored reason of a page that depends on a changed item; its number follows."""
_REPLANNED = "all pages were planned again: other settings, another program, or a new store"
_LISTS = {
    "latest": "the list of all records has changed",
    "stories": "the list of all stories has changed",
    "topics": "the list of all topics has changed",
    "topic-names": "the names of the topics have changed",
    "providers": "the list of all providers has changed",
    "provider-names": "the names of the providers have changed",
    "archive": "the days of the archive have changed",
    "sitemaps": "the list of all sitemaps has changed",
    "digests": "the list of all digests has changed",
}
_NAMES = {
    "record": "SELECT id FROM records WHERE n = ?",
    "story": "SELECT id FROM records WHERE n = ?",  # a story has the row id of its first record
    "topic": "SELECT slug FROM topics WHERE t = ?",
    "topic-name": "SELECT slug FROM topics WHERE t = ?",
    "topic-tree": "SELECT slug FROM topics WHERE t = ?",
    "older": "SELECT id FROM records WHERE n = ?",
    "newer": "SELECT id FROM records WHERE n = ?",
    "provider": "SELECT slug FROM providers WHERE p = ?",
    "provider-name": "SELECT slug FROM providers WHERE p = ?",
}
_NAMED = {
    "record": "the record {}, or a name that it shows, has changed",
    "story": "the story of {}, or a name that it shows, has changed",
    "topic": "the topic {} has changed",
    "topic-name": "the name or description of the topic {} has changed",
    "topic-tree": "the name, parent or children of the topic {} have changed",
    "older": "another article now comes before {} in a list",
    "newer": "another article now comes after {} in a list",
    "provider": "the provider {} has changed",
    "provider-name": "the name or picture of the provider {} has changed",
}
_UNNAMED = {
    "sitemap": "the pages that it lists have changed",
    "neighbours": "the period before or after it in the archive has changed",
    "languages": "the site of another language has the same page now, or no longer",
    "slug": "one of its tags stands for a topic now, or no longer",
}
_GONE = {"record": "a record was removed", "story": "a story was removed"}
_ARGUMENTS = "its arguments have changed"
"""The stored reason of a page with other arguments; the text depends on the kind of page."""
_ARGUMENTS_OF = {
    "article": "whether search engines may show it has changed",
    "redirect": "it redirects to another page",
    "page": "its text has changed",
    "digest": "its stories, or the digest before or after it, have changed",
    "search page": "the parts of the search index have changed",
}
_LIST_ARGUMENTS = "the list that it shows has changed"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def reasons(store: Store) -> Iterator[tuple[str, str]]:
    """Path and reason of each page that is due; the first reason if there are several."""
    rows = store.execute(
        "SELECT path, kind, why, digest IS NOT NULL FROM pages WHERE state = 1 "
        "AND kind NOT IN ('static', 'search') ORDER BY path"
    ).fetchall()
    describe = cache(lambda number: _describe(store, number))  # many pages have the same reason
    for path, kind, why, was_written in rows:
        if why and why.startswith(_ITEM):
            yield path, describe(int(why.removeprefix(_ITEM)))
        elif why == "new" and was_written:
            yield path, _REPLANNED
        elif why == _ARGUMENTS:
            yield path, _ARGUMENTS_OF.get(kind, _LIST_ARGUMENTS)
        else:
            yield path, why or "new"


def _describe(store: Store, number: int) -> str:
    """What has changed, for the number of an item."""
    kind, key, list_name = parts(number)
    if kind == "list":
        return _LISTS[list_name]
    if kind == "day":
        return f"the records of {_EPOCH + timedelta(days=key):%Y-%m-%d} have changed"
    if kind == "month":
        return f"the records of {key // 12}-{key % 12 + 1:02} have changed"
    if kind in _UNNAMED:
        return _UNNAMED[kind]
    row_id = placed_record(key) if kind in ("older", "newer") else key
    name = store.value(_NAMES[kind], row_id)
    return _GONE.get(kind, "something was removed") if name is None else _NAMED[kind].format(name)
