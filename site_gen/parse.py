"""Content files → valid records, notes and problems in the store, read by all workers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeVar

import msgspec

from site_gen import urls, workers
from site_gen.facts import facts_of
from site_gen.file_signature import Signature, now, settled, signature_of
from site_gen.git_blobs import blob_id
from site_gen.instants import micros
from site_gen.model import Notes, PageNote, Problem, ProviderNote, Record, SourceFile, TopicNote
from site_gen.scan import Scan, keep_signatures, kind_of, read_source
from site_gen.store import Store, encode, path_bytes
from site_gen.validate import validate_note, validate_record
from site_gen.validate.findings import with_location

N = TypeVar("N", TopicNote, ProviderNote, PageNote)

_LARGEST = 1 << 63
"""Beyond any number that can be kept."""
_UNPUBLISHED, _REMOVED = 1, 2
"""Bits of a record's gate."""
_KINDS: dict[str, Any] = {"topics": TopicNote, "providers": ProviderNote, "pages": PageNote}


class Parsed(msgspec.Struct, frozen=True):
    """What has changed in the store: numbers of records."""

    changed: tuple[int, ...] = ()
    """New, or read anew."""
    removed: tuple[int, ...] = ()
    """Their files have gone or have errors now; they are still there for relations to take leave of
    them."""
    notes: bool = False
    """Whether any note has changed."""


class _RecordRow(NamedTuple):
    """A file on its way from a worker: bytes travel faster than objects."""

    signature: Signature
    digest: str
    blob: str
    problems: bytes | None
    record: tuple[str, int, int, int, bytes, bytes, bytes] | None
    """Id, time of publication, quality, gate, facts, record and its list; None for errors."""


def parse(store: Store, folder: Path, scan: Scan, limit: int, jobs: int) -> Parsed:
    """Read the files that have changed into the store.

    ``limit`` is the largest size of a file, in bytes; up to ``jobs`` processes share the work.
    """
    time = now()
    removed = [n for path in scan.removed for n in _forget(store, path)]
    notes = [path for path in scan.changed if kind_of(path) != "records"]
    records = [path for path in scan.changed if kind_of(path) == "records"]
    gone_notes = any(kind_of(path) != "records" for path in scan.removed)
    for path in notes:
        _put_note(store, folder, limit, path, time)
    changed: list[int] = []
    found = workers.map_ordered(partial(_read_record, folder, limit), records, jobs)
    for path, row in zip(records, found, strict=True):
        n = _put_file(store, path, "records", row, time)
        if row.record is None:
            removed += _take_leave(store, path)
        else:
            changed.append(n)
    keep_signatures(store, scan)
    return Parsed(tuple(changed), tuple(removed), bool(notes or gone_notes))


def _forget(store: Store, path: str) -> list[int]:
    """A file has gone; the number of its record, if it had one."""
    store.execute("DELETE FROM files WHERE path = ?", (path_bytes(path),))
    return _take_leave(store, path)


def _take_leave(store: Store, path: str) -> list[int]:
    return store.column("SELECT n FROM records WHERE path = ?", path_bytes(path))


def _put_file(store: Store, path: str, kind: str, row: _RecordRow, time: int) -> int:
    """Keep what was read of a file; the number of its record, 0 if there is none."""
    where = path_bytes(path)
    signature = settled(row.signature, time)
    store.execute(
        "REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
        (where, kind, *signature, row.digest, row.blob, row.problems),
    )
    if row.record is None:
        return 0
    id_, published, quality, gate, facts, record, related = row.record
    n: int = store.execute(
        "INSERT INTO records (path, id, fold, published, quality, gate, facts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET published = "
        "excluded.published, quality = excluded.quality, gate = excluded.gate, "
        "facts = excluded.facts RETURNING n",
        (where, id_, id_.casefold(), published, quality, gate, facts),
    ).fetchone()[0]
    store.execute("REPLACE INTO texts VALUES (?, ?, ?)", (n, record, related))
    return n


def _read_record(folder: Path, limit: int, path: str) -> _RecordRow:
    signature = signature_of(f"{folder}/{path}")
    source = read_source(folder, path, limit)
    if isinstance(source, Problem):  # read again by the next build
        return _RecordRow(signature, "", "", encode((source,)), None)
    record, problems = validate_record(source)
    try:
        row = None if record is None else _row(record)
    except OverflowError:
        row, problems = None, (*problems, _too_large(path))
    said = encode(problems) if problems else None
    return _RecordRow(signature, source.digest, blob_id(source.data), said, row)


def _too_large(path: str) -> Problem:
    return Problem(
        path,
        "has a number of more than 64 bits",
        code="too-large",
        hint="write a smaller number",
    )


def _row(record: Record) -> tuple[str, int, int, int, bytes, bytes, bytes]:
    gate = 0 if record.published else _UNPUBLISHED
    if record.removed or record.deleted:
        gate |= _REMOVED
    if not -_LARGEST <= record.quality < _LARGEST:
        raise OverflowError
    facts = encode(facts_of(record))
    # Keys are among the facts; what the format does not know is shown nowhere.
    kept = msgspec.structs.replace(record, extra={}, keys=(), related_keys=(), related=())
    at = micros(record.published_at)
    related = encode(record.related)
    return record.id, at, record.quality, gate, facts, encode(kept), related


def record_problems(store: Store) -> list[Problem]:
    """All that is wrong with the files of records, in the order of their paths."""
    rows = store.column(
        "SELECT problems FROM files WHERE kind = 'records' AND problems IS NOT NULL ORDER BY path"
    )
    return _each_field_once([problem for data in rows for problem in _problems(data)])


_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


def _each_field_once(problems: list[Problem]) -> list[Problem]:
    """Warn about an unknown field where it is first, and say how often it is elsewhere."""
    kept: list[Problem] = []
    first: dict[str, int] = {}
    more: dict[int, int] = {}
    for problem in problems:
        if problem.code == "unknown-field":
            name = re.sub(r"\[\d+\]", "[]", problem.field)
            place = first.setdefault(name, len(kept))
            if place != len(kept):
                more[place] = more.get(place, 0) + 1
                continue
        kept.append(problem)
    for place, count in more.items():
        records = "record" if count == 1 else "records"
        message = f"{kept[place].message}, also in {count:,} other {records}"
        kept[place] = msgspec.structs.replace(kept[place], message=message)
    return kept


def read_notes(store: Store) -> tuple[Notes, list[Problem]]:
    """What editors wrote about topics and providers, and the site's own pages."""
    rows = store.execute(
        "SELECT kind, data, problems FROM files WHERE kind <> 'records' ORDER BY path"
    ).fetchall()
    problems = [
        problem
        for folder in _KINDS
        for kind, _, said in rows
        if kind == folder and said
        for problem in _problems(said)
    ]

    def read(kind: type[N], folder: str) -> tuple[N, ...]:
        notes = [
            msgspec.msgpack.decode(row[1], type=kind) for row in rows if row[0] == folder and row[1]
        ]
        return _one_per_slug(tuple(notes), problems)

    notes = Notes(
        read(TopicNote, "topics"), read(ProviderNote, "providers"), read(PageNote, "pages")
    )
    allowed = tuple(page for page in notes.pages if page.slug not in urls.RESERVED_PAGES)
    problems += [
        Problem(
            page.path,
            f"/{page.slug}/ is a page that the site makes itself",
            code="url-taken",
            hint="rename the file",
        )
        for page in notes.pages
        if page not in allowed
    ]
    return msgspec.structs.replace(notes, pages=allowed), problems


def read_topics(folder: Path, paths: Iterable[str], limit: int) -> tuple[TopicNote, ...]:
    """The notes on topics at these paths that are valid, without a store."""
    found = []
    for path in paths:
        source = read_source(folder, path, limit)
        if isinstance(source, SourceFile):
            note, _ = validate_note(source, TopicNote, _slug(TopicNote, path))
            found += [note] if note else []
    return _one_per_slug(tuple(found), [])


def _put_note(store: Store, folder: Path, limit: int, path: str, time: int) -> None:
    signature = signature_of(f"{folder}/{path}")
    source = read_source(folder, path, limit)
    kind = kind_of(path)
    if isinstance(source, Problem):
        note, digest, blob = None, "", ""
        problems: tuple[Problem, ...] = (source,)
    else:
        made = _KINDS[kind]
        note, problems = validate_note(source, made, _slug(made, path))
        digest, blob = source.digest, blob_id(source.data)
    try:
        data = None if note is None else encode(note)
    except OverflowError:
        data, problems = None, (*problems, _too_large(path))
    store.execute(
        "REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(path_bytes(path), kind, *settled(signature, time)),
            *(digest, blob, data, encode(problems) if problems else None),
        ),
    )


def read_file(
    folder: Path, path: str, limit: int
) -> tuple[Record | TopicNote | ProviderNote | PageNote | None, tuple[Problem, ...]]:
    """What one file of the content folder says by itself, and what is wrong with it.

    None if it has errors. ``limit`` is the largest size allowed, in bytes.
    """
    source = read_source(folder, path, limit)
    if isinstance(source, Problem):
        return None, (source,)
    kind = _KINDS.get(kind_of(path))
    return validate_record(source) if kind is None else _read_note(source, kind)


def _read_note(source: SourceFile, kind: type[N]) -> tuple[N | None, tuple[Problem, ...]]:
    return validate_note(source, kind, _slug(kind, source.path))


def place_problems(folder: Path, problems: Iterable[Problem], limit: int) -> list[Problem]:
    """The problems of fields with their lines, which nobody kept while all were read."""
    found = []
    for problem in problems:
        source = read_source(folder, problem.path, limit) if problem.field else None
        found.append(with_location(problem, source) if isinstance(source, SourceFile) else problem)
    return found


def _one_per_slug(notes: tuple[N, ...], problems: list[Problem]) -> tuple[N, ...]:
    """The notes, of two about one thing only the first; ``problems`` tells of the other."""
    first: dict[str, N] = {}
    for note in notes:
        kept = first.setdefault(note.slug.casefold(), note)
        if kept is not note:
            problems.append(
                Problem(
                    note.path,
                    f"is about the same as {kept.path}",
                    code="url-taken",
                    hint="make one file of the two",
                )
            )
    return tuple(first.values())


def _slug(kind: type[object], path: str) -> str:
    stem = PurePosixPath(path).stem
    if kind is TopicNote:
        return urls.name_slug(stem)
    return urls.record_id(stem).lower() if kind is PageNote else stem


def page_path(path: str) -> str:
    """Where the site has the page of a record or of a file in ``pages/``; empty for other notes."""
    kind = _KINDS.get(kind_of(path))
    if kind is PageNote:
        return f"/{_slug(kind, path)}/"
    return "" if kind else urls.record_path(urls.record_id(PurePosixPath(path).stem))
