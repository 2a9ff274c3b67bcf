"""The records that are there, by what tells which article each is: read for this alone.

A record need not be valid here. Somebody may be at work on it, and its article must not come a
second time meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from site_gen import front_matter, workers
from site_gen.canonical import article_keys, entry_key
from site_gen.fetch.article_keys import title_mark
from site_gen.front_matter import FrontMatterError
from site_gen.model import Problem
from site_gen.provider_keys import provider_key
from site_gen.scan import read_source
from site_gen.urls import record_id
from site_gen.validate.fields import read_instant

_ADDRESSES = ("originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl")
_ADDRESS_LINE = re.compile(
    rf"^(?:{'|'.join(_ADDRESSES)})[ \t]*:[ \t]*[\"']?(https?://[^\s\"'<>]+)", re.MULTILINE
)


class ExistingRecord(NamedTuple):
    """A record file."""

    id: str
    path: str
    keys: tuple[str, ...] = ()
    """The canonical forms of its addresses."""
    provider_key: str = ""
    """Mark of its outlet; empty where it has none."""
    same: str = ""
    """Mark of outlet and headline; empty where it has not both."""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    removed: bool = False
    readable: bool = False
    """Whether its fields could be read, so that they can be compared with what the source says."""


def holdings(
    content: Path, paths: Sequence[str], limit: int, jobs: int
) -> Iterator[ExistingRecord]:
    """The record files of a content folder, read by up to ``jobs`` processes.

    ``limit`` is the largest size of a record, in bytes.
    """
    return workers.map_ordered(partial(_held, content, limit), paths, jobs)


def read_fields(content: Path, path: str, limit: int) -> dict[str, Any]:
    """A record's fields as they stand in its file; empty if they cannot be read."""
    source = read_source(content, path, limit)
    if isinstance(source, Problem):
        return {}
    try:
        return front_matter.parse(front_matter.split(source.data).front)
    except FrontMatterError:
        return {}


def _held(content: Path, limit: int, path: str) -> ExistingRecord:
    id_ = record_id(PurePosixPath(path).stem)
    fields = read_fields(content, path, limit)
    if not fields:
        return ExistingRecord(id_, path, article_keys(_roughly(content, path, limit)))
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    title, provider_key = texts.get("title", ""), _provider_key(fields.get("provider"))
    return ExistingRecord(
        id_,
        path,
        _keys(texts),
        provider_key,
        title_mark(provider_key, title) if provider_key and title else "",
        read_instant(texts.get("publishedDateTime", "")),
        read_instant(texts.get("updatedDateTime", "")),
        fields.get("removed") is True or fields.get("deleted") is True,
        readable=True,
    )


def _keys(texts: Mapping[str, str]) -> tuple[str, ...]:
    """As ``canonical.record_keys`` makes them of a valid record."""
    url, entry_id = texts.get("originalUrl") or texts.get("webUrl", ""), texts.get("entryId", "")
    if url and entry_id:
        return (entry_key(url, entry_id),)
    return article_keys(texts[name] for name in _ADDRESSES if name in texts)


def _provider_key(provider: Any) -> str:
    if not isinstance(provider, Mapping):
        return ""
    told = (provider.get(key) for key in ("name", "domain", "channel"))
    return provider_key(*[value if isinstance(value, str) else "" for value in told])


def _roughly(content: Path, path: str, limit: int) -> Iterable[str]:
    """The addresses in a file whose fields cannot be read; it may be too large, too."""
    try:
        with (content / path).open("rb") as file:
            return _ADDRESS_LINE.findall(file.read(limit).decode("utf-8", "replace"))
    except OSError:
        return ()
