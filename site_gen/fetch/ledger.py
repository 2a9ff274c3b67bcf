"""The ledger: every article that ``fetch`` has met, a line each, kept with the records.

By it a deleted record does not come back, and a field that a person has changed is told from
one that stands as the source gave it. It lies in ``content/.fetched/``, a file for each day on
which articles were first met: old files hardly ever change, and none is large. Lines are sorted
and none depends on another, so two branches are merged by keeping the lines of both. Git keeps
then, beside a line that one branch has changed, what the other had there: lines about one address
in one file are read as one, with the marks of all. Of two files that of the later day counts.

A line is the article's canonical address and then ``name=value`` in this order, without those
that are empty:

    record    id of its record
    at        when it was published, UTC
    source    mark of the source that it came from; only that one may change it
    same      mark of outlet and headline
    ids       marks of the feed's own ids, with commas
    also      marks of its further addresses, with commas
    title excerpt images updated
              marks of the fields as the source gave them; ``-`` for an empty one, and with commas
              where branches differed. A line without them is that of a record that ``fetch`` did
              not write, and does not touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from site_gen.errors import OutputError
from site_gen.fetch import content_files
from site_gen.fetch.content_files import FOLDER
from site_gen.instants import rfc3339

BASE = ("title", "excerpt", "images", "updated")
"""Fields that a source may change, by their names in the ledger."""
_HEADER = (
    "# Articles that `python -m site_gen fetch` has met; keep this file with the records. "
    "Delete a line to let an article in again."
)
_EMPTY = "-"
_WHOLE = re.compile(
    r"[^\s#]\S* record=\S+ at=\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ(?: |\Z)"
)
"""What a line begins with."""
_NAMES = ("record", "at", "source", "same", "ids", "also", *BASE)


class LedgerLine(msgspec.Struct, frozen=True, kw_only=True):
    """An article that is known."""

    key: str
    record: str
    at: datetime
    file: str
    """``2026-11-25``: the day on which it was first met."""
    source: str = ""
    same: str = ""
    ids: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    base: dict[str, str] = {}
    """Name of a field → mark of its value as the source gave it; empty for one never written.
    After a merge those of all branches, with commas: :func:`is_given` compares."""

    @property
    def text(self) -> str:
        """As it stands in the file."""
        marks = {name: mark or _EMPTY for name, mark in self.base.items()}
        values = {
            "record": self.record,
            "at": rfc3339(self.at),
            "source": self.source,
            "same": self.same,
            "ids": ",".join(self.ids),
            "also": ",".join(self.also),
            **marks,
        }
        return " ".join(
            [self.key, *(f"{name}={values[name]}" for name in _NAMES if values.get(name))]
        )


def file_of(now: datetime) -> str:
    """The file of articles that are first met now."""
    return f"{now.astimezone(UTC):%Y-%m-%d}"


class Ledger(Mapping[str, LedgerLine]):
    """Canonical address → line; a line is read when it is asked for.

    An hour without news asks for none of a hundred thousand.
    """

    def __init__(self, rows: Mapping[str, tuple[str, str]]) -> None:
        self._rows = rows
        """Canonical address → file and line, as they are."""

    def __getitem__(self, key: str) -> LedgerLine:
        file, row = self._rows[key]
        return _line(row, file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def text(self, key: str) -> str:
        """The line as it stands; empty if there is none."""
        return self._rows.get(key, ("", ""))[1]


def read_ledger(content: Path) -> Ledger:
    """The ledger of a content folder; empty if nothing was ever fetched.

    Lines that cannot be read, such as the marks of a merge, are passed over. Raises OutputError
    if a file is there and cannot be read: without it deleted records would come back.
    """
    rows: dict[str, tuple[str, str]] = {}
    for path in sorted((content / FOLDER).glob("*.txt")):
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise OutputError(f"{path}: cannot be read: {error.strerror or error}") from error
        for row in sorted(set(text.splitlines())):
            if _WHOLE.match(row):
                key = row.partition(" ")[0]
                file, before = rows.get(key, ("", ""))
                rows[key] = path.stem, _merged(before, row) if file == path.stem else row
    return Ledger(rows)


def is_given(mark: str, base: str) -> bool:
    """Whether a field with this mark stands as its source gave it; ``base`` is from the line."""
    return (mark or _EMPTY) in (base or _EMPTY).split(",")


def _merged(first: str, second: str) -> str:
    """Two lines about one article as one: which of them its record goes with, only that tells."""
    one, other = _line(first, ""), _line(second, "")
    base = {name: (one.base.get(name), other.base.get(name)) for name in one.base | other.base}
    return msgspec.structs.replace(
        other,
        ids=tuple(dict.fromkeys(one.ids + other.ids)),
        also=tuple(dict.fromkeys(one.also + other.also)),
        base={name: _either(*marks) for name, marks in base.items()},
    ).text


def _either(one: str | None, other: str | None) -> str:
    marks = {
        part for mark in (one, other) if mark is not None for part in (mark or _EMPTY).split(",")
    }
    return "" if marks == {_EMPTY} else ",".join(sorted(marks))


def _line(row: str, file: str) -> LedgerLine:
    key, *pairs = row.split()
    values = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    return LedgerLine(
        key=key,
        record=values["record"],
        at=_instant(values["at"]),
        file=file,
        source=values.get("source", ""),
        same=values.get("same", ""),
        ids=_marks(values.get("ids", "")),
        also=_marks(values.get("also", "")),
        base={
            name: "" if values[name] == _EMPTY else values[name] for name in BASE if name in values
        },
    )


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # such as the 30th of February
        return datetime.min.replace(tzinfo=UTC)


def _marks(text: str) -> tuple[str, ...]:
    return tuple(mark for mark in text.split(",") if mark)


def write_ledger(content: Path, lines: Iterable[LedgerLine], changed: Iterable[str]) -> None:
    """Write the files in ``changed`` anew, each whole or not at all.

    Raises OutputError if one cannot be written.
    """
    found: dict[str, list[str]] = {file: [] for file in changed}
    for line in lines:
        if line.file in found:
            found[line.file].append(line.text)
    for file, texts in sorted(found.items()):
        path = content / FOLDER / f"{file}.txt"
        content_files.replace_in(content, path, "\n".join([_HEADER, *sorted(texts), ""]).encode())
