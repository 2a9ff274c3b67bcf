"""Plan the pages of records: articles, and redirects from records that share an article."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from site_gen.config import SiteConfig
from site_gen.model import PlannedPage, Story
from site_gen.model.pages import path_of
from site_gen.plan import articles
from site_gen.plan.mirror import documents
from site_gen.plan.pages import redirect
from site_gen.relations.changes import RelationChanges
from site_gen.store import Store
from site_gen.urls import mirror_path, record_path

_decode_story = msgspec.msgpack.Decoder(Story).decode
RecordRow = tuple[str, str, int, bytes]
"""Id of a record, id of the record shown for it, when that was published, its story as bytes."""
_SELECT = (
    "SELECT r.id, s.id, s.published, st.data FROM records r JOIN shown s ON s.n = r.main "
    "JOIN stories st ON st.n = s.story WHERE r.has_url = 1"
)


def all_rows(store: Store) -> list[RecordRow]:
    """The rows of all records that have a page, newest first."""
    return store.execute(f"{_SELECT} ORDER BY r.published DESC, r.id").fetchall()


def changed_rows(
    store: Store, config: SiteConfig, changes: RelationChanges
) -> dict[str, RecordRow | None]:
    """Record id → row, or None if it no longer has a page, of records whose pages may change."""
    return {id_: _row(store, id_) for id_ in _changed_ids(store, config, changes)}


def _changed_ids(store: Store, config: SiteConfig, changes: RelationChanges) -> list[str]:
    ids = set(changes.page_ids)
    with store.temp_table(changes.articles) as some:
        sql = f"SELECT id FROM shown WHERE n IN (SELECT x FROM {some})"  # noqa: S608
        ids.update(store.column(sql))
    if config.robots.noindex_single_source:
        with store.temp_table(changes.stories) as some:
            sql = f"SELECT id FROM shown WHERE story IN (SELECT x FROM {some})"  # noqa: S608
            ids.update(store.column(sql))
    return sorted(ids)


def _row(store: Store, record_id: str) -> RecordRow | None:
    row: RecordRow | None = store.execute(
        f"{_SELECT} AND r.folded_id = ? AND r.id = ?", (record_id.casefold(), record_id)
    ).fetchone()
    return row


def pages_of_row(config: SiteConfig, row: RecordRow) -> Iterator[PlannedPage]:
    """The page of a record and its JSON document, or a redirect to the record shown for it."""
    record_id, main_id, published, story = row
    if main_id != record_id:
        yield redirect(record_path(record_id), record_path(main_id))
        return
    may_hide = config.robots.noindex_single_source
    hidden = may_hide and len(_decode_story(story).providers) < 2
    yield articles.plan_article(record_id, published, hidden=hidden)
    if config.mirror:
        yield documents.plan_record(record_id)


def removed_paths(config: SiteConfig, record_id: str, row: RecordRow | None) -> Iterator[str]:
    """Output paths that a record no longer has."""
    if row is None:
        yield path_of(record_path(record_id))
    if row is None or row[1] != record_id or not config.mirror:
        yield path_of(mirror_path(record_path(record_id)))
