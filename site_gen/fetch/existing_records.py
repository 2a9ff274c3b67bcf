"""Records that are already in ``content/``: the fields that identify their articles.

They need not be valid. Someone may be editing one, and its article must not be added again
meanwhile.
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
from site_gen.entities import escape_levels, unescaped
from site_gen.fetch.ledger_digests import headline_digest
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
    """Canonical forms of its addresses."""
    provider_key: str = ""
    """Empty if it has no provider."""
    headline_digest: str = ""
    """Empty unless it has a provider and a title."""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    removed: bool = False
    readable: bool = False
    """Whether its fields could be read, so that they can be compared with the feed."""


def existing_records(
    content: Path, paths: Sequence[str], limit: int, jobs: int
) -> Iterator[ExistingRecord]:
    """The records at these paths, read by up to ``jobs`` processes.

    ``limit`` is the largest size of a record, in bytes.
    """
    return workers.map_ordered(partial(_read, content, limit), paths, jobs)


def read_fields(content: Path, path: str, limit: int) -> dict[str, Any]:
    """The fields of a record, unvalidated; empty if they cannot be read."""
    source = read_source(content, path, limit)
    if isinstance(source, Problem):
        return {}
    try:
        return front_matter.parse(front_matter.split(source.data).front)
    except FrontMatterError:
        return {}


def _read(content: Path, limit: int, path: str) -> ExistingRecord:
    id_ = record_id(PurePosixPath(path).stem)
    fields = read_fields(content, path, limit)
    if not fields:
        return ExistingRecord(id_, path, article_keys(_find_addresses(content, path, limit)))
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    title, key = texts.get("title", ""), _provider_key(fields.get("provider"))
    levels = escape_levels(title, texts.get("excerpt", ""))
    title = unescaped(title, levels)  # as the feed's items are
    return ExistingRecord(
        id_,
        path,
        _keys(texts),
        key,
        headline_digest(key, title) if key and title else "",
        read_instant(texts.get("publishedDateTime", "")),
        read_instant(texts.get("updatedDateTime", "")),
        fields.get("removed") is True or fields.get("deleted") is True,
        readable=True,
    )


def _keys(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that ``canonical.record_keys`` gives a valid record."""
    url, entry_id = texts.get("originalUrl") or texts.get("webUrl", ""), texts.get("entryId", "")
    if url and entry_id:
        return (entry_key(url, entry_id),)
    return article_keys(texts[name] for name in _ADDRESSES if name in texts)


def _provider_key(provider: Any) -> str:
    if not isinstance(provider, Mapping):
        return ""
    values = (provider.get(name) for name in ("name", "domain", "channel"))
    return provider_key(*[value if isinstance(value, str) else "" for value in values])


def _find_addresses(content: Path, path: str, limit: int) -> Iterable[str]:
    """The addresses in a file whose fields cannot be parsed, or that is too large."""
    try:
        with (content / path).open("rb") as file:
            return _ADDRESS_LINE.findall(file.read(limit).decode("utf-8", "replace"))
    except OSError:
        return ()
