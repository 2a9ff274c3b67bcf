"""A store with records that have no files, related as a build relates them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec

from site_gen import parse, relations
from site_gen.canonical import article_keys, with_keys
from site_gen.config import SiteConfig, Stories
from site_gen.file_signature import UNKNOWN
from site_gen.model import Notes, Record, Related
from site_gen.relations import Policy, RelationChanges
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.workers import Processes
from tests.records import CONFIG

LATE = datetime.max.replace(tzinfo=UTC)
"""When no record is in the future."""


@cache
def cache_folder() -> Path:
    """The cache of word lists while tests run; removed when they end."""
    folder = tempfile.TemporaryDirectory(prefix="site_gen-words-")
    _folders.append(folder)
    return Path(folder.name)


_folders: list[tempfile.TemporaryDirectory[str]] = []


class Stored:
    """A store to put records into; in memory unless ``store`` is given."""

    def __init__(
        self,
        config: SiteConfig = CONFIG,
        store: Store | None = None,
        *,
        now: datetime = LATE,
        jobs: int = 1,
    ) -> None:
        self.store = store or Store(None)
        self.config = config
        self.now = now
        self.jobs = jobs
        self.notes = Notes()
        self._waiting: dict[str, int] = {}

    def put(self, *records: Record, notes: Notes | None = None) -> RelationChanges:
        """Add records, replacing those of the same paths, and relate them."""
        return self.update(records, notes=notes)

    def update(
        self,
        records: Iterable[Record] = (),
        gone: Iterable[str] = (),
        notes: Notes | None = None,
        *,
        is_anew: bool = False,
    ) -> RelationChanges:
        """The same, and remove the records at the paths ``gone``.

        ``is_anew`` relates all records again, as a build does after the rules have changed.
        """
        self.store.begin()
        removed = [n for path in gone for n in parse.remove_file(self.store, path)]
        changed = [self._put(record) for record in records]
        if is_anew:
            changed = [n for n in relations.reset(self.store) if n not in removed]
        self.notes = self.notes if notes is None else notes
        policy = Policy(self.config.admission, self.now)
        rules = relations.RelationRules(self.config, policy, cache_folder(), Processes(self.jobs))
        found = relations.relate(self.store, tuple(changed), tuple(removed), self.notes, rules)
        self.store.set("pages", self.notes.pages_in_order)
        self.store.commit()
        return found

    def _put(self, record: Record) -> int:
        columns = parse.record_columns(with_keys(record))
        parsed = parse.ParsedRecord(UNKNOWN, record.digest, "", None, columns)
        n = parse.store_record(self.store, record.path, parsed, 0)
        assert n is not None
        return n

    @property
    def library(self) -> Library:
        """A library that reads the store as it is now."""
        return Library(self.store.db)


class Grouping(msgspec.Struct, frozen=True):
    """Stories and related entries of some records, for comparison."""

    stories: tuple[tuple[str, ...], ...]
    """Ids of the records of each story of two or more, oldest first."""
    related: Mapping[str, tuple[Related, ...]]
    """Record id → the related entries that are shown."""
    related_keys: Mapping[str, tuple[tuple[str, ...], ...]]
    """Record id → the article keys of each of ``related``."""
    related_ids: Mapping[str, tuple[str, ...]]
    """Record id → for each entry of ``related`` the id of the record that it is, or ``""``."""
    listed_by: Mapping[str, tuple[str, ...]]
    """Record id → ids of the records within the window whose lists name it; none is left out."""


def library_of(*records: Record, notes: Notes | None = None, threshold: float = 0.0) -> Library:
    """The library of these records; with the default threshold stories come from lists only."""
    stored = Stored(msgspec.structs.replace(CONFIG, stories=Stories(threshold=threshold)))
    stored.put(*records, notes=notes)
    return stored.library


def grouping_of(*records: Record, rules: Stories | None = None) -> Grouping:
    """The stories of these records; without ``rules`` they come from related lists only."""
    stored = Stored(msgspec.structs.replace(CONFIG, stories=rules or Stories(threshold=0)))
    stored.put(*records)
    return grouping_in(stored.library)


def grouping_in(library: Library) -> Grouping:
    """The stories and related entries of all records of a library."""
    ids = library.newest_ids()
    relations_of = {id_: library.relations(id_) for id_ in ids}
    stories = {library.story_of(id_).record_ids for id_ in ids}
    related = {id_: library.related(id_) for id_ in ids}
    return Grouping(
        stories=tuple(sorted(story for story in stories if len(story) > 1)),
        related=related,
        related_keys={
            id_: tuple([article_keys(entry.addresses) for entry in entries])
            for id_, entries in related.items()
        },
        related_ids={
            id_: relations.related_ids or ("",) * len(related[id_])
            for id_, relations in relations_of.items()
        },
        listed_by={
            id_: relations.listed_by
            for id_, relations in relations_of.items()
            if relations.listed_by
        },
    )
