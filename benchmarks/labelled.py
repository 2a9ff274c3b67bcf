"""Reading headlines whose stories are known, from CSV or JSON Lines.

A CSV file has the columns TITLE, URL, PUBLISHER, STORY and TIMESTAMP (milliseconds since 1970), as
the News Aggregator collection of the UCI Machine Learning Repository does. Or it has the columns
title, outlet, story and time, and the name of its language, as ``tests/stories/headlines/de.csv``
does.

Each line of a JSONL file is an object with the keys title, outlet, label (the story) and time, and
possibly excerpt, url and lang (a language tag; English if there is none). Other keys are ignored.
Times are in ISO 8601; one without an offset is in UTC.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from site_gen.canonical import with_keys
from site_gen.model import ProviderRef, Record

COLLECTION = ("TITLE", "URL", "PUBLISHER", "STORY", "TIMESTAMP")
TESTS = ("title", "outlet", "story", "time")


class Labelled(NamedTuple):
    name: str
    records: tuple[Record, ...]
    labels: Mapping[str, str]
    """Record id → the story that it belongs to."""
    days: float = 0
    """Over how many days its stories were moved."""


class InvalidFileError(Exception):
    """A file cannot be read; the message is one line. ``line`` 0 is the whole file."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {reason}")


class _Row(NamedTuple):
    line: int
    title: str
    outlet: str
    label: str
    time: str | int
    """ISO 8601, or milliseconds since 1970."""
    lang: str
    excerpt: str = ""
    url: str = ""


class _Line(msgspec.Struct):
    """A line of a JSONL file."""

    title: str
    outlet: str
    label: str | int
    time: str
    excerpt: str | None = None
    lang: str | None = None
    url: str | None = None


def read(path: Path) -> list[Labelled]:
    """The records of a file, those of each language by themselves; raises InvalidFileError."""
    rows_of = _READERS.get(path.suffix.lower())
    if rows_of is None:
        raise InvalidFileError(path, 0, "the name must end in .csv or .jsonl")
    records: dict[str, dict[str, Record]] = {}
    labels: dict[str, str] = {}
    for number, row in enumerate(rows_of(path, _text(path))):
        record = _record(path, f"r{number:06}", row)
        records.setdefault(row.lang, {})[record.id] = record
        labels[record.id] = row.label
    if not records:
        raise InvalidFileError(path, 0, "there are no headlines")
    return [
        Labelled(
            f"{path.stem} {lang or 'en'}" if len(records) > 1 else path.stem,
            tuple(some.values()),
            {id_: labels[id_] for id_ in some},
        )
        for lang, some in records.items()
    ]


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidFileError(path, 0, error.strerror or str(error)) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidFileError(path, line, "this is not UTF-8") from None


def _csv_rows(path: Path, text: str) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        names = reader.fieldnames or ()
        is_collection = "TITLE" in names
        wanted = COLLECTION if is_collection else TESTS
        if missing := [name for name in wanted if name not in names]:
            raise InvalidFileError(
                path, 1, f"no column {', '.join(missing)} (expected {', '.join(wanted)})"
            )
        for row in reader:
            if None in row or None in row.values():
                raise InvalidFileError(
                    path, reader.line_num, f"a row needs {len(names)} values, as the first line has"
                )
            make = _of_collection if is_collection else _of_tests
            yield make(path, reader.line_num, row)
    except csv.Error as error:
        begin = reader.line_num + 1  # of the row: a quote that is not closed goes on to the end
        raise InvalidFileError(path, begin, f"this is not CSV: {error}") from None


def _of_collection(path: Path, line: int, row: Mapping[str, str]) -> _Row:
    try:
        time = int(row["TIMESTAMP"])
    except ValueError:
        raise _not_a_time(path, line, row["TIMESTAMP"], "1394470370698") from None
    return _Row(line, row["TITLE"], row["PUBLISHER"], row["STORY"], time, lang="", url=row["URL"])


def _of_tests(path: Path, line: int, row: Mapping[str, str]) -> _Row:
    return _Row(line, row["title"], row["outlet"], row["story"], row["time"], lang=path.stem)


def _jsonl_rows(path: Path, text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=_Line)
        except msgspec.ValidationError as error:
            raise InvalidFileError(path, number, str(error)) from None
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise InvalidFileError(path, number, f"this is not JSON: {error}") from None
        yield _Row(
            number,
            row.title,
            row.outlet,
            str(row.label),
            row.time,
            row.lang or "",
            row.excerpt or "",
            row.url or "",
        )


_READERS: Mapping[str, Callable[[Path, str], Iterator[_Row]]] = {
    ".csv": _csv_rows,
    ".jsonl": _jsonl_rows,
}


def _record(path: Path, id_: str, row: _Row) -> Record:
    for name, value in (("title", row.title), ("story", row.label)):
        if not value.strip():
            raise InvalidFileError(path, row.line, f"the {name} is empty")
    return with_keys(
        Record(
            id=id_,
            path=f"{id_}.md",
            digest="",
            title=row.title,
            excerpt=row.excerpt,
            published_at=_instant(path, row),
            provider=ProviderRef(row.outlet),
            original_url=row.url or f"https://news.example/{row.lang}/{id_}",
            locale=row.lang,
        )
    )


def _instant(path: Path, row: _Row) -> datetime:
    try:
        if isinstance(row.time, int):
            return datetime.fromtimestamp(row.time / 1000, UTC)
        time = datetime.fromisoformat(row.time)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise _not_a_time(path, row.line, row.time, "2026-05-12T08:00:00+00:00") from None


def _not_a_time(path: Path, line: int, found: Any, example: str) -> InvalidFileError:
    return InvalidFileError(path, line, f"“{found}” is not a time such as {example}")
