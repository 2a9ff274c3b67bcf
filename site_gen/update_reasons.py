"""Why pages are made, in words: ``news/a/index.html`` → ``the story of a has changed``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from site_gen.dependencies import parts
from site_gen.store import Store

_ITEM = "item "
"""What the reason of a page begins with that depends on an item; its number follows."""
_ANEW = "all was planned anew: other settings, another program, or a new store"
_LISTS = {
    "latest": "the list of all records has changed",
    "stories": "the list of all stories has changed",
    "topics": "the list of all topics has changed",
    "topic-names": "the names of the topics have changed",
    "providers": "the list of all providers has changed",
    "provider-names": "the names of the providers have changed",
    "archive": "the days of the archive have changed",
    "sitemaps": "the list of all sitemaps has changed",
}
_NAMES = {
    "record": "SELECT id FROM records WHERE n = ?",
    "story": "SELECT id FROM records WHERE n = ?",  # a story has the number of its first record
    "topic": "SELECT slug FROM topics WHERE t = ?",
    "topic-name": "SELECT slug FROM topics WHERE t = ?",
    "provider": "SELECT slug FROM providers WHERE p = ?",
    "provider-name": "SELECT slug FROM providers WHERE p = ?",
}
_NAMED = {
    "record": "the record {}, or a name that it shows, has changed",
    "story": "the story of {}, or a name that it shows, has changed",
    "topic": "the topic {} has changed",
    "topic-name": "the name or description of the topic {} has changed",
    "provider": "the provider {} has changed",
    "provider-name": "the name or picture of the provider {} has changed",
}
_GONE = {"record": "a record was removed", "story": "a story was removed"}
_ARGUMENTS = "its arguments have changed"
"""What is told of a page that is planned with other ones; what those are goes by its kind."""
_OTHER = {
    "article": "what search engines are told of it has changed",
    "redirect": "it leads on to another page",
    "page": "its text has changed",
    "search page": "the parts of the search index have changed",
}
_OTHER_LIST = "the list that it shows has changed"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def reasons(store: Store) -> Iterator[tuple[str, str]]:
    """The pages that are to be made, by their paths, each with the first reason that was found."""
    rows = store.execute(
        "SELECT path, kind, why, digest IS NOT NULL FROM pages WHERE state = 1 "
        "AND kind NOT IN ('static', 'search') ORDER BY path"
    ).fetchall()
    in_words = cache(lambda number: _changed(store, number))  # many pages have the same reason
    for path, kind, why, was_there in rows:
        if why and why.startswith(_ITEM):
            yield path, in_words(int(why.removeprefix(_ITEM)))
        elif why == "new" and was_there:
            yield path, _ANEW
        elif why == _ARGUMENTS:
            yield path, _OTHER.get(kind, _OTHER_LIST)
        else:
            yield path, why or "new"


def _changed(store: Store, number: int) -> str:
    """What has changed, by the number of the item."""
    kind, key, of_list = parts(number)
    if kind == "list":
        return _LISTS[of_list]
    if kind == "day":
        return f"the records of {_EPOCH + timedelta(days=key):%Y-%m-%d} have changed"
    if kind == "month":
        return f"the records of {key // 12}-{key % 12 + 1:02} have changed"
    if kind == "sitemap":
        return "the pages that it lists have changed"
    name = store.value(_NAMES[kind], key)
    return _GONE.get(kind, "something was removed") if name is None else _NAMED[kind].format(name)
