"""Content files → valid records, notes and problems, read by all workers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeVar

import msgspec

from site_gen import urls, workers
from site_gen.cache.records import Reading, ReadingStore, decode
from site_gen.load import Listing, kind_of, read_source
from site_gen.model import Notes, PageNote, Problem, ProviderNote, Record, SourceFile, TopicNote
from site_gen.stamps import Stamp, stamp_of
from site_gen.validate import validate_note, validate_record
from site_gen.validate.findings import placed

N = TypeVar("N", TopicNote, ProviderNote, PageNote)


def gather_records(
    folder: Path, listing: Listing, limit: int, jobs: int, store: ReadingStore | None = None
) -> tuple[tuple[Record, ...], list[Problem]]:
    """All valid records, in the order of their paths, and what is wrong with the files.

    Those of files that the ``store`` has found to be as they were are taken from there.
    """
    readings = store.known() if store else {}
    missing = [path for path in listing.records if path not in readings]
    read = partial(_read_record, folder, limit)
    for path, found in zip(missing, workers.map_ordered(read, missing, jobs), strict=True):
        if isinstance(found, Reading):
            readings[path] = found
            continue
        readings[path] = decode(found.data)
        if store:
            store.add(path, found.stamp, found.digest, found.data)
    if store:
        store.close()
    everything = [readings[path] for path in listing.records]
    problems = [problem for reading in everything for problem in reading.problems]
    records = tuple(reading.record for reading in everything if reading.record is not None)
    return records, _each_field_once(problems)


class _Encoded(NamedTuple):
    """A reading on its way from a worker: bytes travel faster than objects."""

    stamp: Stamp
    digest: str
    data: bytes


def _read_record(folder: Path, limit: int, path: str) -> Reading | _Encoded:
    stamp = stamp_of(f"{folder}/{path}")
    source = read_source(folder, path, limit)
    if isinstance(source, Problem):
        return Reading(None, (source,))
    reading = Reading(*validate_record(source))
    try:
        return _Encoded(stamp, source.digest, msgspec.msgpack.encode(reading))
    except (OverflowError, ValueError):  # a number too large to be kept
        return reading


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


def gather_notes(folder: Path, listing: Listing, limit: int) -> tuple[Notes, list[Problem]]:
    """What editors wrote about topics and providers, and the site's own pages."""
    problems: list[Problem] = []

    def read(kind: type[N], paths: Sequence[str]) -> tuple[N, ...]:
        notes = []
        for path in paths:
            note, found = _read_note(folder, limit, kind, path)
            problems.extend(found)
            if note is not None:
                notes.append(note)
        return tuple(notes)

    notes = Notes(
        _one_per_slug(read(TopicNote, listing.topics), problems),
        _one_per_slug(read(ProviderNote, listing.providers), problems),
        _one_per_slug(read(PageNote, listing.pages), problems),
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


def _read_note(
    folder: Path, limit: int, kind: type[N], path: str
) -> tuple[N | None, tuple[Problem, ...]]:
    source = read_source(folder, path, limit)
    if isinstance(source, Problem):
        return None, (source,)
    return validate_note(source, kind, _slug(kind, path))


_KINDS: dict[str, Any] = {"topics": TopicNote, "providers": ProviderNote, "pages": PageNote}


def read_file(
    folder: Path, path: str, limit: int
) -> tuple[Record | TopicNote | ProviderNote | PageNote | None, tuple[Problem, ...]]:
    """What one file of the content folder says by itself, and what is wrong with it.

    None if it has errors. ``limit`` is the largest size allowed, in bytes.
    """
    kind = _KINDS.get(kind_of(path))
    if kind is not None:
        return _read_note(folder, limit, kind, path)
    source = read_source(folder, path, limit)
    return (None, (source,)) if isinstance(source, Problem) else validate_record(source)


def place_problems(folder: Path, problems: Iterable[Problem], limit: int) -> list[Problem]:
    """The problems of fields with their lines, which nobody kept while all were read."""
    found = []
    for problem in problems:
        source = read_source(folder, problem.path, limit) if problem.field else None
        found.append(placed(problem, source) if isinstance(source, SourceFile) else problem)
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
