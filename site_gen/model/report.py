"""What a build did."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from site_gen.model.problems import Problem


class LeftOut(StrEnum):
    """Why a valid record is not shown."""

    UNPUBLISHED = "not published"
    REMOVED = "removed"
    FUTURE = "dated in the future"
    QUALITY = "below the minimum quality"
    AGE = "too old"
    DUPLICATE = "the same article as another"


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did; ``--report`` writes it as JSON."""

    read: int = 0
    """Record files found."""
    published: int = 0
    left_out: Mapping[str, int] = {}
    """Reason → number of records, in the words of :class:`LeftOut`."""
    left_out_records: Mapping[str, str] = {}
    """Path of a record in the content folder → reason."""
    invalid: int = 0
    """Records with errors."""
    problems: tuple[Problem, ...] = ()
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    pages: Mapping[str, int] = {}
    """Kind of page → number."""
    bytes: Mapping[str, int] = {}
    """Kind of page → bytes."""
    reused: Mapping[str, int] = {}
    """What was taken from the cache: ``records`` that were not parsed, ``blocks`` of time whose
    stories were not found anew, ``files`` that were not made."""
    why: Mapping[str, str] = {}
    """Path of a page in the output folder → why it was made, if that was asked for."""
    seconds: Mapping[str, float] = {}
    """Stage → wall-clock seconds."""
    output: str = ""
    """The folder written to; empty if nothing was written."""

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    @property
    def total_bytes(self) -> int:
        return sum(self.bytes.values())
