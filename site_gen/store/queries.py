"""The base of the queries by which pages read the store."""

from __future__ import annotations

import sqlite3
from typing import Any

from site_gen.dependencies import Recorder, item

CACHE_SIZE = 8192
"""How many articles, stories, topics and providers each stay in memory."""


class Queries:
    """Queries over a connection to the store, which record what their results depend on."""

    def __init__(self, db: sqlite3.Connection, recorder: Recorder | None = None) -> None:
        self.db = db
        self.recorder = recorder or Recorder()

    def _depend_on(self, kind: int, key: int) -> None:
        self.recorder.items.add(item(kind, key))

    def _ids(self, sql: str, *values: Any) -> list[str]:
        return [row[0] for row in self.db.execute(sql, values)]
