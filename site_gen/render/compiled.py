"""Compiled templates, kept in the store so that an update need not compile them again."""

from __future__ import annotations

import sqlite3

import jinja2
from jinja2.bccache import Bucket


class KeptTemplates(jinja2.BytecodeCache):
    """What Jinja2 compiled, by the template's file and the digest of its source.

    https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.new: dict[str, bytes] = {}
        """What was compiled and is not in the store yet."""

    def load_bytecode(self, bucket: Bucket) -> None:
        row = self.db.execute(
            "SELECT code FROM templates WHERE name = ?", (_name(bucket),)
        ).fetchone()
        if row:
            bucket.bytecode_from_string(row[0])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.new[_name(bucket)] = bucket.bytecode_to_string()


def _name(bucket: Bucket) -> str:
    return f"{bucket.key} {bucket.checksum}"
