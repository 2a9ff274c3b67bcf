"""Compiled templates, so that an update need not compile them again."""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from site_gen import sealed


class KeptTemplates(jinja2.BytecodeCache):
    """What Jinja2 compiled, by the template's file and the digest of its source.

    https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache
    """

    def __init__(self, file: Path, made_by: bytes) -> None:
        self.file = file
        self.made_by = made_by
        self._before = sealed.read(file, made_by, dict[str, bytes]) or {}
        self._now = dict(self._before)

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._before.get(_name(bucket))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._now[_name(bucket)] = bucket.bytecode_to_string()

    def close(self) -> None:
        """Keep what was compiled."""
        if self._now.keys() != self._before.keys():
            sealed.write(self.file, self.made_by, self._now)


def _name(bucket: Bucket) -> str:
    return f"{bucket.key} {bucket.checksum}"
