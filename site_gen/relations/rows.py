"""Writing rows of the store: in batches, and with row ids for new slugs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from site_gen.store import Store

Row = tuple[Any, ...]


class Batch:
    """SQL statements and their rows; one call for thousands of rows takes a third of the time.

    Statements are executed in the order in which they are given here.
    """

    def __init__(self, store: Store, *statements: str) -> None:
        self._store = store
        self._rows: dict[str, list[Row]] = {statement: [] for statement in statements}

    def add(self, statement: str, rows: Iterable[Row]) -> None:
        self._rows[statement].extend(rows)

    def run(self) -> None:
        """Write all rows."""
        for statement, rows in self._rows.items():
            if rows:
                self._store.executemany(statement, rows)
                rows.clear()


class RowIds:
    """Row ids of topics or providers by slug; an unknown slug gets a new row."""

    def __init__(self, store: Store, table: str, column: str) -> None:
        self._store = store
        self._insert = f"INSERT INTO {table} (slug) VALUES (?) RETURNING {column}"  # noqa: S608
        self._select = f"SELECT {column} FROM {table} WHERE slug = ?"  # noqa: S608
        self._ids: dict[str, int] = {}

    def __call__(self, slug: str) -> int:
        row_id = self._ids.get(slug)
        if row_id is None:
            row_id = self._store.value(self._select, slug)
            if row_id is None:
                row_id = self._store.value(self._insert, slug)
            self._ids[slug] = row_id
        return row_id


def topic_ids(store: Store) -> RowIds:
    return RowIds(store, "topics", "t")


def provider_ids(store: Store) -> RowIds:
    return RowIds(store, "providers", "p")
