"""Content files → valid records, notes and problems in the store; all workers share the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from site_gen import urls
from site_gen.facts import facts_of, flags_of
from site_gen.file_signature import Signature, now, signature_of, trusted
from site_gen.git_blobs import blob_id
from site_gen.instants import micros
from site_gen.language_tags import is_language_tag
from site_gen.model import PageNote, Problem, ProviderNote, Record, SourceFile, TopicNote
from site_gen.parse.notes import (
    NOTE_TYPES,
    decode_problems,
    note_slug,
    parse_note,
    read_notes,
    read_topics,
    slug_without_language,
    store_note,
    too_large,
)
from site_gen.scan import Scan, kind_of, read_source, save_signatures
from site_gen.store import Store, encode, path_bytes
from site_gen.validate import validate_record
from site_gen.validate.findings import with_location
from site_gen.wording import counted
from site_gen.workers import Task, Workers
from site_gen.zones import Zone, zone_named

__all__ = [
    "Parsed",
    "page_path",
    "parse",
    "place_problems",
    "read_file",
    "read_notes",
    "read_topics",
    "record_problems",
]

_INTEGER_LIMIT = 1 << 63
"""Numbers from here on do not fit into SQLite's integers."""


class Parsed(msgspec.Struct, frozen=True):
    """What has changed in the store: row ids of records."""

    changed: tuple[int, ...] = ()
    """New, or read again."""
    removed: tuple[int, ...] = ()
    """Their files are gone or have errors now; the rows are deleted at the end of ``relate``."""


class RecordColumns(NamedTuple):
    """A valid record as columns of the tables ``records`` and ``texts``."""

    id: str
    published: int
    quality: int
    flags: int
    locale: str
    pin: int | None
    facts: bytes
    record: bytes
    related: bytes


class ParsedRecord(NamedTuple):
    """A record file as a worker returns it: bytes are passed on faster than objects."""

    signature: Signature
    digest: str
    blob: str
    problems: bytes | None
    record: RecordColumns | None
    """None if the file has errors."""


def parse(
    store: Store, folder: Path, scan: Scan, limit: int, workers: Workers, timezone: str = "UTC"
) -> Parsed:
    """Read the files that have changed into the store.

    ``limit`` is the largest size of a file, in bytes; ``workers`` share the work. Days without an
    hour are those of ``timezone``.
    """
    time = now()
    removed = [n for path in scan.removed for n in remove_file(store, path)]
    notes = [path for path in scan.changed if kind_of(path) != "records"]
    records = [path for path in scan.changed if kind_of(path) == "records"]
    for path in notes:
        store_note(store, folder, limit, path, time)
    changed: list[int] = []
    parsed = workers.map(_ParseTask(folder, limit, timezone), records)
    for path, row in zip(records, parsed, strict=True):
        n = store_record(store, path, row, time)
        if n is None:
            removed += _record_at(store, path)
        else:
            changed.append(n)
    save_signatures(store, scan)
    return Parsed(tuple(changed), tuple(removed))


def remove_file(store: Store, path: str) -> list[int]:
    """Remove a file from the store; returns the row id of its record, if it had one."""
    store.execute("DELETE FROM files WHERE path = ?", (path_bytes(path),))
    return _record_at(store, path)


def _record_at(store: Store, path: str) -> list[int]:
    return store.column("SELECT n FROM records WHERE path = ?", path_bytes(path))


def store_record(store: Store, path: str, parsed: ParsedRecord, time: int) -> int | None:
    """Store a record file; returns the record's row id, None if the file has errors."""
    key = path_bytes(path)
    signature = trusted(parsed.signature, time)
    store.execute(
        "REPLACE INTO files VALUES (?, 'records', ?, ?, ?, ?, ?, ?, NULL, ?)",
        (key, *signature, parsed.digest, parsed.blob, parsed.problems),
    )
    if parsed.record is None:
        return None
    id_, published, quality, flags, locale, pin, facts, record, related = parsed.record
    n: int = store.execute(
        "INSERT INTO records (path, id, folded_id, published, quality, flags, locale, pin, facts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET published = "
        "excluded.published, quality = excluded.quality, flags = excluded.flags, "
        "locale = excluded.locale, pin = excluded.pin, facts = excluded.facts RETURNING n",
        (key, id_, id_.casefold(), published, quality, flags, locale, pin, facts),
    ).fetchone()[0]
    store.execute("REPLACE INTO texts VALUES (?, ?, ?)", (n, record, related))
    return n


class _ParseTask(Task[str, ParsedRecord]):
    """Reads and checks record files."""

    def __init__(self, folder: Path, limit: int, timezone: str) -> None:
        self.folder = folder.absolute()  # workers may run in another folder
        self.reads = (self.folder,)
        self.limit = limit
        self.timezone = timezone

    def load(self, items: Sequence[str]) -> list[tuple[Signature, SourceFile | Problem]]:
        return [
            (signature_of(f"{self.folder}/{path}"), read_source(self.folder, path, self.limit))
            for path in items
        ]

    def compute(
        self, items: Sequence[tuple[Signature, SourceFile | Problem]]
    ) -> list[ParsedRecord]:
        zone = zone_named(self.timezone)
        return [_parsed_record(signature, source, zone) for signature, source in items]


def _parsed_record(signature: Signature, source: SourceFile | Problem, zone: Zone) -> ParsedRecord:
    if isinstance(source, Problem):  # without a digest the next build reads it again
        return ParsedRecord(signature, "", "", encode((source,)), None)
    record, problems = validate_record(source, zone)
    try:
        columns = None if record is None else record_columns(record)
    except OverflowError:
        columns, problems = None, (*problems, too_large(source.path))
    encoded = encode(problems) if problems else None
    return ParsedRecord(signature, source.digest, blob_id(source.data), encoded, columns)


def record_columns(record: Record) -> RecordColumns:
    """Raises OverflowError if a number has more than 64 bits."""
    if not -_INTEGER_LIMIT <= record.quality < _INTEGER_LIMIT:
        raise OverflowError
    # Keys are in the facts, the related list has a column, and unknown fields are shown nowhere.
    text = msgspec.structs.replace(record, extra={}, keys=(), related_keys=(), related=())
    return RecordColumns(
        record.id,
        micros(record.published_at),
        record.quality,
        flags_of(record),
        record.locale if is_language_tag(record.locale) else "",
        micros(record.pin) if record.pin else None,
        encode(facts_of(record)),
        encode(text),
        encode(record.related),
    )


def record_problems(store: Store) -> list[Problem]:
    """All problems of record files, by path."""
    rows = store.column(
        "SELECT problems FROM files WHERE kind = 'records' AND problems IS NOT NULL ORDER BY path"
    )
    return _merge_unknown_fields([problem for data in rows for problem in decode_problems(data)])


def _merge_unknown_fields(problems: list[Problem]) -> list[Problem]:
    """Report an unknown field once, for the first record that has it, with the number of others."""
    merged: list[Problem] = []
    first: dict[str, int] = {}
    others: dict[int, int] = {}
    for problem in problems:
        if problem.code == "unknown-field":
            name = re.sub(r"\[\d+\]", "[]", problem.field)
            index = first.setdefault(name, len(merged))
            if index != len(merged):
                others[index] = others.get(index, 0) + 1
                continue
        merged.append(problem)
    for index, count in others.items():
        message = f"{merged[index].message}, also in {counted(count, 'other record')}"
        merged[index] = msgspec.structs.replace(merged[index], message=message)
    return merged


def read_file(
    folder: Path, path: str, limit: int
) -> tuple[Record | TopicNote | ProviderNote | PageNote | None, tuple[Problem, ...]]:
    """The record or note in one file of the content folder, without a store, and its problems.

    None if it has errors. ``limit`` is the largest size allowed, in bytes.
    """
    source = read_source(folder, path, limit)
    if isinstance(source, Problem):
        return None, (source,)
    note_type = NOTE_TYPES.get(kind_of(path))
    return validate_record(source) if note_type is None else parse_note(source, note_type)


def place_problems(folder: Path, problems: Iterable[Problem], limit: int) -> list[Problem]:
    """Add line numbers to problems of fields, reading their files again."""
    result = []
    for problem in problems:
        source = read_source(folder, problem.path, limit) if problem.field else None
        result.append(with_location(problem, source) if isinstance(source, SourceFile) else problem)
    return result


def page_path(path: str, language: str = "") -> str:
    """URL path of the page of a record or of a file in ``pages/``; empty for other notes.

    With ``language``, in a site of which the names of the files of pages may end in it.
    """
    note_type = NOTE_TYPES.get(kind_of(path))
    if note_type is PageNote:
        return f"/{slug_without_language(note_slug(note_type, path), language)}/"
    return "" if note_type else urls.record_path(urls.record_id(PurePosixPath(path).stem))
