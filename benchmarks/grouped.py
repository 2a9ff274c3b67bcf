"""Stories of records that lie in no files, found as a build finds them.

All that the tools here know of how grouping is called is in this module.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from site_gen import parse, relations, stories
from site_gen.config import SiteConfig, Stories, default_locale
from site_gen.file_signature import UNKNOWN
from site_gen.model import Notes, Record
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.stories.evidence import Comparison
from site_gen.workers import Processes

LATE = datetime(9999, 12, 31, tzinfo=UTC)


def stories_of(
    records: Iterable[Record], rules: Stories, cache: Path | None = None
) -> list[tuple[str, ...]]:
    """Ids of the records of each story, stories of one record too.

    Records of the same article, of which a site shows one, are in its story. ``cache`` is the
    folder where word lists and embeddings are kept for later calls. Raises ConfigError if the rules
    need packages that are not installed.
    """
    config = _site(rules)
    policy = relations.Policy(config.admission, LATE)
    with ExitStack() as stack:
        cache = cache or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = stack.enter_context(Store(None))
        store.begin()
        for record in records:
            row = parse.ParsedRecord(UNKNOWN, record.digest, "", None, parse.record_columns(record))
            parse.store_record(store, record.path, row, 0)
        numbers = tuple(store.column("SELECT n FROM records"))
        how = relations.RelationRules(config, policy, cache, Processes(1))
        relations.relate(store, numbers, (), Notes(), how)
        library = Library(store.db)
        found = {library.story_of(id_).record_ids for id_ in library.newest_ids()}
        same: dict[str, list[str]] = {}
        for shown, id_ in store.execute(_SAME_ARTICLE):
            same.setdefault(shown, []).append(id_)
    return sorted((*story, *(id_ for one in story for id_ in same.get(one, ()))) for story in found)


_SAME_ARTICLE = (
    "SELECT m.id, r.id FROM records r JOIN records m ON m.n = r.main WHERE r.main <> r.n "
    "ORDER BY r.id"
)


class Alike(NamedTuple):
    """What two records have in common, as ``explain`` tells it."""

    likeness: float
    terms: tuple[str, ...]
    """Terms of both, the one that adds most first."""


def comparison(
    records: Sequence[Record], rules: Stories, cache: Path
) -> Callable[[Record, Record], Alike]:
    """Compares two of these records; all of them decide which terms are crowded."""
    locale = default_locale(_site(rules))
    likeness = stories.likeness_for(rules, locale, cache)
    compared = Comparison(stories.joinable_records(records), rules, likeness, locale)

    def compare(one: Record, other: Record) -> Alike:
        evidence = compared.evidence([one], [other])
        return Alike(evidence.likeness, tuple(term for term, _ in evidence.terms))

    return compare


def _site(rules: Stories) -> SiteConfig:
    return SiteConfig(title="Stories", base_url="https://quay.example/", stories=rules)
