"""Loaded by a worker: it sees nothing of this machine's files, and fails if it uses them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any
from unittest import mock

from site_gen import page_maker  # noqa: F401  imported before it is changed
from site_gen.cluster import worker  # noqa: F401
from site_gen.cluster.sight import NOWHERE, Sight
from site_gen.store import reader


def _look(paths: Iterable[str]) -> Sight:
    return Sight("another machine", dict.fromkeys(paths, NOWHERE))


def _refused(*_: Any, **__: Any) -> Any:
    raise AssertionError("this worker does not see that folder")


def _reader(address: str) -> sqlite3.Connection:
    return reader(address) if "dask" in address else _refused()


for name, replacement in {
    "site_gen.cluster.sight.look": _look,
    "site_gen.cluster.worker.look": _look,
    "site_gen.cluster.worker.machine": lambda: "another machine",
    "site_gen.parse.read_source": _refused,
    "site_gen.write.OutputFolder.write": _refused,
    "site_gen.page_maker.reader": _reader,
    "site_gen.relations.grouping.reader": _reader,
}.items():
    mock.patch(name, replacement).start()
