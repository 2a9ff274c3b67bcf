"""Records in a store without files; what connects them is found as a build finds it."""

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
from tests.records import CONFIG

LATE = datetime.max.replace(tzinfo=UTC)
"""When no record is in the future."""


@cache
def cache_folder() -> Path:
    """Where the words of languages are kept while tests run."""
    folder = tempfile.TemporaryDirectory(prefix="site_gen-words-")
    _kept.append(folder)
    return Path(folder.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []


class Stored:
    """A store that records are put into; in memory unless it is given."""

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
        """Put in records, in place of those that have their paths, and relate them."""
        return self.update(records, notes=notes)

    def update(
        self,
        records: Iterable[Record] = (),
        gone: Iterable[str] = (),
        notes: Notes | None = None,
        *,
        is_anew: bool = False,
    ) -> RelationChanges:
        """The same, and take out the records of the paths ``gone``.

        With ``is_anew`` all is related anew, as it must be by other rules.
        """
        self.store.begin()
        removed = [n for path in gone for n in parse._forget(self.store, path)]
        changed = [self._put(record) for record in records]
        if is_anew:
            changed = [n for n in relations.forget(self.store) if n not in removed]
        self.notes = self.notes if notes is None else notes
        policy = Policy(self.config.admission, self.now)
        rules = relations.RelationRules(self.config, policy, cache_folder(), self.jobs)
        found = relations.relate(self.store, tuple(changed), tuple(removed), self.notes, rules)
        self.store.set("pages", self.notes.pages_in_order)
        self.store.commit()
        return found

    def _put(self, record: Record) -> int:
        row = parse._RecordRow(UNKNOWN, record.digest, "", None, parse._row(with_keys(record)))
        return parse._put_file(self.store, record.path, "records", row, 0)

    @property
    def library(self) -> Library:
        """What pages see of it now."""
        return Library(self.store.db)


class Grouping(msgspec.Struct, frozen=True):
    """Which records tell one story, and what their lists name."""

    stories: tuple[tuple[str, ...], ...]
    """Ids of the records of each story of two or more, oldest first."""
    related: Mapping[str, tuple[Related, ...]]
    """Record id → its related entries, each article once, itself never."""
    related_keys: Mapping[str, tuple[tuple[str, ...], ...]]
    """Record id → what identifies each article of ``related``."""
    related_ids: Mapping[str, tuple[str, ...]]
    """Record id → for each entry of ``related`` the record of the site that it is, or ``""``."""
    listed_by: Mapping[str, tuple[str, ...]]
    """Record id → records within the window whose lists name it, if there are any."""


def library_of(*records: Record, notes: Notes | None = None, threshold: float = 0.0) -> Library:
    """The library of these records; stories by lists only, unless told otherwise."""
    stored = Stored(msgspec.structs.replace(CONFIG, stories=Stories(threshold=threshold)))
    stored.put(*records, notes=notes)
    return stored.library


def grouping_of(*records: Record, rules: Stories | None = None) -> Grouping:
    """The stories of these records; by related lists only, unless told otherwise."""
    stored = Stored(msgspec.structs.replace(CONFIG, stories=rules or Stories(threshold=0)))
    stored.put(*records)
    return grouping_in(stored.library)


def grouping_in(library: Library) -> Grouping:
    """What was found of the records of a library."""
    ids = library.newest_ids()
    found = {id_: library.relations(id_) for id_ in ids}
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
            id_: each.related_ids or ("",) * len(related[id_]) for id_, each in found.items()
        },
        listed_by={id_: each.listed_by for id_, each in found.items() if each.listed_by},
    )
