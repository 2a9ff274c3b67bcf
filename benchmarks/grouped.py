"""Stories of records that lie in no files, found as a build finds them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from site_gen import parse, relations
from site_gen.config import SiteConfig, Stories
from site_gen.file_signature import UNKNOWN
from site_gen.model import Notes, Record
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.workers import Processes

LATE = datetime(9999, 12, 31, tzinfo=UTC)


def stories_of(records: Iterable[Record], rules: Stories) -> list[tuple[str, ...]]:
    """Ids of the records of each story, stories of one record too."""
    config = SiteConfig(title="Stories", base_url="https://quay.example/", stories=rules)
    policy = relations.Policy(config.admission, LATE)
    with tempfile.TemporaryDirectory() as cache, Store(None) as store:
        store.begin()
        for record in records:
            row = parse.ParsedRecord(UNKNOWN, record.digest, "", None, parse.record_columns(record))
            parse.store_record(store, record.path, row, 0)
        numbers = tuple(store.column("SELECT n FROM records"))
        how = relations.RelationRules(config, policy, Path(cache), Processes(1))
        relations.relate(store, numbers, (), Notes(), how)
        library = Library(store.db)
        ids = library.newest_ids()
        return sorted({library.story_of(id_).record_ids for id_ in ids})
