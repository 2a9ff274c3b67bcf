"""The cache of compiled templates in the store."""

from __future__ import annotations

import hashlib
import sqlite3

import jinja2
from jinja2.bccache import Bucket


class TemplateCache(jinja2.BytecodeCache):
    """Compiled templates by path, digest of the source, and language.

    https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache
    """

    def __init__(self, db: sqlite3.Connection, language: str = "") -> None:
        self.db = db
        self.language = language
        """The digest of the language that their messages are in."""
        self.new: dict[str, bytes] = {}
        """Compiled templates that are not in the store yet."""

    def load_bytecode(self, bucket: Bucket) -> None:
        row = self.db.execute(
            "SELECT CAST(code AS BLOB) FROM templates WHERE name = ?", (self._name(bucket),)
        ).fetchone()
        # Damaged code must not be loaded: it can crash the process.
        if row and row[0][:_SIZE] == _digest(row[0][_SIZE:]):
            bucket.bytecode_from_string(row[0][_SIZE:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        self.new[self._name(bucket)] = _digest(code) + code

    def _name(self, bucket: Bucket) -> str:
        return f"{bucket.key} {bucket.checksum} {self.language}"


_SIZE = 16
"""Bytes of the digest before the code."""


def _digest(code: bytes) -> bytes:
    return hashlib.blake2b(code, digest_size=_SIZE).digest()
