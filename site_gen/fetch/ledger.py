"""The ledger: every article that ``fetch`` has met, one line each, stored with the records.

It keeps deleted records from coming back, and tells a field that an editor has changed from one
that still has its source's value. It lies in ``content/.fetched/``, one file for each day on which
articles were first met, so that old files hardly change and none is large. Lines are sorted and
independent, so git can merge two branches by keeping the lines of both (``merge=union``). Where
both branches changed a line, both versions remain; lines for one address in one file are read as
one, with the digests of all. If an address is in two files, the file of the later day counts.

A line is the article's article key, then ``name=value`` in this order, without empty values:

    record    id of its record
    at        when it was published, UTC
    source    digest of the source that it came from; only that source may change the record
    same      digest of provider and headline
    ids       digests of the feed's ids of the article, separated by commas
    also      digests of its further addresses, separated by commas
    title excerpt images updated
              digests of these fields as the source had them; ``-`` for an empty value, and
              separated by commas where branches differed. A line without them belongs to a record
              that ``fetch`` did not write and never changes.
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
"""Names in the ledger of the fields that a source may change."""
_HEADER = (
    "# Articles that `python -m site_gen fetch` has met; keep this file with the records. "
    "Delete a line to let an article in again."
)
_EMPTY = "-"
_VALID_LINE = re.compile(
    r"[^\s#]\S* record=\S+ at=\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ(?: |\Z)"
)
"""How a line begins."""
_NAMES = ("record", "at", "source", "same", "ids", "also", *BASE)


class LedgerLine(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    # As runs note lines in revisions.json, whatever version completes them.
    rename={
        "record_id": "record",
        "published_at": "at",
        "source_digest": "source",
        "headline_digest": "same",
        "id_digests": "ids",
        "address_digests": "also",
    },
):
    """A line of the ledger: an article that ``fetch`` has met."""

    key: str
    """The article's article key."""
    record_id: str
    published_at: datetime
    file: str
    """The day on which the article was first met, such as ``2026-11-25``."""
    source_digest: str = ""
    headline_digest: str = ""
    id_digests: tuple[str, ...] = ()
    address_digests: tuple[str, ...] = ()
    base: dict[str, str] = {}
    """Name of a field → digest of its source's value, empty for an empty one: the base that the
    record and the feed are compared with, as in a three-way merge. After a merge of branches it may
    be several digests, separated by commas; compare with :func:`has_source_value`."""

    @property
    def text(self) -> str:
        """The line as it is written."""
        digests = {name: digest or _EMPTY for name, digest in self.base.items()}
        values = {
            "record": self.record_id,
            "at": rfc3339(self.published_at),
            "source": self.source_digest,
            "same": self.headline_digest,
            "ids": ",".join(self.id_digests),
            "also": ",".join(self.address_digests),
            **digests,
        }
        return " ".join(
            [self.key, *(f"{name}={values[name]}" for name in _NAMES if values.get(name))]
        )


def file_name(now: datetime) -> str:
    """The ledger file for articles that are first met now."""
    return f"{now.astimezone(UTC):%Y-%m-%d}"


class Ledger(Mapping[str, LedgerLine]):
    """Article key → line.

    Lines are parsed when they are asked for: an hour without news needs none of 100,000.
    """

    def __init__(self, rows: Mapping[str, tuple[str, str]]) -> None:
        self._rows = rows
        """Article key → file and line, unparsed."""

    def __getitem__(self, key: str) -> LedgerLine:
        file, row = self._rows[key]
        return _parse_line(row, file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def text(self, key: str) -> str:
        """The line as it is written; empty if there is none."""
        return self._rows.get(key, ("", ""))[1]


def read_ledger(content: Path) -> Ledger:
    """The ledger of a content folder; empty if nothing was ever fetched.

    Lines that cannot be parsed, such as conflict markers of a merge, are ignored. Raises
    OutputError if a file exists and cannot be read: without it deleted records would come back.
    """
    rows: dict[str, tuple[str, str]] = {}
    for path in sorted((content / FOLDER).glob("*.txt")):
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise OutputError(f"{path}: cannot be read: {error.strerror or error}") from error
        for row in sorted(set(text.splitlines())):
            if _VALID_LINE.match(row):
                key = row.partition(" ")[0]
                file, before = rows.get(key, ("", ""))
                rows[key] = path.stem, _merged(before, row) if file == path.stem else row
    return Ledger(rows)


def has_source_value(digest: str, base: str) -> bool:
    """Whether a field with this digest has its source's value; ``base`` is that of its line."""
    return (digest or _EMPTY) in (base or _EMPTY).split(",")


def _merged(first: str, second: str) -> str:
    """Two lines about one article as one.

    Only the record tells which branch's values it has, so the line keeps the digests of both.
    """
    ours, theirs = _parse_line(first, ""), _parse_line(second, "")
    base = {name: (ours.base.get(name), theirs.base.get(name)) for name in ours.base | theirs.base}
    return msgspec.structs.replace(
        theirs,
        id_digests=tuple(dict.fromkeys(ours.id_digests + theirs.id_digests)),
        address_digests=tuple(dict.fromkeys(ours.address_digests + theirs.address_digests)),
        base={name: _either(*digests) for name, digests in base.items()},
    ).text


def _either(ours: str | None, theirs: str | None) -> str:
    digests = {
        part
        for joined in (ours, theirs)
        if joined is not None
        for part in (joined or _EMPTY).split(",")
    }
    return "" if digests == {_EMPTY} else ",".join(sorted(digests))


def _parse_line(row: str, file: str) -> LedgerLine:
    key, *pairs = row.split()
    values = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    return LedgerLine(
        key=key,
        record_id=values["record"],
        published_at=_instant(values["at"]),
        file=file,
        source_digest=values.get("source", ""),
        headline_digest=values.get("same", ""),
        id_digests=_split(values.get("ids", "")),
        address_digests=_split(values.get("also", "")),
        base={
            name: "" if values[name] == _EMPTY else values[name] for name in BASE if name in values
        },
    )


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # such as the 30th of February
        return datetime.min.replace(tzinfo=UTC)


def _split(text: str) -> tuple[str, ...]:
    return tuple(digest for digest in text.split(",") if digest)


def write_ledger(content: Path, lines: Iterable[LedgerLine], changed: Iterable[str]) -> None:
    """Rewrite the files named in ``changed``, each in one step.

    Raises OutputError if one cannot be written.
    """
    rows: dict[str, list[str]] = {file: [] for file in changed}
    for line in lines:
        if line.file in rows:
            rows[line.file].append(line.text)
    for file, texts in sorted(rows.items()):
        path = content / FOLDER / f"{file}.txt"
        content_files.replace_in(content, path, "\n".join([_HEADER, *sorted(texts), ""]).encode())
