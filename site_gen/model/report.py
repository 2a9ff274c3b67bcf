"""The report of a build."""

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
    LANGUAGE = "in another language"
    DUPLICATE = "the same article as another"


class LanguageReport(msgspec.Struct, frozen=True):
    """The site of one language in the report of a build."""

    published: int
    files: int
    bytes: int


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """The report of a build; ``--report`` writes it as JSON."""

    read: int = 0
    """Record files found."""
    published: int = 0
    left_out: Mapping[str, int] = {}
    """Value of :class:`LeftOut` → number of records."""
    left_out_records: Mapping[str, str] = {}
    """Path of a record in the content folder → value of :class:`LeftOut`."""
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
    """What was taken from the store: ``records`` that were not parsed, ``blocks`` of time that were
    not grouped, ``files`` that were not written."""
    why: Mapping[str, str] = {}
    """Path of a page in the output folder → why it was written; empty unless requested."""
    seconds: Mapping[str, float] = {}
    """Stage → wall-clock seconds."""
    languages: Mapping[str, LanguageReport] = {}
    """Language → its site; empty for a site of one language."""
    output: str = ""
    """The output folder; empty if nothing was written."""

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    @property
    def total_bytes(self) -> int:
        return sum(self.bytes.values())
