"""Records and files from few words: a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from site_gen import front_matter
from site_gen.canonical import with_keys
from site_gen.config import SiteConfig
from site_gen.model import (
    Author,
    Image,
    Problem,
    ProviderRef,
    Record,
    Related,
    SourceFile,
    TopicNote,
)
from site_gen.validate import validate_record

NOON = datetime(2021, 6, 16, 12, tzinfo=UTC)

CONFIG = SiteConfig(title="The Tideline", base_url="https://tideline.example/news/")

HALF_LIFE = CONFIG.ranking.half_life_hours

FIELDS: dict[str, Any] = {
    "title": "The ferry runs again",
    "excerpt": "After nine weeks in dock the ferry took its first cars across.",
    "publishedDateTime": "2021-06-16T12:00:00Z",
    "originalUrl": "https://harbourpost.example/ferry",
    "provider": {"name": "Harbour Post", "domain": "harbourpost.example"},
}
"""A record's fields that nothing can be said against."""


def source(text: str | bytes, path: str = "news/ferry.md") -> SourceFile:
    """A file of the content folder."""
    return SourceFile(path, text.encode() if isinstance(text, str) else text, "0" * 32)


def file_of(without: str = "", body: str = "", **changes: Any) -> str:
    """The text of a good record's file, with changed fields and without one of them."""
    fields = {key: value for key, value in {**FIELDS, **changes}.items() if key != without}
    return front_matter.dump(fields, body)


def read(text: str | bytes, path: str = "news/ferry.md") -> Record:
    """The record of a file that must be valid."""
    found, problems = validate_record(source(text, path))
    assert found is not None, problems
    return found


def problems_of(text: str | bytes, path: str = "news/ferry.md") -> tuple[Problem, ...]:
    """All that is said of a file."""
    return validate_record(source(text, path))[1]


def hours_ago(hours: float) -> datetime:
    return NOON - timedelta(hours=hours)


def record(
    id_: str = "ferry",
    at: datetime = NOON,
    *,
    provider: str = "Harbour Post",
    domain: str = "",
    logo: tuple[Image, ...] = (),
    authors: Iterable[str] = (),
    **fields: Any,
) -> Record:
    """A valid record; its own URL is made of its id."""
    ref = ProviderRef(provider, domain, logo, tuple(map(Author, authors)))
    standard: dict[str, Any] = {
        "title": f"News of {id_}",
        "excerpt": f"What happened to {id_}.",
        "original_url": f"https://harbourpost.example/{id_}",
        "path": f"news/{id_}.md",
        "digest": "0" * 32,
    }
    return with_keys(Record(id=id_, published_at=at, provider=ref, **{**standard, **fields}))


def related(
    url: str = "https://quilloncourier.example/ferry",
    provider: str = "Quillon Courier",
    domain: str = "",
    **fields: Any,
) -> Related:
    """A valid related entry."""
    title = fields.pop("title", f"{provider} on the matter")
    return Related(title=title, provider=ProviderRef(provider, domain), web_url=url, **fields)


def topic_note(title: str, slug: str, **fields: Any) -> TopicNote:
    return TopicNote(title=title, slug=slug, path=f"topics/{slug}.md", **fields)


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder of files from a dict of path → content."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
