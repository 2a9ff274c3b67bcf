"""The keys of all articles, made once: of the records, and of what their lists name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from site_gen.canonical import article_keys
from site_gen.model import Record, Related

Keys = frozenset[str]
"""What identifies an article: the canonical forms of its addresses."""


class ListedArticles(msgspec.Struct, frozen=True):
    """A record's related list: each article once, itself never."""

    entries: tuple[Related, ...]
    keys: tuple[Keys, ...]
    """Of each of ``entries``."""

    @property
    def all_keys(self) -> Keys:
        return frozenset().union(*self.keys)


def listed_articles(own: Keys, related: Iterable[Related]) -> ListedArticles:
    """What a list names, in its own order; ``own`` are the keys of the record that has it."""
    seen = own
    entries, entry_keys = [], []
    for entry in related:
        keys = article_keys(entry.addresses)
        if seen.isdisjoint(keys):
            entries.append(entry)
            entry_keys.append(keys)
        seen |= keys
    return ListedArticles(tuple(entries), tuple(entry_keys))


class ArticleKeys:
    """Of all records, by their ids: their own keys and those of their lists.

    ``copies`` are records that are not shown, each with the id of the one in its place,
    which has their addresses too.
    """

    def __init__(
        self, records: Sequence[Record], copies: Iterable[tuple[str, Record]] = ()
    ) -> None:
        self.own = {record.id: article_keys(record.addresses) for record in records}
        for id_, copy in copies:
            self.own[id_] |= article_keys(copy.addresses)
        self.listed = {
            record.id: listed_articles(self.own[record.id], record.related) for record in records
        }
        self.named = {id_: listed.all_keys for id_, listed in self.listed.items() if listed.keys}
        owners = {key: id_ for id_, keys in self.own.items() for key in keys}
        self.record_ids = {
            id_: tuple(
                min((owners[key] for key in keys if key in owners), default="")
                for keys in listed.keys
            )
            for id_, listed in self.listed.items()
        }
        """For each article of a record's list the record of the site that it is, else ``""``."""
