"""The keys of all articles, made once: of the records, and of what their lists name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from site_gen.model import Record, Related

Keys = tuple[str, ...]
"""What identifies an article: the canonical forms of its addresses, each once."""


class ListedArticles(msgspec.Struct, frozen=True):
    """A record's related list: each article once, itself never."""

    entries: tuple[Related, ...]
    keys: tuple[Keys, ...]
    """Of each of ``entries``."""

    @property
    def all_keys(self) -> frozenset[str]:
        return frozenset().union(*self.keys)


def listed_articles(own: Keys, record: Record) -> ListedArticles:
    """What a record's list names, in its own order; ``own`` are all keys of its article."""
    if _all_different(own, record.related_keys):
        return ListedArticles(record.related, record.related_keys)
    seen = set(own)
    entries, entry_keys = [], []
    for entry, keys in zip(record.related, record.related_keys, strict=True):
        if seen.isdisjoint(keys):
            entries.append(entry)
            entry_keys.append(keys)
        seen.update(keys)
    return ListedArticles(tuple(entries), tuple(entry_keys))


def _all_different(own: Keys, related: Sequence[Keys]) -> bool:
    """Whether a list names nothing twice, and not the record itself; the ordinary case."""
    return len(set(own).union(*related)) == len(own) + sum(map(len, related))


class ArticleKeys:
    """Of all records, by their ids: their own keys and those of their lists.

    ``copies`` are records that are not shown, each with the id of the one in its place,
    which has their addresses too.
    """

    def __init__(
        self, records: Sequence[Record], copies: Iterable[tuple[str, Record]] = ()
    ) -> None:
        self.own = {record.id: record.keys for record in records}
        for id_, copy in copies:
            self.own[id_] = tuple(dict.fromkeys((*self.own[id_], *copy.keys)))
        self.listed = {
            record.id: listed_articles(self.own[record.id], record) for record in records
        }
        self.named = {id_: listed.all_keys for id_, listed in self.listed.items() if listed.keys}
        owners = {key: id_ for id_, keys in self.own.items() for key in keys}
        self.record_ids = {
            id_: ("",) * len(listed.keys)
            if owners.keys().isdisjoint(self.named.get(id_, ()))
            else tuple([_owner(keys, owners) for keys in listed.keys])
            for id_, listed in self.listed.items()
        }
        """For each article of a record's list the record of the site that it is, else ``""``."""


def _owner(keys: Keys, owners: Mapping[str, str]) -> str:
    """The record that is the article with these keys; the first by id, should several be."""
    if owners.keys().isdisjoint(keys):
        return ""
    return min(owners[key] for key in keys if key in owners)
